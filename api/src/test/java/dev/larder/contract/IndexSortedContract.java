package dev.larder.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Index;
import dev.larder.SortedIndex;
import dev.larder.codec.Codec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The view by key: {@code sorted}. What every navigable map does, suites for them test on each storage. */
public interface IndexSortedContract extends IndexUnderTest {

    @Test
    default void sorted_keysOfAllTypes_areInTheStoresOrder(Index<Object, Object> index) {
        List<Object> order = List.of(
                Double.NEGATIVE_INFINITY,
                -1L,
                0.5,
                1L,
                1L << 53,
                (1L << 53) + 1,
                Double.POSITIVE_INFINITY,
                "",
                "A",
                "a",
                "a\0",
                "\uFFFD",
                "\uD800\uDC00",
                new byte[0],
                new byte[] {1},
                new byte[] {(byte) 0xFF});
        List<Object> shuffled = new ArrayList<>(order);
        Collections.shuffle(shuffled, new Random(3));
        shuffled.forEach(key -> index.put(key, 1L));
        SortedIndex<Object, Object> sorted = index.sorted();

        assertThat(List.copyOf(sorted.keySet())).usingRecursiveComparison().isEqualTo(order);
        List<Object> descending = new ArrayList<>(order);
        Collections.reverse(descending);
        assertThat(List.copyOf(sorted.descendingKeySet()))
                .usingRecursiveComparison()
                .isEqualTo(descending);
        assertThat(order).isSortedAccordingTo(sorted.comparator());
        assertThat(descending).isSortedAccordingTo(sorted.descendingMap().comparator());
        assertThat(sorted.comparator().compare(1L, 1.0)).isZero();
        for (int i = 1; i < order.size(); i++) {
            assertThat(sorted.lowerKey(order.get(i))).isEqualTo(order.get(i - 1));
            assertThat(sorted.higherKey(order.get(i - 1))).isEqualTo(order.get(i));
            assertThat(sorted.headMap(order.get(i)).count()).isEqualTo(i);
            assertThat(sorted.descendingMap().headMap(order.get(i)).size()).isEqualTo(order.size() - i - 1);
        }
    }

    @Test
    default void sorted_neighbours_areFoundWhetherTheKeyIsThereOrNot(Index<Object, Object> index) {
        for (long i = 10; i <= 30; i += 10) {
            index.put(i, -i);
        }
        SortedIndex<Object, Object> sorted = index.sorted();

        assertThat(sorted.floorEntry(20L)).isEqualTo(entry(20L, -20L));
        assertThat(sorted.floorEntry(25.5)).isEqualTo(entry(20L, -20L));
        assertThat(sorted.floorEntry(9L)).isNull();
        assertThat(sorted.ceilingEntry(20.0)).isEqualTo(entry(20L, -20L));
        assertThat(sorted.ceilingEntry(21L)).isEqualTo(entry(30L, -30L));
        assertThat(sorted.ceilingKey("text")).isNull();
        assertThat(sorted.lowerEntry(20L)).isEqualTo(entry(10L, -10L));
        assertThat(sorted.higherEntry(20L)).isEqualTo(entry(30L, -30L));
        assertThat(sorted.floorKey(new byte[0])).isEqualTo(30L);
        assertThat(sorted.firstEntry()).isEqualTo(entry(10L, -10L));
        assertThat(sorted.lastKey()).isEqualTo(30L);
        assertThat(sorted.pollLastEntry()).isEqualTo(entry(30L, -30L));
        assertThat(sorted.tailMap(10L, false).pollFirstEntry()).isEqualTo(entry(20L, -20L));
        assertThat(index).isEqualTo(Map.of(10L, -10L));
    }

