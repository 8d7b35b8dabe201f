package dev.larder.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Index;
import dev.larder.codec.Codec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries of an index as those of a concurrent map. What every map does, suites for maps test on each storage. */
public interface IndexEntryContract extends IndexUnderTest {

    @Test
    default void bytes_asKeysAndValues_areComparedByContent(Index<Object, Object> index) {
        byte[] key = {1, 2};
        for (byte[] value : List.of(new byte[] {3}, Samples.large(1))) {
            index.put(key, value);

            assertThat(index.get(key.clone())).isEqualTo(value);
            assertThat(index.containsValue(value.clone())).isTrue();
            assertThat(index.entrySet().contains(entry(key.clone(), value.clone())))
                    .isTrue();
            assertThat(index.replace(key.clone(), new byte[] {9}, new byte[] {4}))
                    .isFalse();
            assertThat(index.replace(key.clone(), value.clone(), new byte[] {4}))
                    .isTrue();
            assertThat(index.remove(key.clone(), new byte[] {4})).isTrue();
        }
    }

    @Test
    default void setDefault_key_isPutOnlyIfAbsent(Index<Object, Object> index) {
        assertThat(index.setDefault("a", 1L)).isEqualTo(1L);
        assertThat(index.setDefault("a", 2L)).isEqualTo(1L);

        assertThat(index).isEqualTo(Map.of("a", 1L));
    }

    @Test
    default void update_pairs_arePutInTheirOrder(Index<Object, Object> index) {
        index.put("z", 0L);
        index.update(List.of(entry("b", 1L), entry("z", 2L), entry("a", 3L), entry("b", 4L)));

        assertThat(List.copyOf(index.entrySet())).containsExactly(entry("z", 2L), entry("b", 4L), entry("a", 3L));
    }

    @Test
    default void putAllAndUpdate_onePairThatCannotBeStored_putNothing(Index<Object, Object> index) {
        Map<Object, Object> withNull = new HashMap<>();
        withNull.put("a", 1L);
        withNull.put("b", null);
        assertThatThrownBy(() -> index.putAll(withNull)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> index.update(List.of(entry("a", 1L), entry(Double.NaN, 1L))))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(index).isEmpty();
    }

