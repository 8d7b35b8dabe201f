package dev.larder.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What children said about each item, in lines as {@link WorkQueuePrograms.Work} prints them: whether each delivery was
 * the next attempt, was taken by one only and not before it could be, and whether each item was acknowledged once.
 */
final class WorkLedger {

    private final Duration lease;
    private final List<Map<Integer, Attempt>> items = new ArrayList<>();
    private final Set<Integer> doubtful = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int untold;
    private int handedOut;

    WorkLedger(int items, Duration lease) {
        this.lease = lease;
        expect(items);
    }

    /** So many more items are to be put, with the numbers that come next. */
    synchronized void expect(int more) {
        for (int i = 0; i < more; i++) {
            items.add(new HashMap<>());
        }
    }

    private static final class Attempt {
        final long before;
        final long after;
        String outcome = "";

        Attempt(long before, long after) {
            this.before = before;
            this.after = after;
        }
    }

    /** Takes note of a line. A child that was killed may have left half of one, which says nothing. */
    synchronized void note(String line) {
        String[] words = line.split(" ", -1);
        if (words.length < 3 || (words[0].equals("taken") && (words.length < 5 || words[4].length() < 13))) {
            return;
        }
        Map<Integer, Attempt> attempts = items.get(Integer.parseInt(words[1]));
        int number = Integer.parseInt(words[2]);
        if (words[0].equals("taken")) {
            Attempt attempt = new Attempt(Long.parseLong(words[3]), Long.parseLong(words[4]));
            if (attempts.put(number, attempt) != null) {
                wrong.add("two holders: " + line);
            }
            handedOut++;
        } else if (attempts.containsKey(number)) {
            attempts.get(number).outcome = words[0];
        }
    }

    /**
     * Nobody has acknowledged that these items, from one to another, were put: each may be there once or not at all.
     */
    synchronized void doubt(int from, int to) {
        for (int item = from; item < to; item++) {
            doubtful.add(item);
        }
    }

    /** @param mostUntold how many deliveries and outcomes may not have been told: those of killed children */
    synchronized void requireExact(int mostUntold) {
        for (int item = 0; item < items.size(); item++) {
            look(item, items.get(item));
        }
        assertThat(wrong).isEmpty();
        assertThat(untold).isLessThanOrEqualTo(mostUntold);
    }

    private void look(int item, Map<Integer, Attempt> attempts) {
        int last = attempts.keySet().stream().mapToInt(number -> number).max().orElse(0);
        long acks = attempts.values().stream()
                .filter(attempt -> attempt.outcome.equals("acked"))
                .count();
        if (acks > 1 || (acks == 1 && !attempts.get(last).outcome.equals("acked"))) {
            wrong.add("acknowledged while somebody else had it: item " + item);
        }
        if (acks == 0 && !(attempts.isEmpty() && doubtful.contains(item))) {
            untold++; // by a child that was killed after it, for the queue is empty
            if (last > 0 && !attempts.get(last).outcome.isEmpty()) {
                wrong.add("lost: item " + item);
            }
        }
        for (int number = 1; number < last; number++) {
            Attempt attempt = attempts.get(number);
            Attempt next = attempts.get(number + 1);
            if (attempt == null) {
                untold++;
            } else if (next != null
                    && !attempt.outcome.equals("nacked")
                    && next.after < attempt.before + lease.toMillis()) {
                wrong.add("handed out again before its lease ended: item " + item + ", attempt " + (number + 1));
            }
        }
    }

    @Override
    public synchronized String toString() {
        long missing =
                doubtful.stream().filter(item -> items.get(item).isEmpty()).count();
        return handedOut + " deliveries told, " + untold + " untold, " + doubtful.size() + " puts not acknowledged, "
                + missing + " of them in vain";
    }
}
