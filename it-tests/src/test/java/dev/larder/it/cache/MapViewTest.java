package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Guava's suite for maps does not ask. */
class MapViewTest {

    @TempDir
    Path directory;

    private final Threads threads = new Threads();
    private Cache<String, Long> cache;
    private Cache<String, Long> otherProcess;

    @BeforeEach
    void open() {
        cache = open(Codec.int64());
        otherProcess = open(Codec.int64());
    }

    private <V> Cache<String, V> open(Codec<V> codec) {
        return Cache.at(directory).keys(Codec.string()).values(codec).open();
    }

    @AfterEach
    void close() {
        threads.close();
        cache.close();
        otherProcess.close();
    }

    private ConcurrentMap<String, Long> map(int thread) {
        return thread % 2 == 0 ? cache.asMap() : otherProcess.asMap();
    }

    @Test
    void computations_byManyThreadsAndStores_loseNothing() {
        threads.race(4, thread -> {
            for (int i = 0; i < 50; i++) {
                map(thread).merge("merged", 1L, Long::sum);
                map(thread).compute("computed", (key, old) -> old == null ? 1 : old + 1);
                Long old;
                do {
                    old = map(thread).putIfAbsent("replaced", 0L);
                } while (old == null || !map(thread).replace("replaced", old, old + 1));
            }
            return null;
        });
        assertThat(cache.asMap())
                .containsOnly(Map.entry("merged", 200L), Map.entry("computed", 200L), Map.entry("replaced", 200L));
    }

    @Test
    void computeIfAbsent_byManyThreadsAndStores_computesOnce() {
        AtomicInteger computed = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            String key = "key" + round;
            List<Long> results = threads.race(
                    4, thread -> map(thread).computeIfAbsent(key, absent -> (long) computed.incrementAndGet()));
            assertThat(results).containsOnly((long) round + 1);
        }
        assertThat(computed).hasValue(20);
    }

    @Test
    void remove_byManyThreadsAndStores_givesEachValueToOne() {
        for (long i = 0; i < 50; i++) {
            cache.set("key" + i, 1L);
        }
        List<Long> sums = threads.race(4, thread -> {
            long sum = 0;
            for (int i = 0; i < 50; i++) {
                Long removed = map(thread).remove("key" + i);
                sum += removed == null ? 0 : removed;
            }
            return sum;
        });
        assertThat(sums.stream().mapToLong(Long::longValue).sum()).isEqualTo(50);
    }

    @Test
    void compute_functionThatThrows_changesNothing() {
        cache.set("a", 1L);

        assertThatThrownBy(() -> cache.asMap().compute("a", (key, old) -> {
                    cache.set("b", 2L);
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(cache.asMap()).containsOnly(Map.entry("a", 1L));
    }

    @Test
    void compute_toNull_removes() {
        cache.set("a", 1L);

        assertThat(cache.asMap().compute("a", (key, old) -> null)).isNull();
        assertThat(cache.contains("a")).isFalse();
        assertThat(cache.asMap().compute("a", (key, old) -> null)).isNull();
        assertThat(cache.asMap().computeIfPresent("a", (key, old) -> 1L)).isNull();
        assertThat(cache.asMap().computeIfAbsent("a", key -> null)).isNull();
        assertThat(cache.size()).isZero();
    }

    @Test
    void put_takesExpiryAndTagAway() {
        cache.set(
                "a", 1L, WriteOptions.expireAfter(java.time.Duration.ofHours(1)).tag("t"));

        assertThat(cache.asMap().put("a", 2L)).isEqualTo(1);
        assertThat(cache.entry("a").orElseThrow().expiry()).isNull();
        assertThat(cache.entry("a").orElseThrow().tag()).isNull();
    }

    @Test
    @SuppressWarnings("CollectionIncompatibleType") // on purpose
    void keysAndValuesOfOtherTypes_areNotInTheMap() {
        cache.set("a", 1L);
        ConcurrentMap<String, Long> map = cache.asMap();

        assertThat(map.get(1)).isNull();
        assertThat(map.containsKey(List.of())).isFalse();
        assertThat(map.remove((Object) 1.5)).isNull();
        assertThat(map.remove("a", "1")).isFalse();
        assertThat(map.containsValue("1")).isFalse();
        assertThat(map.keySet().remove(1)).isFalse();
        assertThat(map.values().remove("1")).isFalse();
        assertThat(map.entrySet().contains(Map.entry("a", "1"))).isFalse();
        assertThat(map.entrySet().remove(Map.entry(1, 1L))).isFalse();
        assertThat(map).hasSize(1);
    }

    @Test
    void byteValues_areComparedByContent() {
        try (Cache<String, byte[]> bytes = open(Codec.bytes())) {
            assertThatValuesAreComparedByContent(bytes);
        }
    }

    /** The same bytes compress to the same bytes, but nobody promises that. */
    @Test
    void byteValues_inFormsThatMayDiffer_areComparedByContent() {
        try (Cache<String, byte[]> bytes = open(Codec.bytes().compressed())) {
            assertThatValuesAreComparedByContent(bytes);
        }
    }

    private static void assertThatValuesAreComparedByContent(Cache<String, byte[]> cache) {
        ConcurrentMap<String, byte[]> map = cache.asMap();
        for (int length : new int[] {3, 100_000}) {
            byte[] value = new byte[length];
            byte[] other = new byte[length];
            other[length - 1] = 1;
            map.put("a", value);

            assertThat(map.containsValue(value.clone())).isTrue();
            assertThat(map.containsValue(other)).isFalse();
            assertThat(map.entrySet().contains(Map.entry("a", value.clone()))).isTrue();
            assertThat(map.replace("a", other, value)).isFalse();
            assertThat(map.replace("a", value.clone(), other)).isTrue();
            assertThat(cache.compareAndSet("a", other.clone(), value)).isTrue();
            assertThat(cache.compareAndSet("absent", other, value)).isFalse();
            assertThat(map.remove("a", other)).isFalse();
            assertThat(map.remove("a", value.clone())).isTrue();
            map.put("a", value);
            assertThat(map.values().remove(value.clone())).isTrue();
            assertThat(map).isEmpty();
        }
    }

    @Test
    void putAll_isOneTransaction() {
        assertThatThrownBy(() -> cache.asMap().putAll(new java.util.HashMap<>() {
                    private static final long serialVersionUID = 1L;

                    {
                        put("a", 1L);
                        put("b", null);
                    }
                }))
                .isInstanceOf(NullPointerException.class);
        assertThat(cache.size()).isZero();
        cache.asMap().putAll(Map.of("a", 1L, "b", 2L));
        assertThat(cache.size()).isEqualTo(2);
    }
}