    @Test
    default void computing_value_changesInOneTransaction(Index<Object, Object> index) {
        assertThat(index.computeIfAbsent("a", key -> key + "!")).isEqualTo("a!");
        assertThat(index.computeIfAbsent("none", key -> null)).isNull();
        assertThat(index.computeIfPresent("a", (key, value) -> value + "?")).isEqualTo("a!?");
        assertThat(index.compute("b", (key, value) -> value == null ? 1L : 2L)).isEqualTo(1L);
        assertThat(index.merge("b", 5L, (x, y) -> (long) x + (long) y)).isEqualTo(6L);
        assertThat(index.compute("a", (key, value) -> null)).isNull();
        assertThat(index).isEqualTo(Map.of("b", 6L));

        IllegalStateException failure = new IllegalStateException("no result");
        assertThatThrownBy(() -> index.compute("b", (key, value) -> {
                    index.put("inside", "value");
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(index).isEqualTo(Map.of("b", 6L));
    }

    @Test
    default void replaceAll_values_areReplacedTogetherOrNotAtAll(Index<Object, Object> index) {
        for (long i = 0; i < 300; i++) {
            index.put(i, i);
        }
        List<Object> order = List.copyOf(index.keySet());
        IllegalStateException failure = new IllegalStateException("no value");
        assertThatThrownBy(() -> index.replaceAll((key, value) -> {
                    if (key.equals(200L)) {
                        throw failure;
                    }
                    return -1L;
                }))
                .isSameAs(failure);
        assertThat(index.values()).doesNotContain(-1L);

        index.replaceAll((key, value) -> (long) key + (long) value);
        assertThat(index.keySet()).containsExactlyElementsOf(order);
        assertThat(index.get(299L)).isEqualTo(598L);
        assertThatThrownBy(() -> index.replaceAll((key, value) -> null)).isInstanceOf(NullPointerException.class);
        assertThat(index.get(0L)).isEqualTo(0L);
    }

    @Test
    default void computingByManyThreads_sums_areExact(Index<Object, Object> index, IndexTestbed testbed) {
        Index<Object, Object> other = testbed.open();
        List<Object> made = testbed.threads().race(8, thread -> {
            Index<Object, Object> mine = thread % 2 == 0 ? index : other;
            for (int i = 0; i < 20; i++) {
                mine.merge("sum", 1L, (x, y) -> (long) x + (long) y);
                mine.putFirst("moved", (long) thread);
            }
            return mine.computeIfAbsent("once", key -> (long) thread);
        });

        assertThat(index.get("sum")).isEqualTo(160L);
        assertThat(index.firstEntry().getKey()).isEqualTo("moved");
        assertThat(index).hasSize(3);
        assertThat(made).containsOnly(index.get("once"));
    }

    @Test
    default void pollByManyThreads_eachEntry_isTakenOnce(Index<Object, Object> index, IndexTestbed testbed) {
        for (long i = 0; i < 200; i++) {
            index.put(i, i);
        }
        Index<Object, Object> other = testbed.open();
        List<List<Object>> taken = testbed.threads().race(4, thread -> {
            Index<Object, Object> mine = thread % 2 == 0 ? index : other;
            List<Object> keys = new ArrayList<>();
            for (var next = mine.pollFirstEntry(); next != null; next = mine.pollFirstEntry()) {
                keys.add(next.getKey());
            }
            return keys;
        });

        assertThat(taken.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
        assertThat(taken)
                .allSatisfy(
                        keys -> assertThat(keys.stream().map(key -> (Long) key)).isSorted());
    }

    @Test
    default void views_changes_writeThrough(Index<Object, Object> index) {
        for (long i = 0; i < 300; i++) {
            index.put(i, i % 3);
        }
        assertThat(index.keySet().remove(5L)).isTrue();
        assertThat(index.values().remove(1L)).isTrue();
        assertThat(index.entrySet().remove(entry(3L, 0L))).isTrue();
        assertThat(index.entrySet().remove(entry(6L, 9L))).isFalse();
        index.values().removeIf(value -> value.equals(2L));
        index.keySet().retainAll(List.of(0L, 1L, 4L, 7L, 6L));
        index.entrySet().forEach(entry -> assertThat(entry.setValue(9L)).isNotEqualTo(9L));

        assertThat(List.copyOf(index.entrySet()))
                .containsExactly(entry(0L, 9L), entry(4L, 9L), entry(6L, 9L), entry(7L, 9L));
        index.keySet().clear();
        assertThat(index).isEmpty();
    }

    @Test
    @SuppressWarnings({"CollectionIncompatibleType", "SuspiciousMethodCalls"})
    default void strangers_keysAndValues_areNotInIt(IndexTestbed testbed) {
        Index<String, Long> index =
                testbed.open(options -> options.keys(Codec.string()).values(Codec.int64()));
        index.put("key", 1L);
        Object stranger = List.of();

        assertThat(index.get(stranger)).isNull();
        assertThat(index.containsKey(stranger)).isFalse();
        assertThat(index.containsValue(stranger)).isFalse();
        assertThat(index.remove(stranger)).isNull();
        assertThat(index.remove("key", stranger)).isFalse();
        assertThat(index.keySet().contains(stranger)).isFalse();
        assertThat(index.sorted().get(stranger)).isNull();
        assertThat(index).hasSize(1);
    }

    @Test
    default void null_everywhere_isRefused(Index<Object, Object> index) {
        for (Runnable call : List.<Runnable>of(
                () -> index.get(null),
                () -> index.put(null, 1L),
                () -> index.put("key", null),
                () -> index.putIfAbsent("key", null),
                () -> assertThat(index.containsKey(null)).isNull(),
                () -> index.remove(null),
                () -> index.replace("key", null),
                () -> index.merge("key", null, (x, y) -> x),
                () -> index.compute("key", null),
                () -> index.computeIfAbsent("key", null),
                () -> index.replaceAll(null),
                () -> index.setDefault("key", null),
                () -> index.transact(null),
                () -> index.transactResult(null),
                () -> index.push(null),
                () -> index.memoize(null),
                () -> index.equalsInOrder(null),
                () -> index.update(null),
                () -> index.sorted().prefix(null),
                () -> index.sorted().floorKey(null),
                () -> index.sorted().headMap(null))) {
            assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class);
        }
        assertThat(index).isEmpty();
    }
}
