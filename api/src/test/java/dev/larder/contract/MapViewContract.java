package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.Stats;
import dev.larder.codec.Codec;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

/** The view as a map: {@code asMap}. What every map does is tested where storages run suites for maps. */
public interface MapViewContract extends CacheUnderTest {

    @Test
    default void asMap_bothWays_showsTheSameEntries(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        assertThat(map).isEmpty();
        cache.set("a", 1L);
        assertThat(map.put("b", 2L)).isNull();
        assertThat(map.put("b", 3L)).isEqualTo(2L);

        assertThat(map).hasSize(2).containsEntry("a", 1L).containsEntry("b", 3L);
        assertThat(cache.get("b")).isEqualTo(3L);
        assertThat(map.remove("a")).isEqualTo(1L);
        assertThat(cache.contains("a")).isFalse();
        assertThat(map.remove("a")).isNull();
        assertThat(map).isEqualTo(Map.of("b", 3L)).hasSameHashCodeAs(Map.of("b", 3L));
        assertThat(map.hashCode()).isEqualTo(new HashMap<>(map).hashCode());
        map.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void asMap_conditionalWrites_returnWhatConcurrentMapsDo(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        assertThat(map.putIfAbsent("key", 1L)).isNull();
        assertThat(map.putIfAbsent("key", 2L)).isEqualTo(1L);
        assertThat(map.replace("key", 2L)).isEqualTo(1L);
        assertThat(map.replace("absent", 2L)).isNull();
        assertThat(map.replace("key", 1L, 3L)).isFalse();
        assertThat(map.replace("key", 2L, 3L)).isTrue();
        assertThat(map.remove("key", 1L)).isFalse();
        assertThat(map.remove("key", 3L)).isTrue();
        assertThat(map.remove("key", 3L)).isFalse();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void asMap_bytes_areComparedByContent(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        for (byte[] value : List.of(new byte[] {1, 2}, Samples.large(1))) {
            map.put("key", value);

            assertThat(map.containsValue(value.clone())).isTrue();
            assertThat(map.entrySet().contains(Map.entry("key", value.clone()))).isTrue();
            assertThat(map.replace("key", new byte[] {9}, new byte[] {3})).isFalse();
            assertThat(map.replace("key", value.clone(), new byte[] {3})).isTrue();
            assertThat(map.remove("key", new byte[] {3})).isTrue();
        }
    }

    @Test
    default void asMap_computing_changesInOneTransaction(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        assertThat(map.computeIfAbsent("a", key -> key + "!")).isEqualTo("a!");
        assertThat(map.computeIfAbsent("a", key -> "other")).isEqualTo("a!");
        assertThat(map.computeIfAbsent("none", key -> null)).isNull();
        assertThat(map.computeIfPresent("a", (key, value) -> value + "?")).isEqualTo("a!?");
        assertThat(map.computeIfPresent("none", (key, value) -> "other")).isNull();
        assertThat(map.compute("b", (key, value) -> value == null ? 1L : 2L)).isEqualTo(1L);
        assertThat(map.compute("b", (key, value) -> value == null ? 1L : 2L)).isEqualTo(2L);
        assertThat(map.merge("b", 5L, (x, y) -> (long) x + (long) y)).isEqualTo(7L);
        assertThat(map.merge("c", 5L, (x, y) -> 0L)).isEqualTo(5L);
        assertThat(map.compute("a", (key, value) -> null)).isNull();
        assertThat(map.merge("b", 1L, (x, y) -> null)).isNull();
        assertThat(map).isEqualTo(Map.of("c", 5L));
        map.replaceAll((key, value) -> (long) value + 1);
        assertThat(cache.get("c")).isEqualTo(6L);

        IllegalStateException failure = new IllegalStateException("no result");
        assertThatThrownBy(() -> map.compute("c", (key, value) -> {
                    cache.set("inside", "value");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(map).isEqualTo(Map.of("c", 6L));
    }

    @Test
    default void asMap_byManyThreads_isAtomicForEachKey(Cache<Object, Object> cache, CacheTestbed testbed) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        Map<Object, Object> other = testbed.open().asMap();
        List<Object> made = testbed.threads().race(8, thread -> {
            Map<Object, Object> mine = thread % 2 == 0 ? map : other;
            for (int i = 0; i < 20; i++) {
                mine.merge("sum", 1L, (x, y) -> (long) x + (long) y);
            }
            return mine.computeIfAbsent("once", key -> (long) thread);
        });

        assertThat(map.get("sum")).isEqualTo(160L);
        assertThat(made).containsOnly(map.get("once"));
    }

    @Test
    default void asMap_writes_takeAwayExpiryAndTag(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        for (String key : List.of("put", "replace", "replaceIf", "compute", "merge", "putAll", "setValue")) {
            cache.set(key, 1L, expireAfter(Duration.ofSeconds(9)).tag("tag"));
        }
        map.put("put", 2L);
        map.replace("replace", 2L);
        map.replace("replaceIf", 1L, 2L);
        map.compute("compute", (key, value) -> 2L);
        map.merge("merge", 2L, (x, y) -> y);
        map.putAll(Map.of("putAll", 2L, "new", 2L));
        map.entrySet().forEach(entry -> {
            if (entry.getKey().equals("setValue")) {
                assertThat(entry.setValue(2L)).isEqualTo(1L);
            }
        });

        assertThat(Listings.entries(cache, Order.KEY)).hasSize(8).allSatisfy(entry -> {
            assertThat(entry.value()).as("%s", entry.key()).isEqualTo(2L);
            assertThat(entry.expiry()).as("%s", entry.key()).isNull();
            assertThat(entry.tag()).as("%s", entry.key()).isNull();
        });
    }

    @Test
    default void asMap_expiredEntries_areAbsentButCounted(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("live", 1L);
        cache.set("expired", 1L, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
        ConcurrentMap<Object, Object> map = cache.asMap();

        assertThat(map.get("expired")).isNull();
        assertThat(map.containsKey("expired")).isFalse();
        assertThat(map.remove("expired")).isNull();
        assertThat(map.replace("expired", 2L)).isNull();
        assertThat(map.replace("expired", 1L, 2L)).isFalse();
        assertThat(map.size()).isEqualTo(2);
        assertThat(map.keySet().iterator()).toIterable().containsExactly("live");
        assertThat(map.entrySet().iterator()).toIterable().containsExactly(Map.entry("live", 1L));
        assertThat(map.putIfAbsent("expired", 3L)).isNull();
        assertThat(map.get("expired")).isEqualTo(3L);
    }

    @Test
    default void asMap_views_writeThrough(Cache<Object, Object> cache) {
        for (int i = 0; i < 300; i++) {
            cache.set(i, (long) i % 3);
        }
        ConcurrentMap<Object, Object> map = cache.asMap();
        assertThat(map.keySet().remove(5L)).isTrue();
        assertThat(map.values().remove(1L)).isTrue();
        assertThat(map.entrySet().remove(Map.entry(3L, 0L))).isTrue();
        assertThat(map.entrySet().remove(Map.entry(6L, 9L))).isFalse();
        assertThat(cache.size()).isEqualTo(297);
        map.values().removeIf(value -> value.equals(2L));
        assertThat(cache.size()).isEqualTo(198);
        Iterator<Object> keys = map.keySet().iterator();
        keys.next();
        keys.remove();
        assertThat(cache.size()).isEqualTo(197);
        map.keySet().clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void asMap_getAndComputeIfAbsent_countAsReadsAndNothingElse(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        ConcurrentMap<Object, Object> map = cache.asMap();
        map.put("key", 1L);
        map.putIfAbsent("key", 1L);
        assertThat(map.containsKey("key")).isTrue();
        map.replace("key", 2L);
        map.replace("key", 2L, 3L);
        map.compute("key", (key, value) -> value);
        map.merge("key", 1L, (x, y) -> y);
        map.forEach((key, value) -> {});
        map.remove("key", 7L);
        map.remove("key");
        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));

        map.get("key");
        map.computeIfAbsent("key", key -> 1L);
        map.computeIfAbsent("key", key -> 1L);
        map.get("key");
        assertThat(cache.stats()).isEqualTo(new Stats(2, 2));
    }

    @Test
    @SuppressWarnings({"CollectionIncompatibleType", "SuspiciousMethodCalls"})
    default void asMap_keysAndValuesOfOtherTypes_areNotInIt(CacheTestbed testbed) {
        Cache<String, Long> cache =
                testbed.open(options -> options.keys(Codec.string()).values(Codec.int64()));
        cache.set("key", 1L);
        ConcurrentMap<String, Long> map = cache.asMap();
        Object stranger = List.of();

        assertThat(map.get(stranger)).isNull();
        assertThat(map.containsKey(stranger)).isFalse();
        assertThat(map.containsValue(stranger)).isFalse();
        assertThat(map.remove(stranger)).isNull();
        assertThat(map.remove(stranger, 1L)).isFalse();
        assertThat(map.remove("key", stranger)).isFalse();
        assertThat(map.keySet().contains(stranger)).isFalse();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void asMap_null_isRefused(Cache<Object, Object> cache) {
        ConcurrentMap<Object, Object> map = cache.asMap();
        for (Runnable call : List.<Runnable>of(
                () -> map.get(null),
                () -> map.put(null, 1L),
                () -> map.put("key", null),
                () -> map.putIfAbsent("key", null),
                () -> assertThat(map.containsKey(null)).isNull(),
                () -> map.remove(null),
                () -> map.replace("key", null),
                () -> map.merge("key", null, (x, y) -> x),
                () -> map.compute("key", null),
                () -> map.computeIfAbsent("key", null))) {
            assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class);
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    default void asMap_ofAView_waitsAsTheViewDoes(Cache<Object, Object> cache) {
        assertThat(cache.withTimeout(Duration.ofSeconds(1)).asMap().put("key", 1L))
                .isNull();
        assertThat(cache.retrying().asMap()).isEqualTo(Map.of("key", 1L));
    }
}
