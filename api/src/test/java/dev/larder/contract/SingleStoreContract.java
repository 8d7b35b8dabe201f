package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What holds for caches that do not split their keys among several stores. */
public interface SingleStoreContract extends NumberKeyContract, InsertionOrderContract, EvictionOrderContract {

    @Test
    default void getAll_whileOthersWriteInOneTransaction_seesAllOrNothingOfIt(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        Set<Object> keys = BulkContract.numbered(150).keySet();
        cache.setAll(BulkContract.sameValue(keys, -1L));
        AtomicBoolean done = new AtomicBoolean();
        var writer = testbed.threads().start(() -> {
            for (long round = 0; round < 40; round++) {
                cache.setAll(BulkContract.sameValue(keys, round));
            }
            done.set(true);
            return true;
        });

        do {
            Map<Object, Object> values = cache.getAll(keys);
            assertThat(values).hasSize(150);
            assertThat(Set.copyOf(values.values())).as("values of one state").hasSize(1);
        } while (!done.get());
        assertThat(Threads.result(writer)).isTrue();
    }

    @Test
    default void expiry_passed_nextWritesRemoveIt(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", Samples.large(1), expireAfter(Duration.ofSeconds(10)));
        clock.advanceSeconds(11);
        cache.set("other", "value");

        assertThat(Listings.keys(cache)).containsExactly("other");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void pull_expiredItems_arePassedOverAndRemoved(Cache<Object, Object> cache, FakeClock clock) {
        for (String prefix : Arrays.asList(null, "q")) {
            for (Side side : Side.values()) {
                for (int i = 0; i < 5; i++) {
                    cache.push(Samples.large(i), prefix, Side.BACK, expireAfter(Duration.ofSeconds(1)));
                }
                cache.push("live", prefix);
                for (int i = 0; i < 5; i++) {
                    cache.push("expired", prefix, Side.BACK, expireAfter(Duration.ofSeconds(1)));
                }
                clock.advanceSeconds(1);

                assertThat(cache.pull(prefix, side).orElseThrow().value()).isEqualTo("live");
                assertThat(cache.size())
                        .as("expired items on the way are removed")
                        .isEqualTo(5);
                assertThat(cache.pull(prefix, side)).isEmpty();
                assertThat(cache.size()).isZero();
            }
        }
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void listener_culledByAWrite_isToldWhy(CacheTestbed testbed) {
        RemovalListenerContract.Told told = new RemovalListenerContract.Told();
        Cache<Object, Object> cache = testbed.open(options -> options.removalListener(told));
        cache.set("expired", 1L, expireAfter(Duration.ofSeconds(1)));
        cache.set("old", 1L);
        testbed.clock().advanceSeconds(2);
        cache.configure(Setting.SIZE_LIMIT, 0L);
        cache.set("new", 1L);

        assertThat(told.sinceLast()).containsExactly("expired EXPIRED", "old EVICTED");
    }
}
