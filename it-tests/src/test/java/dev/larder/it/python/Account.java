package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.storage.Side;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private final Map<String, String> winners = new HashMap<>();
    private final Set<String> lost = new HashSet<>();
    private final Map<String, Set<String>> doubtfulWinners = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, Long> doubtfulCounts = new HashMap<>();
    private final Delivery queue = new Delivery();
    private final Delivery line = new Delivery();

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

    private void done(Member member, String[] words) {
        switch (words[0]) {
            case "increment" -> increments++;
            case "locked" -> critical++;
            case "add" -> {
                String key = words[1].substring(0, words[1].lastIndexOf(' '));
                if (words[1].endsWith("won")) {
                    assertThat(winners.put(key, member.name()))
                            .as("another winner of " + key)
                            .isNull();
                } else {
                    lost.add(key);
                }
            }
            case "count" -> counts.merge(words[1], 1L, Long::sum);
            case "push" -> queue.put(words[1]);
            case "pull" -> queue.taken(words[1]);
            case "append" -> line.put(words[1]);
            case "take" -> line.taken(words[1]);
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void doubt(Member member, String[] words) {
        switch (words[0]) {
            case "increment" -> doubtfulIncrements++;
            case "locked" -> doubtfulCritical++;
            case "add" ->
                doubtfulWinners
                        .computeIfAbsent(words[1], key -> new HashSet<>())
                        .add(member.name());
            case "count" -> doubtfulCounts.merge(words[1], 1L, Long::sum);
            case "push" -> queue.perhapsPut(words[1]);
            case "pull" -> queue.perhapsTaken();
            case "append" -> line.perhapsPut(words[1]);
            case "take" -> line.perhapsTaken();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** Compares it with what is there, and takes the rest of the queue and of the deque out. */
    void settle(Cache<Object, Object> cache, FanoutCache<Object, Object> sharded, Deque<Object> deque) {
        assertThat((Long) cache.getOrDefault("sum", 0L))
                .as("the sum")
                .isBetween(increments, increments + doubtfulIncrements);
        assertThat((Long) cache.getOrDefault("guarded", 0L))
                .as("what the lock guards")
                .isBetween(critical, critical + doubtfulCritical);
        settleRaces(cache);
        settleCounts(sharded);
        queue.settle(() -> MemberProgram.pull(cache, Side.FRONT));
        line.settle(() -> MemberProgram.take(deque, Side.FRONT));
    }

    private void settleCounts(FanoutCache<Object, Object> sharded) {
        Set<String> keys = new HashSet<>(counts.keySet());
        keys.addAll(doubtfulCounts.keySet());
        for (String key : keys) {
            long count = counts.getOrDefault(key, 0L);
            assertThat((Long) sharded.getOrDefault(key, 0L))
                    .as(key)
                    .isBetween(count, count + doubtfulCounts.getOrDefault(key, 0L));
        }
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

    @Override
    public String toString() {
        return increments + " increments, " + winners.size() + " races won, " + critical + " critical sections, "
                + counts.values().stream().mapToLong(Long::longValue).sum() + " counted in shards; in doubt: "
                + doubtfulIncrements + ", " + doubtfulWinners.size() + ", " + doubtfulCritical + ", "
                + doubtfulCounts.values().stream().mapToLong(Long::longValue).sum() + "; in the queue " + queue
                + "; in the deque " + line;
    }
}
