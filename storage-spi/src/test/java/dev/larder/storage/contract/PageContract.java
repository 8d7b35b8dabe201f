package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.list;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.KeyRange.Bound;
import dev.larder.storage.PageRequest;
import dev.larder.storage.PageRequest.Order;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Listing rows: {@code page}. */
public interface PageContract extends StorageUnderTest {

    @Test
    default void page_emptyStore_isEmpty(Store store) {
        for (Order order : Order.values()) {
            assertThat(store.page(PageRequest.first(order, false, 10, Fetch.VALUE)))
                    .isEmpty();
            assertThat(store.page(PageRequest.first(order, true, 10, Fetch.VALUE)))
                    .isEmpty();
        }
    }

    @Test
    default void page_everyOrderDirectionAndLimit_listsEachRowOnce(Store store) {
        List<Key> byKey = new ArrayList<>(Samples.keys());
        List<Key> byInsertion = new ArrayList<>(byKey);
        Collections.shuffle(byInsertion, new Random(7));
        byInsertion.forEach(key -> put(store, key, number(1)));

        for (int limit : new int[] {1, 3, byKey.size() - 1, byKey.size(), 1_000}) {
            assertThat(listedKeys(store, Order.INSERTION, false, limit)).isEqualTo(byInsertion);
            assertThat(listedKeys(store, Order.INSERTION, true, limit)).isEqualTo(reversed(byInsertion));
            assertThat(listedKeys(store, Order.KEY, false, limit)).isEqualTo(byKey);
            assertThat(listedKeys(store, Order.KEY, true, limit)).isEqualTo(reversed(byKey));
        }
    }

    private static List<Key> listedKeys(Store store, Order order, boolean descending, int limit) {
        return list(store, PageRequest.first(order, descending, limit, Fetch.METADATA)).stream()
                .map(Row::key)
                .toList();
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    default void page_limit_isTheMostThereIs(Store store) {
        for (int i = 0; i < 10; i++) {
            put(store, Key.of(i), number(i));
        }

        for (Order order : Order.values()) {
            assertThat(store.page(PageRequest.first(order, false, 4, Fetch.METADATA)))
                    .hasSize(4);
            assertThat(store.page(PageRequest.first(order, false, 11, Fetch.METADATA)))
                    .hasSize(10);
        }
    }

    @Test
    default void page_pickledAndPlainKeyOfTheSameBytes_listsBothOnce(Store store) {
        put(store, new Key(Scalar.of(new byte[] {5}), true), number(1));
        put(store, new Key(Scalar.of(new byte[] {5}), false), number(2));
        put(store, new Key(Scalar.of(new byte[] {4}), false), number(3));
        put(store, new Key(Scalar.of(new byte[] {6}), true), number(4));

        for (int limit : new int[] {1, 2, 10}) {
            List<Key> ascending = listedKeys(store, Order.KEY, false, limit);
            assertThat(ascending).hasSize(4).doesNotHaveDuplicates();
            assertThat(listedKeys(store, Order.KEY, true, limit)).isEqualTo(reversed(ascending));
        }
    }

    @Test
    default void page_expiredRows_areListed(Store store, FakeClock clock) {
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, "b", "2");
        clock.advanceSeconds(100);

        for (Order order : Order.values()) {
            assertThat(textKeys(list(store, PageRequest.first(order, false, 1, Fetch.VALUE))))
                    .containsExactly("a", "b");
        }
    }

    @Test
    default void page_metadata_hasAllButTheValues(Store store) {
        put(
                store,
                Key.of("key"),
                new Item(bytes(noise(50_000, 1)), Expiry.after(Duration.ofSeconds(9)), Scalar.of(1L)));

        assertThat(store.page(PageRequest.first(Order.KEY, false, 10, Fetch.METADATA)))
                .containsExactly(row(store, "key"));
    }

    @Test
    default void page_values_comeFromRowsAndFiles(Store store) {
        put(store, "a", number(1));
        put(store, "b", bytes(noise(50_000, 2)));
        put(store, "c", text("\u00e4".repeat(50_000)));

        for (Order order : Order.values()) {
            assertThat(store.page(PageRequest.first(order, false, 10, Fetch.VALUE)))
                    .extracting(Row::value)
                    .containsExactly(number(1), bytes(noise(50_000, 2)), text("\u00e4".repeat(50_000)));
        }
    }

