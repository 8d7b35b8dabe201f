package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes that happen only if something holds: {@code add}, {@code replace}, {@code compareAndSet}. */
public interface ConditionalWriteContract extends CacheUnderTest {

    Duration SECOND = Duration.ofSeconds(1);

    // ---- add

    @Test
    default void add_absentKey_stores(Cache<Object, Object> cache) {
        assertThat(cache.add("key", "value")).isTrue();
        assertThat(cache.get("key")).isEqualTo("value");
    }

    @Test
    default void add_presentKey_changesNothing(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND.multipliedBy(9)).tag("tag"));
        Entry<Object, Object> before = cache.entry("key").orElseThrow();
        clock.advanceSeconds(1);

        assertThat(cache.add("key", "new")).isFalse();
        assertThat(cache.add("key", Samples.large(1), expireAfter(SECOND))).isFalse();
        assertThat(cache.entry("key")).contains(before);
    }

    @Test
    default void add_expiredKey_storesWithItsOwnOptions(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND).tag("old"));
        clock.advanceSeconds(1);

        assertThat(cache.add("key", "new", expireAfter(SECOND).tag("new"))).isTrue();
        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.tag()).isEqualTo("new");
        assertThat(entry.expiry()).isEqualTo(clock.instant().plusSeconds(1));
        assertThat(entry.storeTime()).isEqualTo(clock.instant());
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void add_largeValue_storesOnce(Cache<Object, Object> cache) {
        assertThat(cache.add("key", Samples.large(1))).isTrue();
        assertThat(cache.add("key", Samples.large(2))).isFalse();
        assertThat(cache.get("key")).isEqualTo(Samples.large(1));
    }

    @Test
    default void add_byManyThreads_oneWins(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (int round = 0; round < 20; round++) {
            String key = "key" + round;
            List<Boolean> results = testbed.threads().race(8, thread -> cache.add(key, (long) thread));

            assertThat(results).containsOnlyOnce(true);
            assertThat(cache.get(key)).isEqualTo((long) results.indexOf(true));
        }
    }

    // ---- replace

    @Test
    default void replace_absentKey_storesNothing(Cache<Object, Object> cache) {
        assertThat(cache.replace("key", "value")).isFalse();
        assertThat(cache.replace("key", Samples.large(1), expireAfter(SECOND))).isFalse();
        assertThat(cache.contains("key")).isFalse();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void replace_presentKey_replacesValueExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND).tag("old"));

        assertThat(cache.replace("key", "new")).isTrue();
        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.value()).isEqualTo("new");
        assertThat(entry.expiry()).isNull();
        assertThat(entry.tag()).isNull();

        assertThat(cache.replace("key", "newer", expireAfter(SECOND).tag("tag")))
                .isTrue();
        entry = cache.entry("key").orElseThrow();
        assertThat(entry.expiry()).isEqualTo(clock.instant().plusSeconds(1));
        assertThat(entry.tag()).isEqualTo("tag");
    }

    @Test
    default void replace_expiredKey_leavesItAsItIs(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND));
        clock.advanceSeconds(1);

        assertThat(cache.replace("key", "new")).isFalse();
        assertThat(cache.get("key")).isNull();
        assertThat(cache.size()).isEqualTo(1);
    }

    // ---- compareAndSet

    @Test
    default void compareAndSet_expectedValue_stores(Cache<Object, Object> cache) {
        for (Object expected : Samples.natives()) {
            cache.set("key", expected);

            assertThat(cache.compareAndSet("key", copy(expected), "new"))
                    .as("%s", expected)
                    .isTrue();
            assertThat(cache.get("key")).isEqualTo("new");
        }
    }

    private static Object copy(Object value) {
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Test
    default void compareAndSet_anotherValue_changesNothing(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND.multipliedBy(9)).tag("tag"));
        Entry<Object, Object> before = cache.entry("key").orElseThrow();
        clock.advanceSeconds(1);

        assertThat(cache.compareAndSet("key", "other", "new")).isFalse();
        assertThat(cache.compareAndSet("key", "old ", Samples.large(1))).isFalse();
        assertThat(cache.entry("key")).contains(before);
    }

    @Test
    default void compareAndSet_sameNumberOfOtherType_isAnotherValue(Cache<Object, Object> cache) {
        cache.set("key", 1L);

        assertThat(cache.compareAndSet("key", 1.0, "new")).isFalse();
        assertThat(cache.compareAndSet("key", "1", "new")).isFalse();
        assertThat(cache.compareAndSet("key", new byte[] {'1'}, "new")).isFalse();
        assertThat(cache.get("key")).isEqualTo(1L);
        assertThat(cache.compareAndSet("key", 1, "new"))
                .as("an int is encoded as a long is")
                .isTrue();
    }

    @Test
    default void compareAndSet_textAndItsBytes_areTwoValues(Cache<Object, Object> cache) {
        cache.set("text", "a");
        cache.set("bytes", new byte[] {'a'});

        assertThat(cache.compareAndSet("text", new byte[] {'a'}, "new")).isFalse();
        assertThat(cache.compareAndSet("bytes", "a", "new")).isFalse();
    }

    @Test
    default void compareAndSet_largeValues_areComparedWhole(Cache<Object, Object> cache) {
        byte[] almost = Samples.large(1);
        almost[Samples.LARGE - 1]++;
        cache.set("bytes", Samples.large(1));
        cache.set("text", Samples.largeText());

        assertThat(cache.compareAndSet("bytes", almost, "new")).isFalse();
        assertThat(cache.compareAndSet("bytes", Samples.large(1), Samples.large(2)))
                .isTrue();
        assertThat(cache.get("bytes")).isEqualTo(Samples.large(2));
        assertThat(cache.compareAndSet("text", Samples.largeText() + " ", "new"))
                .isFalse();
        assertThat(cache.compareAndSet("text", Samples.largeText(), "new")).isTrue();
        assertThat(cache.get("text")).isEqualTo("new");
    }

    @Test
    default void compareAndSet_absentOrExpiredKey_isFalse(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", "value", expireAfter(SECOND));
        clock.advanceSeconds(1);

        assertThat(cache.compareAndSet("absent", "value", "new")).isFalse();
        assertThat(cache.compareAndSet("expired", "value", "new")).isFalse();
        assertThat(cache.get("absent")).isNull();
        assertThat(cache.get("expired")).isNull();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void compareAndSet_success_replacesExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(SECOND).tag("old"));

        assertThat(cache.compareAndSet("key", "old", "new")).isTrue();
        assertThat(cache.entry("key").orElseThrow().expiry()).isNull();
        assertThat(cache.entry("key").orElseThrow().tag()).isNull();

        assertThat(cache.compareAndSet(
                        "key", "new", "newer", expireAfter(SECOND).tag("tag")))
                .isTrue();
        assertThat(cache.entry("key").orElseThrow().expiry())
                .isEqualTo(clock.instant().plusSeconds(1));
        assertThat(cache.entry("key").orElseThrow().tag()).isEqualTo("tag");
    }

    @Test
    default void compareAndSet_byManyThreads_losesNoUpdate(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("key", 0L);
        testbed.threads().race(8, thread -> {
            for (int i = 0; i < 25; i++) {
                long seen;
                do {
                    seen = (long) cache.get("key");
                } while (!cache.compareAndSet("key", seen, seen + 1));
            }
            return true;
        });

        assertThat(cache.get("key")).isEqualTo(200L);
    }
}
