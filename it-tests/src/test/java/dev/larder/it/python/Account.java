package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What members have said that they did. What one was about to do when it was killed may have been done or not; there is
 * one such thing at most for each.
 */
final class Account {

    private long increments;
    private long doubtfulIncrements;
    private long critical;
    private long doubtfulCritical;
    private long doubtfulPulls;
    private final Map<String, String> winners = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Map<String, Set<String>> doubtfulWinners = new HashMap<>();
    private final Set<String> pushed = new HashSet<>();
    private final Set<String> doubtfulPushes = new HashSet<>();
    private final List<String> pulled = new ArrayList<>();

    Account(List<Member> members) throws IOException {
        for (Member member : members) {
            add(member);
        }
    }

    private void add(Member member) throws IOException {
        String begun = "";
        for (String line : member.lines()) {
            if (line.contains("?")) {
                begun = line;
            } else if (line.contains("!")) {
                begun = "";
                done(member, line.split("! ?", -1));
            }
        }
        if (!begun.isEmpty()) {
            doubt(member, begun.split("\\? ?", -1));
        }
    }

    private void done(Member member, String[] line) {
        switch (line[0]) {
            case "increment" -> increments++;
            case "locked" -> critical++;
            case "add" -> {
                String key = line[1].substring(0, line[1].lastIndexOf(' '));
                if (line[1].endsWith("won")) {
                    assertThat(winners.put(key, member.name()))
                            .as("another winner of " + key)
                            .isNull();
                } else {
                    lost.add(key);
                }
            }
            case "push" -> pushed.add(line[1]);
            case "pull" ->
                Optional.of(line[1]).filter(item -> !item.equals("-")).ifPresent(pulled::add);
            default -> throw new IllegalArgumentException(line[0]);
        }
    }

    private void doubt(Member member, String[] line) {
        switch (line[0]) {
            case "increment" -> doubtfulIncrements++;
            case "locked" -> doubtfulCritical++;
            case "add" ->
                doubtfulWinners.computeIfAbsent(line[1], key -> new HashSet<>()).add(member.name());
            case "push" -> doubtfulPushes.add(line[1]);
            case "pull" -> doubtfulPulls++;
            default -> throw new IllegalArgumentException(line[0]);
        }
    }

    /** Compares it with what is there, and takes the rest of the queue out. */
    void settle(Cache<Object, Object> cache) {
        assertThat((Long) cache.getOrDefault("sum", 0L))
                .as("the sum")
                .isBetween(increments, increments + doubtfulIncrements);
        assertThat((Long) cache.getOrDefault("guarded", 0L))
                .as("what the lock guards")
                .isBetween(critical, critical + doubtfulCritical);
        settleRaces(cache);
        settleQueue(cache);
    }

    private void settleRaces(Cache<Object, Object> cache) {
        winners.forEach((key, winner) -> assertThat(cache.get(key)).as(key).isEqualTo(winner));
        doubtfulWinners.forEach((key, members) -> {
            Object there = cache.get(key);
            if (there != null && !there.equals(winners.get(key))) {
                assertThat(members).as(key).contains((String) there);
            }
        });
        for (String key : lost) {
            assertThat(cache.contains(key)).as(key).isTrue();
            assertThat(winners.containsKey(key) || doubtfulWinners.containsKey(key))
                    .as("somebody has won " + key)
                    .isTrue();
        }
    }

    private void settleQueue(Cache<Object, Object> cache) {
        List<String> delivered = new ArrayList<>(pulled);
        for (Optional<String> rest = MemberProgram.pull(cache, Side.FRONT);
                rest.isPresent();
                rest = MemberProgram.pull(cache, Side.FRONT)) {
            delivered.add(rest.get());
        }
        assertThat(delivered).as("each item once").doesNotHaveDuplicates();
        Set<String> known = new HashSet<>(pushed);
        known.addAll(doubtfulPushes);
        assertThat(known).as("what was pushed").containsAll(delivered);
        Set<String> missing = new HashSet<>(pushed);
        missing.removeAll(new HashSet<>(delivered));
        assertThat(missing)
                .as("items that are gone with those who had pulled them")
                .hasSizeLessThanOrEqualTo(Math.toIntExact(doubtfulPulls));
    }

    @Override
    public String toString() {
        return increments + " increments, " + winners.size() + " races won, " + critical + " critical sections, "
                + pushed.size() + " pushed, " + pulled.size() + " pulled; in doubt: " + doubtfulIncrements + ", "
                + doubtfulWinners.size() + ", " + doubtfulCritical + ", " + doubtfulPushes.size() + ", "
                + doubtfulPulls;
    }
}
