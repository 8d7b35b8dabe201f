package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.Stats;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What writes remove when the volume has reached the size limit. */
public interface EvictionContract extends CacheUnderTest {

    /** Reads recorded at once, and in batches. */
    static List<UnaryOperator<CacheBuilder<Object, Object>>> recordings() {
        return List.of(CacheBuilder::exactAccess, options -> options);
    }

    /** A cache that is always too large, so that each write removes one entry. */
    static Cache<Object, Object> full(
            CacheTestbed testbed, EvictionPolicy policy, UnaryOperator<CacheBuilder<Object, Object>> recording) {
        Cache<Object, Object> cache = testbed.open(
                options -> recording.apply(options.evictionPolicy(policy)).with(Setting.CULL_LIMIT, 0L));
        cache.clear();
        for (Object key : List.of("a", "b", "c", "d")) {
            cache.set(key, "value");
            testbed.clock().advanceSeconds(1);
        }
        return cache;
    }

    /** From now on each write removes one entry. */
    static void overflow(Cache<Object, Object> cache) {
        cache.configure(Setting.SIZE_LIMIT, 1L);
        cache.configure(Setting.CULL_LIMIT, 1L);
    }

    @Test
    default void policy_none_evictsNothing(CacheTestbed testbed) {
        for (var recording : recordings()) {
            Cache<Object, Object> cache = full(testbed, EvictionPolicy.NONE, recording);
            overflow(cache);
            cache.set("e", "value");

            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        }
    }

    @Test
    default void policy_everyOne_neverEvictsWhatWasJustWritten(CacheTestbed testbed) {
        for (EvictionPolicy policy : EvictionPolicy.values()) {
            Cache<Object, Object> cache = full(testbed, policy, options -> options);
            for (Object key : List.of("a", "b", "c", "d", "a", "b", "c", "d")) {
                cache.get(key);
            }
            cache.configure(Setting.SIZE_LIMIT, 0L);
            cache.configure(Setting.CULL_LIMIT, 100L);
            assertThat(cache.set("set", "value")).isTrue();
            assertThat(cache.get("set")).as("%s", policy).isEqualTo("value");
            assertThat(cache.add("add", Samples.large(1))).isTrue();
            assertThat(cache.get("add")).as("%s", policy).isEqualTo(Samples.large(1));
            cache.setAll(Map.of("x", 1L, "y", 2L, "z", 3L));
            assertThat(cache.getAll(List.of("x", "y", "z"))).as("%s", policy).hasSize(3);
            cache.increment("counter");
            assertThat(cache.get("counter")).as("%s", policy).isEqualTo(1L);
            cache.push("item", "queue");
            assertThat(cache.peek("queue")).as("%s", policy).isPresent();
            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
        }
    }

    @Test
    default void cullLimit_onEveryWrite_boundsWhatOneRemoves(Cache<Object, Object> cache) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        for (int i = 0; i < 50; i++) {
            cache.set(i, "value");
        }
        cache.configure(Setting.SIZE_LIMIT, 0L);
        cache.configure(Setting.CULL_LIMIT, 7L);
        cache.set("one more", "value");

        assertThat(cache.size()).isBetween(51L - 7, 50L);
    }

    @Test
    default void cullLimit_zero_removesNothingOnWrites(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        cache.configure(Setting.SIZE_LIMIT, 0L);
        cache.set("expired", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(2);
        for (int i = 0; i < 10; i++) {
            cache.set(i, Samples.large(i));
        }

        assertThat(cache.size()).isEqualTo(11);
    }

    @Test
    default void sizeLimit_exceededForLong_isKeptNearly(CacheTestbed testbed) {
        long limit = 2_000_000;
        Cache<Object, Object> cache = testbed.open(options -> options.sizeLimit(limit));
        long room = limit - cache.volume();
        for (int i = 0; i < 200; i++) {
            cache.set(i, Samples.large(i));
            testbed.clock().advanceSeconds(1);
            assertThat(cache.get(i)).as("the entry just written").isNotNull();
        }

        assertThat(cache.volume()).isLessThan(limit + 3 * Samples.LARGE);
        assertThat(cache.size()).as("no more is removed than must be").isGreaterThan(room * 6 / 10 / Samples.LARGE);
        assertThat(cache.contains(199)).isTrue();
        assertThat(cache.contains(0)).isFalse();
    }

    @Test
    default void exactAccess_everyRead_isThereForOthersAtOnce(CacheTestbed testbed) {
        Cache<Object, Object> cache =
                testbed.open(options -> options.evictionPolicy(EvictionPolicy.LEAST_FREQUENTLY_USED)
                        .statistics(true)
                        .exactAccess());
        Cache<Object, Object> other = testbed.open();
        cache.set("key", "value");
        for (int i = 1; i <= 3; i++) {
            cache.get("key");
            assertThat(Listings.entry(other, "key").accessCount()).isEqualTo(i);
            assertThat(other.stats().hits()).isEqualTo(i);
        }
    }

    @Test
    default void batchedAccess_afterClosing_isThereForOthers(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options ->
                options.evictionPolicy(EvictionPolicy.LEAST_FREQUENTLY_USED).statistics(true));
        Cache<Object, Object> other = testbed.open();
        cache.set("key", "value");
        cache.get("key");
        cache.get("key");
        cache.get("absent");
        cache.close();

        assertThat(Listings.entry(other, "key").accessCount()).isEqualTo(2);
        assertThat(other.stats()).isEqualTo(new Stats(2, 1));
    }
}
