package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What went into a queue and came out of it, said by those who did it. */
final class Delivery {

    private static final String NOTHING = "-";

    private final Set<String> put = new HashSet<>();
    private final Set<String> doubtfulPut = new HashSet<>();
    private final List<String> taken = new ArrayList<>();
    private int doubtfulTaken;

    void put(String item) {
        put.add(item);
    }

    void perhapsPut(String item) {
        doubtfulPut.add(item);
    }

    void taken(String item) {
        if (!item.equals(NOTHING)) {
            taken.add(item);
        }
    }

    void perhapsTaken() {
        doubtfulTaken++;
    }

    /** Takes the rest out, and compares. */
    void settle(Supplier<Optional<String>> take) {
        List<String> delivered = new ArrayList<>(taken);
        for (Optional<String> rest = take.get(); rest.isPresent(); rest = take.get()) {
            delivered.add(rest.get());
        }
        assertThat(delivered).as("each item once").doesNotHaveDuplicates();
        Set<String> known = new HashSet<>(put);
        known.addAll(doubtfulPut);
        assertThat(known).as("what was put in").containsAll(delivered);
        Set<String> missing = new HashSet<>(put);
        missing.removeAll(new HashSet<>(delivered));
        assertThat(missing)
                .as("items that are gone with those who had taken them")
                .hasSizeLessThanOrEqualTo(doubtfulTaken);
    }

    @Override
    public String toString() {
        return put.size() + " put and " + taken.size() + " taken, in doubt " + doubtfulPut.size() + " and "
                + doubtfulTaken;
    }
}