    @Test
    default void page_rowsRemovedBetweenPages_goesOnBehindTheLastRow(Store store) {
        for (Order order : Order.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                Shorthand.purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 100);
                for (int i = 0; i < 10; i++) {
                    put(store, Key.of(i), number(i));
                }
                PageRequest first = PageRequest.first(order, descending, 4, Fetch.METADATA);
                List<Row> page = store.page(first);
                int direction = descending ? -1 : 1;
                int last = descending ? 6 : 3;
                remove(store, Key.of(last));
                remove(store, Key.of(last + direction));
                remove(store, Key.of(last - direction));

                List<Row> rest = list(store, first.after(page.get(3)));
                assertThat(rest).extracting(Row::key).hasSize(5).doesNotContain(Key.of(last));
                assertThat(rest.get(0).key()).isEqualTo(Key.of(last + 2L * direction));
            }
        }
    }

    @Test
    default void page_keysInsertedBetweenPages_areSeenAhead(Store store) {
        put(store, "b", "1");
        put(store, "d", "1");
        PageRequest first = PageRequest.first(Order.KEY, false, 1, Fetch.METADATA);
        Row last = store.page(first).get(0);
        put(store, "a", "1");
        put(store, "c", "1");
        put(store, "e", "1");

        assertThat(textKeys(list(store, first.after(last)))).containsExactly("c", "d", "e");
    }

    @Test
    default void page_upTo_endsThereWhateverIsInserted(Store store) {
        put(store, "a", "1");
        put(store, "b", "1");
        put(store, "c", "1");
        PageRequest request =
                PageRequest.first(Order.INSERTION, false, 2, Fetch.METADATA).upTo(store.lastPosition());
        List<Row> page = store.page(request);
        put(store, "d", "1");
        remove(store, "a");
        put(store, "a", "1");

        assertThat(textKeys(page)).containsExactly("a", "b");
        assertThat(textKeys(list(store, request.after(page.get(1))))).containsExactly("c");
    }

    @Test
    default void page_upToDescending_beginsThere(Store store) {
        put(store, "a", "1");
        put(store, "b", "1");
        PageRequest request =
                PageRequest.first(Order.INSERTION, true, 10, Fetch.METADATA).upTo(store.lastPosition());
        put(store, "c", "1");

        assertThat(textKeys(list(store, request))).containsExactly("b", "a");
    }

    @Test
    default void page_afterSomeRowInEitherDirection_listsTheRowsBehindIt(Store store) {
        for (int i = 0; i < 5; i++) {
            put(store, Key.of(i), number(i));
        }
        Row middle = row(store, Key.of(2));
        assertThat(middle).isNotNull();
        for (Order order : Order.values()) {
            assertThat(list(
                            store,
                            PageRequest.first(order, false, 10, Fetch.METADATA).after(middle)))
                    .extracting(Row::key)
                    .containsExactly(Key.of(3), Key.of(4));
            assertThat(list(
                            store,
                            PageRequest.first(order, true, 10, Fetch.METADATA).after(middle)))
                    .extracting(Row::key)
                    .containsExactly(Key.of(1), Key.of(0));
        }
    }

    @Test
    default void page_keyPrefix_listsOnlyTextsThatStartWithIt(Store store) {
        List<String> keys = Prefixes.putRows(store);

        for (Order order : Order.values()) {
            for (String prefix : Prefixes.PREFIXES) {
                for (boolean descending : new boolean[] {false, true}) {
                    for (int limit : new int[] {2, 1_000}) {
                        List<String> listed = textKeys(list(store, prefixed(order, descending, prefix, limit)));
                        assertThat(listed)
                                .as("prefix '%s', %s, limit %s", prefix, order, limit)
                                .containsExactlyInAnyOrderElementsOf(Prefixes.matching(keys, prefix));
                    }
                }
            }
        }
    }

    @Test
    default void page_keyPrefix_keepsTheOrder(Store store) {
        for (String key : List.of("pc", "x", "pa", "pb", "p")) {
            put(store, key, "1");
        }

        assertThat(textKeys(list(store, prefixed(Order.INSERTION, false, "p", 3))))
                .containsExactly("pc", "pa", "pb", "p");
        assertThat(textKeys(list(store, prefixed(Order.INSERTION, true, "p", 3))))
                .containsExactly("p", "pb", "pa", "pc");
        assertThat(textKeys(list(store, prefixed(Order.KEY, false, "p", 3)))).containsExactly("p", "pa", "pb", "pc");
        assertThat(textKeys(list(store, prefixed(Order.KEY, true, "p", 3)))).containsExactly("pc", "pb", "pa", "p");
    }

    private static PageRequest prefixed(Order order, boolean descending, String prefix, int limit) {
        return PageRequest.first(order, descending, limit, Fetch.METADATA).in(KeyRange.ofPrefix(prefix));
    }

    @Test
    default void page_range_listsTheKeysBetweenItsBounds(Store store) {
        List<Key> byKey = new ArrayList<>(Samples.keys());
        List<Key> byInsertion = new ArrayList<>(byKey);
        Collections.shuffle(byInsertion, new Random(8));
        byInsertion.forEach(key -> put(store, key, number(1)));

        for (KeyRange range : ranges(byKey)) {
            List<Key> inside = byKey.stream().filter(key -> isIn(range, key)).toList();
            for (int limit : new int[] {2, 1_000}) {
                assertThat(keys(store, Order.KEY, false, range, limit))
                        .as("%s", range)
                        .isEqualTo(inside);
                assertThat(keys(store, Order.KEY, true, range, limit))
                        .as("%s", range)
                        .isEqualTo(reversed(inside));
            }
            List<Key> inserted =
                    byInsertion.stream().filter(key -> isIn(range, key)).toList();
            assertThat(keys(store, Order.INSERTION, false, range, 3))
                    .as("%s", range)
                    .isEqualTo(inserted);
            assertThat(keys(store, Order.INSERTION, true, range, 3))
                    .as("%s", range)
                    .isEqualTo(reversed(inserted));
            assertThat(store.count(range)).as("%s", range).isEqualTo(inside.size());
        }
    }

    /** Some with bounds that are there, some with bounds that are not, and all kinds of ends. */
    private static List<KeyRange> ranges(List<Key> keys) {
        Random random = new Random(9);
        List<Bound> bounds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            bounds.add(new Bound(keys.get(random.nextInt(keys.size())), i % 2 == 0));
        }
        bounds.add(new Bound(Key.of(Scalar.of(0.75)), true));
        bounds.add(new Bound(Key.of("m"), false));
        bounds.add(null);
        List<KeyRange> ranges = new ArrayList<>();
        for (Bound from : bounds) {
            for (Bound to : bounds) {
                ranges.add(new KeyRange(from, to));
            }
        }
        return ranges;
    }

    private static boolean isIn(KeyRange range, Key key) {
        KeyOrder order = new KeyOrder();
        Bound from = range.from();
        Bound to = range.to();
        int above = from == null ? 1 : order.compare(key, from.key());
        int below = to == null ? -1 : order.compare(key, to.key());
        boolean isAbove = above > 0 || (above == 0 && from.inclusive());
        boolean isBelow = below < 0 || (below == 0 && to.inclusive());
        return isAbove && isBelow;
    }

    private static List<Key> keys(Store store, Order order, boolean descending, KeyRange range, int limit) {
        return list(
                        store,
                        PageRequest.first(order, descending, limit, Fetch.METADATA)
                                .in(range))
                .stream()
                .map(Row::key)
                .toList();
    }

    @Test
    default void page_rangeOfAPickledKey_tellsItFromItsBytes(Store store) {
        Key pickled = new Key(Scalar.of(new byte[] {5}), true);
        Key plain = new Key(Scalar.of(new byte[] {5}), false);
        put(store, pickled, number(1));
        put(store, plain, number(2));
        Bound uptoPickled = new Bound(pickled, true);
        Bound fromPlain = new Bound(plain, true);

        assertThat(keys(store, Order.KEY, false, new KeyRange(null, uptoPickled), 9))
                .containsExactly(pickled);
        assertThat(keys(store, Order.KEY, true, new KeyRange(fromPlain, null), 9))
                .containsExactly(plain);
        assertThat(store.count(new KeyRange(fromPlain, uptoPickled))).isZero();
    }

    @Test
    default void count_range_countsExpiredRowsToo(Store store, FakeClock clock) {
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, "ab", "2");
        put(store, "b", "3");
        clock.advanceSeconds(100);

        assertThat(store.count(KeyRange.ofPrefix("a"))).isEqualTo(2);
        assertThat(store.count(KeyRange.ALL)).isEqualTo(3);
    }
}
