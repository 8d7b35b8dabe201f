package dev.larder.storage.jooq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.PageRequest.Order;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest extends StoreFixture {

    private Pages pages;

    @BeforeEach
    void create() {
        pages = new Pages(session);
    }

    /** All keys, in pages of two. */
    private List<Key> keys(PageRequest first) throws SQLException {
        List<Key> keys = new ArrayList<>();
        PageRequest request = first;
        while (true) {
            List<TableRow> page = pages.page(request);
            page.forEach(row -> keys.add(row.key()));
            if (page.size() < request.limit()) {
                return keys;
            }
            request = request.after(asRow(page.get(page.size() - 1)));
        }
    }

    private static Row asRow(TableRow row) {
        return new Row(
                row.rowid(),
                row.key(),
                null,
                null,
                Mode.encoding(row.mode()),
                row.storeTime(),
                row.expireTime(),
                row.accessTime(),
                row.accessCount(),
                row.tag(),
                row.size());
    }

    private static PageRequest of(Order order, boolean descending) {
        return PageRequest.first(order, descending, 2, Fetch.METADATA);
    }

    private static PageRequest of(Order order, boolean descending, String prefix) {
        return of(order, descending).in(KeyRange.ofPrefix(prefix));
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Key> textKeys(String... texts) {
        return Arrays.stream(texts).map(Key::of).toList();
    }

    @Test
    void page_insertionOrder_goesBothWays() throws SQLException {
        for (String key : List.of("d", "a", "e", "b", "c")) {
            put(key);
        }
        put("a");

        assertThat(keys(of(Order.INSERTION, false))).isEqualTo(textKeys("d", "a", "e", "b", "c"));
        assertThat(keys(of(Order.INSERTION, true))).isEqualTo(textKeys("c", "b", "e", "a", "d"));
    }

    @Test
    void page_upTo_endsThere() throws SQLException {
        for (String key : List.of("a", "b", "c", "d", "e")) {
            put(key);
        }

        assertThat(keys(of(Order.INSERTION, false).upTo(3))).isEqualTo(textKeys("a", "b", "c"));
        assertThat(keys(of(Order.INSERTION, true).upTo(3))).isEqualTo(textKeys("c", "b", "a"));
    }

    @Test
    void page_rowsDeletedMeanwhile_goesOnBehindThem() throws SQLException {
        for (String key : List.of("a", "b", "c", "d", "e")) {
            put(key);
        }
        for (Order order : Order.values()) {
            List<TableRow> first = pages.page(of(order, false));
            assertThat(first).hasSize(2);
        }
        Row last = asRow(find(Key.of("b")));
        new RowRemover(session, NO_FILES).delete(last.position());

        for (Order order : Order.values()) {
            assertThat(keys(of(order, false).after(last))).isEqualTo(textKeys("c", "d", "e"));
            assertThat(keys(of(order, true).after(last))).isEqualTo(textKeys("a"));
        }
    }

    @Test
    void page_keyOrder_isNumbersTextBytesEachByCodePoint() throws SQLException {
        List<Key> sorted = List.of(
                Key.of(Scalar.of(Double.NEGATIVE_INFINITY)),
                Key.of(Long.MIN_VALUE),
                Key.of(-1),
                Key.of(Scalar.of(0.5)),
                Key.of(1),
                Key.of((1L << 53)),
                Key.of((1L << 53) + 1),
                Key.of(Scalar.of(Double.POSITIVE_INFINITY)),
                Key.of(""),
                Key.of("\0"),
                Key.of("A"),
                Key.of("a"),
                Key.of("a\0"),
                Key.of("\uFFFD"),
                Key.of("\uD800\uDC00"),
                Key.of("\uDBFF\uDFFF"),
                Key.of(Scalar.of(new byte[0])),
                new Key(Scalar.of(new byte[] {1}), true),
                Key.of(Scalar.of(new byte[] {1})),
                Key.of(Scalar.of(new byte[] {(byte) 0xFF})));
        for (Key key : reversed(sorted)) {
            put(key, row(Scalar.of(1)));
        }

        assertThat(keys(of(Order.KEY, false))).isEqualTo(sorted);
        assertThat(keys(of(Order.KEY, true))).isEqualTo(reversed(sorted));
    }

    @Test
    void page_prefix_isARangeOfTexts() throws SQLException {
        for (String key : List.of("b", "ab%", "a", "ab", "aB", "ab\0", "ab\uDBFF\uDFFF", "ac", "ab_x")) {
            put(key);
        }
        put(Key.of(Scalar.of("ab".getBytes(UTF_8))), row(Scalar.of(1)));
        List<Key> sorted = textKeys("ab", "ab\0", "ab%", "ab_x", "ab\uDBFF\uDFFF");
        List<Key> inserted = textKeys("ab%", "ab", "ab\0", "ab\uDBFF\uDFFF", "ab_x");

        assertThat(keys(of(Order.KEY, false, "ab"))).isEqualTo(sorted);
        assertThat(keys(of(Order.KEY, true, "ab"))).isEqualTo(reversed(sorted));
        assertThat(keys(of(Order.INSERTION, false, "ab"))).isEqualTo(inserted);
        assertThat(keys(of(Order.INSERTION, true, "ab"))).isEqualTo(reversed(inserted));
        assertThat(keys(of(Order.KEY, false, "ab%"))).isEqualTo(textKeys("ab%"));
    }

    @Test
    void page_prefixOfGreatestCodePoints_endsBeforeBytes() throws SQLException {
        String greatest = "\uDBFF\uDFFF";
        put("a");
        put(greatest);
        put(greatest + greatest + "z");
        put(Key.of(Scalar.of(new byte[0])), row(Scalar.of(1)));

        assertThat(keys(of(Order.KEY, false, greatest))).isEqualTo(textKeys(greatest, greatest + greatest + "z"));
        assertThat(keys(of(Order.KEY, true, greatest))).isEqualTo(textKeys(greatest + greatest + "z", greatest));
        assertThat(keys(of(Order.KEY, false, ""))).isEqualTo(textKeys("a", greatest, greatest + greatest + "z"));
    }

    @Test
    void page_expiredRows_areListed() throws SQLException {
        put(Key.of("a"), row(Scalar.of(1), NOW, NOW - 9, null));

        assertThat(keys(of(Order.INSERTION, false))).isEqualTo(textKeys("a"));
        assertThat(keys(of(Order.KEY, false))).isEqualTo(textKeys("a"));
    }

    @Test
    void page_valueAsked_isThere() throws SQLException {
        put("a");

        for (Order order : Order.values()) {
            for (KeyRange range : List.of(KeyRange.ALL, KeyRange.ofPrefix("a"))) {
                for (boolean descending : new boolean[] {false, true}) {
                    PageRequest request =
                            PageRequest.first(order, descending, 5, Fetch.VALUE).in(range);
                    assertThat(pages.page(request)).extracting(TableRow::value).containsExactly(Scalar.of("a"));
                }
            }
        }
    }

    @Test
    void page_placesBelowOneAndNaNKeys_areNotListed() throws SQLException {
        put("a");
        store.execute(
                "insert into Cache (rowid, key, raw, mode) values (0, 'hidden', 1, 1), (-5, 'h2', 1, 1), (9, null, 1, 1)");

        assertThat(keys(of(Order.INSERTION, false))).isEqualTo(textKeys("a"));
        assertThat(keys(of(Order.INSERTION, true))).isEqualTo(textKeys("a"));
        assertThat(keys(of(Order.KEY, false))).isEqualTo(textKeys("a"));
        assertThat(keys(of(Order.KEY, true))).isEqualTo(textKeys("a"));
        assertThat(keys(of(Order.KEY, true, "h"))).isEmpty();
    }

    @Test
    void withFiles_pages_nameEveryFile() throws SQLException {
        put("a");
        put(Key.of("b"), file("b.val", 5));
        put("c");
        put(Key.of("d"), file("d.val", 6));

        List<TableRow> first = pages.withFiles(0, 1);
        assertThat(first).extracting(TableRow::filename).containsExactly("b.val");
        assertThat(pages.withFiles(first.get(0).rowid(), 5))
                .extracting(TableRow::filename, TableRow::size)
                .containsExactly(tuple("d.val", 6L));
    }
}