    @Test
    default void sorted_range_readsAndWritesWhatIsInIt(Index<Object, Object> index) {
        for (long i = 0; i < 1_000; i++) {
            index.put(i * 7919 % 1_000, i);
        }
        SortedIndex<Object, Object> range = index.sorted().subMap(100L, true, 600L, false);

        assertThat(range.count()).isEqualTo(500);
        assertThat(range.firstKey()).isEqualTo(100L);
        assertThat(range.descendingMap().firstKey()).isEqualTo(599L);
        assertThat(range.keySet().stream().limit(3)).containsExactly(100L, 101L, 102L);
        assertThat(range.get(600L)).isNull();
        assertThat(range.containsKey(99L)).isFalse();
        assertThat(range.remove(99L)).isNull();
        assertThat(range.put(100L, "new")).isNotNull();
        for (Runnable call : List.<Runnable>of(
                () -> range.put(600L, 1L),
                () -> range.putIfAbsent(99L, 1L),
                () -> range.compute("text", (key, value) -> 1L),
                () -> range.putAll(Map.of(100L, 1L, 99L, 1L)),
                () -> range.headMap(601L),
                () -> range.tailMap(99L),
                () -> range.subMap(300L, 200L))) {
            assertThatIllegalArgumentException().isThrownBy(call::run);
        }
        range.headMap(200L).replaceAll((key, value) -> "replaced");
        assertThat(index.get(199L)).isEqualTo("replaced");
        assertThat(index.get(200L)).isNotEqualTo("replaced");
        range.clear();
        assertThat(range).isEmpty();
        assertThat(index).hasSize(500).containsKey(99L).containsKey(600L).doesNotContainKey(100L);
    }

    @Test
    default void sorted_prefix_isThoseTextsOnly(Index<Object, Object> index) {
        for (Object key : List.of("b", "ab%", "a", "ab", "aB", "ab\uDBFF\uDFFF", "ac", 5L, new byte[] {'a', 'b'})) {
            index.put(key, 1L);
        }
        SortedIndex<Object, Object> prefix = index.sorted().prefix("ab");

        assertThat(prefix.keySet()).containsExactly("ab", "ab%", "ab\uDBFF\uDFFF");
        assertThat(prefix.count()).isEqualTo(3);
        assertThat(prefix.descendingMap().prefix("ab").firstKey()).isEqualTo("ab\uDBFF\uDFFF");
        assertThat(prefix.headMap("ab%").keySet()).containsExactly("ab");
        assertThat(prefix.headMap("ab%").prefix("ab%")).isEmpty();
        assertThat(index.sorted().prefix("").count()).isEqualTo(7);
        assertThat(index.sorted().prefix("x")).isEmpty();
    }

    @Test
    default void sorted_readingOnAfterAPage_missesNothing(Index<Object, Object> index) {
        for (long i = 0; i < 50; i++) {
            index.put(i, i);
        }
        List<Object> read = new ArrayList<>();
        SortedIndex<Object, Object> rest = index.sorted();
        while (!rest.isEmpty()) {
            List<Object> page = rest.keySet().stream().limit(7).toList();
            read.addAll(page);
            Object last = page.get(page.size() - 1);
            index.remove(last);
            rest = index.sorted().tailMap(last, false);
        }

        assertThat(read).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    default void sorted_typedKeys_behaveAsATreeMap(IndexTestbed testbed) {
        Index<String, Long> index =
                testbed.open(options -> options.keys(Codec.string()).values(Codec.int64()));
        TreeMap<String, Long> model = new TreeMap<>();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            String key = Integer.toString(random.nextInt(10_000), 7);
            index.put(key, (long) i);
            model.put(key, (long) i);
        }

        assertThat(index.sorted()).isEqualTo(model);
        assertThat(List.copyOf(index.sorted().descendingMap().values()))
                .isEqualTo(List.copyOf(model.descendingMap().values()));
        assertThat(index.sorted().subMap("2", "5")).isEqualTo(model.subMap("2", "5"));
        assertThat(index.sorted().comparator().compare("\uFFFF", "\uD800\uDC00"))
                .as("by code point, unlike compareTo")
                .isNegative();
    }

    @Test
    default void sorted_codecThatKeepsNoOrder_isRefusedByName(IndexTestbed testbed) {
        Index<PointCodec.Point, Object> index = testbed.open(options -> options.keys(new PointCodec()));

        assertThatThrownBy(index::sorted)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(new PointCodec().name());
    }

    @Test
    default void sorted_views_seeChangesOfTheIndex(Index<Object, Object> index) {
        SortedIndex<Object, Object> sorted = index.sorted();
        index.put("b", 1L);
        index.put("a", 2L);

        assertThat(sorted).containsExactly(entry("a", 2L), entry("b", 1L));
        sorted.keySet().remove("b");
        sorted.put("c", 3L);
        assertThat(index.keySet()).containsExactly("a", "c");
        assertThat(sorted.lastEntry()).isEqualTo(entry("c", 3L));
    }
}
