package dev.larder.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Index;
import dev.larder.OrderedCollection;
import dev.larder.OrderedSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Insertion order: ends, moving, the opposite order, sequenced views; as {@code OrderedDict} and DiskCache have it. */
public interface IndexOrderContract extends IndexUnderTest {

    private static Index<Object, Object> abc(Index<Object, Object> index) {
        index.put("a", 1L);
        index.put("b", 2L);
        index.put("c", 3L);
        return index;
    }

    @Test
    default void order_replacing_keepsThePlace(Index<Object, Object> index) {
        abc(index).put("a", 9L);
        index.compute("b", (key, value) -> 8L);
        index.merge("b", 1L, (x, y) -> 7L);
        index.replace("a", 6L);
        index.replace("a", 6L, 5L);
        index.putAll(Map.of("a", 4L));

        assertThat(index.keySet()).containsExactly("a", "b", "c");
        assertThat(index.values()).containsExactly(4L, 7L, 3L);
    }

    @Test
    default void order_removedAndPutAgain_isLast(Index<Object, Object> index) {
        abc(index).remove("a");
        index.put("a", 1L);

        assertThat(index.keySet()).containsExactly("b", "c", "a");
        assertThat(index.entrySet()).containsExactly(entry("b", 2L), entry("c", 3L), entry("a", 1L));
    }

    @Test
    default void ends_firstAndLast_areShownAndTaken(Index<Object, Object> index) {
        abc(index);

        assertThat(index.firstEntry()).isEqualTo(entry("a", 1L));
        assertThat(index.lastEntry()).isEqualTo(entry("c", 3L));
        assertThat(index).hasSize(3);
        assertThat(index.pollLastEntry()).as("popitem()").isEqualTo(entry("c", 3L));
        assertThat(index.pollFirstEntry()).as("popitem(last=False)").isEqualTo(entry("a", 1L));
        assertThat(index.pollFirstEntry()).isEqualTo(entry("b", 2L));
        assertThat(index.pollFirstEntry()).isNull();
        assertThat(index.pollLastEntry()).isNull();
        assertThat(index.firstEntry()).isNull();
        assertThat(index.lastEntry()).isNull();
    }

