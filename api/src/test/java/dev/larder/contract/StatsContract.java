package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Stats;
import dev.larder.storage.Blob;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hits and misses: {@code stats}. */
public interface StatsContract extends CacheUnderTest {

    @Test
    default void stats_newCache_countsNothing(Cache<Object, Object> cache) {
        cache.set("key", "value");
        cache.get("key");
        cache.get("absent");

        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
        assertThat(cache.settings().get(Setting.STATISTICS)).isFalse();
    }

    @Test
    default void stats_turnedOn_countsHitsAndMisses(Cache<Object, Object> cache, FakeClock clock) {
        assertThat(cache.stats(true, false)).isEqualTo(new Stats(0, 0));
        assertThat(cache.settings().get(Setting.STATISTICS)).isTrue();
        cache.set("key", "value");
        cache.set("expired", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
        cache.get("key");
        cache.get("key");
        cache.get("absent");
        cache.get("expired");
        cache.getOrDefault("absent", "default");

        assertThat(cache.stats()).isEqualTo(new Stats(2, 3));
    }

    @Test
    default void stats_everyWayOfReading_counts(Cache<Object, Object> cache) {
        cache.stats(true, true);
        cache.set("key", "value");
        cache.get("key");
        cache.getOrDefault("key", "default");
        cache.entry("key");
        cache.read("key").ifPresent(Blob::close);
        cache.getAll(List.of("key"));
        assertThat(cache.stats()).isEqualTo(new Stats(5, 0));

        cache.getOrDefault("absent", "default");
        cache.entry("absent");
        cache.read("absent");
        cache.getAll(List.of("absent", "also absent", "key"));
        assertThat(cache.stats()).isEqualTo(new Stats(6, 5));
    }

    @Test
    default void stats_whatIsNotReading_doesNotCount(Cache<Object, Object> cache) {
        cache.stats(true, true);
        cache.set("key", 1L);
        cache.add("key", 1L);
        cache.replace("absent", 1L);
        cache.contains("key");
        cache.contains("absent");
        cache.touch("key");
        cache.compareAndSet("key", 1L, 2L);
        cache.peekItem(Side.FRONT);
        cache.check();

        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
    }

    @Test
    default void stats_turnedOff_keepsWhatWasCounted(Cache<Object, Object> cache) {
        cache.stats(true, false);
        cache.set("key", "value");
        cache.get("key");
        cache.get("absent");

        assertThat(cache.stats(false, false)).isEqualTo(new Stats(1, 1));
        cache.get("key");
        cache.get("absent");
        assertThat(cache.stats()).isEqualTo(new Stats(1, 1));
        assertThat(cache.settings().get(Setting.STATISTICS)).isFalse();
        cache.stats(true, false);
        cache.get("key");
        assertThat(cache.stats()).isEqualTo(new Stats(2, 1));
    }

    @Test
    default void stats_reset_returnsWhatWasAndStartsAtZero(Cache<Object, Object> cache) {
        cache.stats(true, false);
        cache.set("key", "value");
        cache.get("key");

        assertThat(cache.stats(true, true)).isEqualTo(new Stats(1, 0));
        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
        cache.get("key");
        assertThat(cache.stats(false, true)).isEqualTo(new Stats(1, 0));
        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
    }

    @Test
    default void stats_byConfiguration_isTheSameSwitch(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        cache.get("absent");
        cache.configure(Setting.STATISTICS, false);
        cache.get("absent");

        assertThat(cache.stats()).isEqualTo(new Stats(0, 1));
    }

    @Test
    default void stats_byManyThreads_areExact(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        Cache<Object, Object> other = testbed.open();
        cache.set("key", "value");
        testbed.threads().race(8, thread -> {
            for (int i = 0; i < 100; i++) {
                (thread % 2 == 0 ? cache : other).get(i % 4 == 0 ? "absent" : "key");
            }
            return true;
        });
        other.close();

        assertThat(cache.stats()).isEqualTo(new Stats(600, 200));
    }

    @Test
    default void stats_afterReopening_areKept(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        cache.get("absent");

        Cache<Object, Object> reopened = testbed.reopen(cache);
        assertThat(reopened.stats()).isEqualTo(new Stats(0, 1));
        reopened.get("absent");
        assertThat(reopened.stats()).isEqualTo(new Stats(0, 2));
    }

    @Test
    default void stats_values_canBeSubtractedAndRated() {
        assertThat(new Stats(3, 1).hitRate()).isEqualTo(0.75);
        assertThat(new Stats(0, 0).hitRate()).isZero();
        assertThat(new Stats(3, 1).minus(new Stats(1, 1))).isEqualTo(new Stats(2, 0));
    }
}
