package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.Activity;
import dev.larder.Cache;
import dev.larder.storage.Capability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted for metrics: {@code activity}. */
public interface ActivityContract extends CacheUnderTest {

    @Test
    default void activity_reads_areHitsAndMissesWithoutStatistics(Cache<Object, Object> cache) {
        cache.set("key", "value");
        cache.get("key");
        cache.get("absent");
        cache.entry("key");
        cache.getAll(List.of("key", "absent", "another"));
        cache.contains("key");

        assertThat(cache.activity().hits()).isEqualTo(3);
        assertThat(cache.activity().misses()).isEqualTo(3);
        assertThat(cache.stats().hits()).isZero();
    }

    @Test
    default void activity_writes_arePutsIfTheyStore(Cache<Object, Object> cache) {
        cache.set("key", "value");
        cache.add("key", "refused");
        cache.add("other", "value");
        cache.replace("absent", "refused");
        cache.setAll(Map.of("a", 1L, "b", 2L, "c", 3L));
        cache.increment("counter");
        cache.incrementIfPresent("absent", 1);
        cache.push("item", "queue");
        cache.delete("key");

        assertThat(cache.activity().puts()).isEqualTo(7);
        assertThat(cache.activity().evictions()).isZero();
        assertThat(cache.activity().expirations()).isZero();
        assertThat(cache.activity().timeouts()).isZero();
    }

    @Test
    default void activity_removals_areCountedByTheirCause(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (int i = 0; i < 5; i++) {
            cache.set("tagged " + i, "value", tagged("tag"));
            cache.set("short " + i, "value", expireAfter(Duration.ofSeconds(1)));
        }
        cache.evict("tag");
        testbed.clock().advanceSeconds(2);
        cache.expire();

        assertThat(cache.activity().evictions()).isEqualTo(5);
        assertThat(cache.activity().expirations()).isEqualTo(5);
        cache.set("key", "value");
        cache.delete("key");
        cache.clear();
        assertThat(cache.activity().evictions()).isEqualTo(5);
    }

    @Test
    default void activity_writeThatEvicts_countsWhatWent(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options ->
                options.evictionPolicy(EvictionPolicy.LEAST_RECENTLY_STORED).with(Setting.CULL_LIMIT, 0L));
        for (int i = 0; i < 40; i++) {
            cache.set("key " + i, "value");
        }
        EvictionContract.overflow(cache);
        for (int i = 0; i < 40; i++) {
            cache.set("more " + i, "value");
        }

        assertThat(cache.activity().evictions()).isEqualTo(80 - cache.size()).isPositive();
    }

    @Test
    default void activity_rolledBack_evictsNothing(Cache<Object, Object> cache) {
        cache.set("key", "value", tagged("tag"));

        assertThatIllegalStateException()
                .isThrownBy(() -> cache.transact(tx -> {
                    tx.evict("tag");
                    throw new IllegalStateException("rolled back");
                }));
        assertThat(cache.activity().evictions()).isZero();
    }

    @Test
    default void activity_loads_areCountedWithTheirTime(Cache<Object, Object> cache) {
        cache.get("key", key -> "value");
        cache.get("key", key -> "not called");
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.get("failing", key -> {
                    throw new IllegalStateException("failed");
                }));

        Activity activity = cache.activity();
        assertThat(activity.loads()).isEqualTo(2);
        assertThat(activity.loadFailures()).isEqualTo(1);
        assertThat(activity.loadTime()).isPositive();
        assertThat(activity.hits()).isEqualTo(1);
        assertThat(activity.misses()).isEqualTo(2);
    }

    @Test
    default void activity_viewsAndClosing_areOne(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        cache.set("key", "value", tagged("tag"));
        cache.retrying().get("key");
        cache.evict("tag");
        cache.close();

        assertThat(cache.activity().evictions()).as("it need not be open").isEqualTo(1);
        cache.set("key", "value", tagged("tag"));
        cache.withTimeout(Duration.ofSeconds(10)).evict("tag");
        assertThat(cache.activity().puts()).isEqualTo(2);
        assertThat(cache.activity().hits()).isEqualTo(1);
        assertThat(cache.retrying().activity()).isEqualTo(cache.activity());
        assertThat(cache.activity().evictions()).isEqualTo(2);
    }
}
