package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which entries go first, by each eviction policy. Not for caches that split their keys. */
public interface EvictionOrderContract extends CacheUnderTest {

    @Test
    default void policy_leastRecentlyStored_evictsTheOldestValue(CacheTestbed testbed) {
        for (var recording : EvictionContract.recordings()) {
            Cache<Object, Object> cache =
                    EvictionContract.full(testbed, EvictionPolicy.LEAST_RECENTLY_STORED, recording);
            cache.get("b");
            cache.set("a", "newer");
            testbed.clock().advanceSeconds(1);
            EvictionContract.overflow(cache);
            cache.set("e", "value");

            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "c", "d", "e");
            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
        }
    }

    @Test
    default void policy_leastRecentlyUsed_evictsWhatWasNotReadForLongest(CacheTestbed testbed) {
        for (var recording : EvictionContract.recordings()) {
            Cache<Object, Object> cache = EvictionContract.full(testbed, EvictionPolicy.LEAST_RECENTLY_USED, recording);
            for (Object key : List.of("a", "d", "b")) {
                cache.get(key);
                testbed.clock().advanceSeconds(1);
            }
            cache.contains("c");
            Listings.entries(cache, Order.KEY);
            EvictionContract.overflow(cache);
            cache.set("e", "value");
            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "d", "e");

            testbed.clock().advanceSeconds(1);
            cache.set("f", "value");
            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("b", "d", "e", "f");
            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
        }
    }

    @Test
    default void policy_leastFrequentlyUsed_evictsWhatWasReadLeastOften(CacheTestbed testbed) {
        for (var recording : EvictionContract.recordings()) {
            Cache<Object, Object> cache =
                    EvictionContract.full(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, recording);
            for (Object key : List.of("a", "b", "d", "a", "b", "d", "a", "b", "c", "a")) {
                cache.get(key);
            }
            EvictionContract.overflow(cache);
            cache.set("e", "value");
            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "d", "e");

            cache.getAll(List.of("e"));
            cache.entry("e");
            cache.get("e");
            cache.set("f", "value");
            assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "e", "f");
            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
        }
    }

    @Test
    default void policy_everyOne_removesExpiredEntriesFirst(CacheTestbed testbed) {
        for (EvictionPolicy policy : EvictionPolicy.values()) {
            Cache<Object, Object> cache = EvictionContract.full(testbed, policy, options -> options);
            cache.set("expiring", "value", expireAfter(Duration.ofSeconds(1)));
            cache.get("expiring");
            testbed.clock().advanceSeconds(2);
            EvictionContract.overflow(cache);
            cache.set("e", "value");

            assertThat(Listings.keys(cache)).as("%s", policy).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
            cache.configure(Setting.SIZE_LIMIT, 1L << 30);
        }
    }

    @Test
    default void policy_switchedLive_evictsByTheNewOne(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        for (Object key : List.of("a", "b", "c", "d")) {
            cache.set(key, "value");
            clock.advanceSeconds(1);
        }
        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED);
        for (Object key : List.of("a", "b", "d")) {
            cache.get(key);
        }
        EvictionContract.overflow(cache);
        cache.set("e", "value");
        assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "d", "e");

        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED);
        for (Object key : List.of("e", "a", "b")) {
            clock.advanceSeconds(1);
            cache.get(key);
        }
        clock.advanceSeconds(1);
        cache.set("f", "value");
        assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("a", "b", "e", "f");

        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_STORED);
        clock.advanceSeconds(1);
        cache.set("g", "value");
        assertThat(Listings.keys(cache)).containsExactlyInAnyOrder("b", "e", "f", "g");

        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.NONE);
        cache.set("h", "value");
        assertThat(cache.size()).isEqualTo(5);
    }

    @Test
    default void cull_overTheLimit_removesTheOldestFirst(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        for (int i = 0; i < 60; i++) {
            cache.set(i, Samples.large(i));
            clock.advanceSeconds(1);
        }
        cache.configure(Setting.SIZE_LIMIT, cache.volume() / 2);
        long removed = cache.cull();

        assertThat(removed).isPositive();
        assertThat(Listings.keys(cache).get(0)).isEqualTo(removed);
    }
}
