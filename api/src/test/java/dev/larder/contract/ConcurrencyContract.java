package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.storage.Blob;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many threads that do everything at once, each with something that must hold. */
public interface ConcurrencyContract extends CacheUnderTest {

    int THREADS = 16;

    int ROUNDS = 25;

    @Test
    default void cache_byManyThreadsDoingEverything_keepsWhatEachKnows(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> other = testbed.open();
        cache.setAll(Map.of("left", 0L, "right", 0L));
        testbed.threads().race(THREADS, thread -> {
            Cache<Object, Object> mine = thread % 2 == 0 ? cache : other;
            Random random = new Random(thread);
            for (int round = 0; round < ROUNDS; round++) {
                ownEntries(mine, "own-" + thread + "-", round);
                mine.increment("counter");
                mine.transact(tx -> {
                    tx.increment("left");
                    tx.increment("right");
                });
                Map<Object, Object> pair = mine.transactResult(tx -> tx.getAll(List.of("left", "right")));
                assertThat(pair.get("left")).isEqualTo(pair.get("right"));
                sharedValue(mine, random);
                listing(mine, thread + round);
                mine.set("expiring-" + thread, 1L, expireAfter(Duration.ofMillis(1)));
                clock.advance(Duration.ofMillis(1));
                mine.set("tagged-" + thread, 1L, tagged(thread));
                assertThat(mine.evict(thread)).isEqualTo(1);
            }
            return true;
        });

        long operations = (long) THREADS * ROUNDS;
        assertThat(cache.get("counter")).isEqualTo(operations);
        assertThat(cache.getAll(List.of("left", "right"))).isEqualTo(Map.of("left", operations, "right", operations));
        assertThat(cache.evictPrefix("own-")).isEqualTo(THREADS);
    }

    /** Entries that no other thread touches. */
    private static void ownEntries(Cache<Object, Object> cache, String prefix, int round) {
        byte[] value = Samples.noise(round % 5 == 0 ? Samples.LARGE : 100, round);
        cache.set(prefix + "a", value);
        assertThat(cache.get(prefix + "a")).isEqualTo(value);
        assertThat(cache.add(prefix + "a", "other")).isFalse();
        assertThat(cache.push((long) round, prefix).prefix()).isEqualTo(prefix);
        assertThat(cache.pull(prefix).orElseThrow().value()).isEqualTo((long) round);
        cache.set(prefix + "b", "value");
        assertThat(cache.pop(prefix + "b")).isEqualTo("value");
        assertThat(cache.delete(prefix + "b")).isFalse();
    }

    /** A value that all threads replace and remove: whoever reads it reads one of those that were written. */
    private static void sharedValue(Cache<Object, Object> cache, Random random) throws IOException {
        int seed = random.nextInt(4);
        switch (random.nextInt(4)) {
            case 0 -> cache.set("shared", Samples.large(seed));
            case 1 -> cache.set("shared", Samples.noise(10, seed));
            case 2 -> cache.delete("shared");
            default -> cache.write("shared", Source.of(Samples.large(seed)));
        }
        Object value = cache.get("shared");
        if (value != null) {
            requireWhole((byte[]) value);
        }
        try (Blob blob = cache.read("shared").orElse(null)) {
            if (blob != null) {
                try (InputStream stream = blob.stream()) {
                    requireWhole(stream.readAllBytes());
                }
            }
        }
    }

    private static void requireWhole(byte[] value) {
        assertThat(value.length).isIn(10, Samples.LARGE);
        assertThat(Stream.of(0, 1, 2, 3).anyMatch(seed -> Samples.isNoise(value, seed)))
                .as("a value that somebody wrote, of %d bytes", value.length)
                .isTrue();
    }

    private static void listing(Cache<Object, Object> cache, int turn) {
        if (turn % 8 == 0) {
            Order order = List.of(Order.values()).get(turn / 8 % 4);
            assertThat(Listings.keys(cache, order)).contains("left", "right").doesNotHaveDuplicates();
        }
        if (turn % 20 == 0) {
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    default void readers_whileAValueIsReplaced_neverMissIt(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        cache.set("key", Samples.large(0));
        testbed.threads().race(4, thread -> {
            for (int i = 0; i < 60; i++) {
                if (thread == 0) {
                    cache.set("key", i % 3 == 0 ? Samples.noise(10, 0) : Samples.large(i % 4));
                } else {
                    Cache<Object, Object> reader = thread == 1 ? cache : other;
                    assertThat(reader.get("key"))
                            .as("a value that is always there")
                            .isNotNull();
                    assertThat(reader.entry("key")).isPresent();
                    assertThat(reader.getAll(List.of("key"))).hasSize(1);
                    try (Blob blob = reader.read("key").orElseThrow()) {
                        assertThat(blob.length()).isPositive();
                    }
                }
            }
            return true;
        });
    }
}