    @Test
    default void ends_shownEntry_isASnapshot(Index<Object, Object> index) {
        Map.Entry<Object, Object> first = abc(index).firstEntry();
        index.put("a", 9L);

        assertThat(first).isEqualTo(entry("a", 1L));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> first.setValue(2L));
    }

    @Test
    default void ends_largeValues_areWhole(Index<Object, Object> index) {
        index.put("a", Samples.large(1));
        index.putFirst("b", Samples.large(2));

        assertThat(index.lastEntry().getValue()).isEqualTo(Samples.large(1));
        assertThat(index.pollFirstEntry().getValue()).isEqualTo(Samples.large(2));
        assertThat(index.pollFirstEntry().getValue()).isEqualTo(Samples.large(1));
    }

    @Test
    default void putFirstAndPutLast_newAndOldKeys_areMovedThere(Index<Object, Object> index) {
        assertThat(abc(index).putFirst("d", 4L)).isNull();
        assertThat(index.putFirst("c", 5L)).isEqualTo(3L);
        assertThat(index.putLast("a", 6L)).isEqualTo(1L);
        assertThat(index.putLast("e", 7L)).isNull();
        assertThat(index.putFirst("c", 8L)).as("there already").isEqualTo(5L);
        assertThat(index.putLast("e", 9L)).as("there already").isEqualTo(7L);

        assertThat(List.copyOf(index.entrySet()))
                .containsExactly(entry("c", 8L), entry("d", 4L), entry("b", 2L), entry("a", 6L), entry("e", 9L));
        index.put("f", 1L);
        assertThat(index.lastEntry()).isEqualTo(entry("f", 1L));
    }

    @Test
    default void putFirst_manyTimesAndAfterClearing_neverRunsOutOfPlaces(Index<Object, Object> index) {
        for (int round = 0; round < 2; round++) {
            List<Object> expected = new ArrayList<>();
            for (long i = 0; i < 20; i++) {
                index.putFirst(i, i);
                expected.add(0, i);
            }
            assertThat(index.keySet()).containsExactlyElementsOf(expected);
            index.clear();
        }
    }

    @Test
    default void reversed_view_isTheSameIndexTheOtherWay(Index<Object, Object> index) {
        Index<Object, Object> reversed = abc(index).reversed();

        assertThat(reversed.keySet()).containsExactly("c", "b", "a");
        assertThat(reversed.firstEntry()).isEqualTo(entry("c", 3L));
        assertThat(reversed.lastEntry()).isEqualTo(entry("a", 1L));
        assertThat(reversed).isEqualTo(index).hasSameHashCodeAs(index);
        reversed.putFirst("d", 4L);
        reversed.putLast("e", 5L);
        reversed.put("f", 6L);
        assertThat(index.keySet()).containsExactly("e", "a", "b", "c", "d", "f");
        assertThat(reversed.pollFirstEntry()).isEqualTo(entry("f", 6L));
        assertThat(reversed.pollLastEntry()).isEqualTo(entry("e", 5L));
        assertThat(reversed.reversed().keySet()).containsExactly("a", "b", "c", "d");
        assertThat(reversed.sorted().keySet()).containsExactly("a", "b", "c", "d");
    }

    @Test
    default void sequencedViews_bothWays_showAndTakeTheEnds(Index<Object, Object> index) {
        OrderedSet<Object> keys = abc(index).sequencedKeySet();
        OrderedCollection<Object> values = index.sequencedValues();
        OrderedSet<Map.Entry<Object, Object>> entries = index.sequencedEntrySet();

        assertThat(keys.reversed()).containsExactly("c", "b", "a");
        assertThat(keys.reversed().reversed()).containsExactly("a", "b", "c");
        assertThat(values.reversed()).containsExactly(3L, 2L, 1L);
        assertThat(entries.reversed()).containsExactly(entry("c", 3L), entry("b", 2L), entry("a", 1L));
        assertThat(keys.getFirst()).isEqualTo("a");
        assertThat(keys.getLast()).isEqualTo("c");
        assertThat(values.getFirst()).isEqualTo(1L);
        assertThat(values.getLast()).isEqualTo(3L);
        assertThat(entries.getFirst()).isEqualTo(entry("a", 1L));
        assertThat(entries.getLast()).isEqualTo(entry("c", 3L));
        assertThat(entries.removeFirst()).isEqualTo(entry("a", 1L));
        assertThat(values.removeLast()).isEqualTo(3L);
        assertThat(keys.removeFirst()).isEqualTo("b");
        assertThat(index).isEmpty();
        for (OrderedCollection<?> view : List.of(keys, values, entries)) {
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::getFirst);
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::getLast);
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::removeFirst);
            assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(view::removeLast);
        }
        abc(index);
        assertThat(entries.removeLast()).isEqualTo(entry("c", 3L));
        assertThat(values.removeFirst()).isEqualTo(1L);
        assertThat(keys.removeLast()).isEqualTo("b");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> keys.add("x"));
    }

    @Test
    default void iterators_entriesAddedBehindMeanwhile_areNotShown(Index<Object, Object> index) {
        abc(index);
        Iterator<Object> keys = index.keySet().iterator();
        index.put("d", 4L);
        index.remove("b");

        assertThat(keys).toIterable().containsExactly("a", "c");
    }

    @Test
    default void iterators_manyEntries_areReadPageByPageInOrder(Index<Object, Object> index) {
        Map<Object, Object> expected = new LinkedHashMap<>();
        for (long i = 0; i < 1_000; i++) {
            expected.put(i * 7919 % 1_000, i);
        }
        index.putAll(expected);

        assertThat(List.copyOf(index.entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
        List<Object> backwards = new ArrayList<>();
        index.reversed().forEach((key, value) -> backwards.add(0, key));
        assertThat(backwards).isEqualTo(List.copyOf(expected.keySet()));
        Iterator<Object> values = index.values().iterator();
        while (values.hasNext()) {
            if ((long) values.next() % 2 == 0) {
                values.remove();
            }
        }
        assertThat(index).hasSize(500).doesNotContainValue(998L);
    }

    @Test
    default void equalsInOrder_otherMaps_areComparedInTheirOrder(Index<Object, Object> index) {
        abc(index).put("bytes", new byte[] {1});
        Map<Object, Object> same = new LinkedHashMap<>();
        same.put("a", 1L);
        same.put("b", 2L);
        same.put("c", 3L);
        same.put("bytes", new byte[] {1});
        assertThat(index.equalsInOrder(same)).isTrue();
        assertThat(index.equalsInOrder(index)).isTrue();
        assertThat(index.equalsInOrder(index.reversed())).isFalse();

        Map<Object, Object> longer = new LinkedHashMap<>(same);
        longer.put("d", 4L);
        assertThat(index.equalsInOrder(longer)).isFalse();
        Object first = same.remove("a");
        assertThat(index.equalsInOrder(same)).isFalse();
        same.put("a", first);
        assertThat(index.equalsInOrder(same)).as("another order").isFalse();
        index.remove("bytes");
        assertThat(index.equalsInOrder(Map.of(List.of(), 1L)))
                .as("a key of another type")
                .isFalse();
        Map<Object, Object> values = new LinkedHashMap<>();
        values.put("a", 1L);
        values.put("b", null);
        values.put("c", 3L);
        assertThat(index.equalsInOrder(values)).isFalse();
    }

    @Test
    default void equals_otherMaps_knowsNoOrder(Index<Object, Object> index) {
        abc(index);
        assertThat(index)
                .isEqualTo(Map.of("c", 3L, "b", 2L, "a", 1L))
                .hasSameHashCodeAs(Map.of("a", 1L, "b", 2L, "c", 3L));
        assertThat(index).isNotEqualTo(Map.of("a", 1L, "b", 2L)).isNotEqualTo(List.of());
        assertThat(index.toString()).isEqualTo("{a=1, b=2, c=3}");
    }

    @Test
    default void putFirst_refused_changesNothing(Index<Object, Object> index) {
        abc(index);
        for (Runnable call : List.<Runnable>of(
                () -> index.putFirst(null, 1L),
                () -> index.putFirst("c", null),
                () -> index.putLast(null, 1L),
                () -> index.putLast("a", null))) {
            assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class);
        }
        assertThatThrownBy(() -> index.putLast(Double.NaN, 1L)).isInstanceOf(IllegalArgumentException.class);

        assertThat(index.keySet()).containsExactly("a", "b", "c");
    }
}
