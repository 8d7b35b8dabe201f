package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LookupTest extends StoreFixture {

    @Test
    void value_absentKey_isNull() throws SQLException {
        assertThat(lookup.value(Key.of("absent"))).isNull();
        assertThat(lookup.row(Key.of("absent"), Fetch.VALUE)).isNull();
    }

    @Test
    void value_inlineRow_carriesWhatReadingTakes() throws SQLException {
        put(Key.of("a"), row(Scalar.of("x"), NOW, NOW + 5, null));

        ValueRow found = lookup.value(Key.of("a"));

        assertThat(found).isEqualTo(new ValueRow(rowid(Key.of("a")), Mode.RAW, null, Scalar.of("x"), NOW + 5, 0));
    }

    @Test
    void value_rowWithFile_namesTheFile() throws SQLException {
        put(Key.of("a"), file("ab/cd/e.val", 70_000));

        ValueRow found = lookup.value(Key.of("a"));

        assertThat(found).isEqualTo(new ValueRow(1, Mode.BINARY, "ab/cd/e.val", null, NEVER, 70_000));
    }

    @Test
    void value_otherEncodingInTheRow_isRead() throws SQLException {
        put(Key.of("a"), NewRow.inline(64, Scalar.of(new byte[] {1}), NOW, NEVER, null));

        assertThat(lookup.value(Key.of("a")).value()).isEqualTo(Scalar.of(new byte[] {1}));
        assertThat(lookup.value(Key.of("a")).mode()).isEqualTo(64);
    }

    @Test
    void value_columnsThatOtherProgramsLeftOddly_areReadAsNothingKnown() throws SQLException {
        store.execute(
                "insert into Cache (key, raw, size, mode, filename, value) values ('negative', 1, 0, -5, null, 'v'),"
                        + " ('file', 1, '', -5, 'a.val', null), ('none', 1, 0, null, null, 'v')");

        assertThat(lookup.value(Key.of("negative"))).isEqualTo(new ValueRow(1, 0, null, Scalar.of("v"), NEVER, 0));
        assertThat(lookup.value(Key.of("file"))).isEqualTo(new ValueRow(2, 0, "a.val", null, NEVER, 0));
        assertThat(lookup.value(Key.of("none"))).isEqualTo(new ValueRow(3, 0, null, Scalar.of("v"), NEVER, 0));
    }

    @Test
    void isLiveAt_instantOfExpiry_isNoMore() throws SQLException {
        put(Key.of("a"), row(Scalar.of(1), NOW, NOW + 5, null));

        assertThat(lookup.value(Key.of("a")).isLiveAt(Math.nextDown(NOW + 5))).isTrue();
        assertThat(lookup.value(Key.of("a")).isLiveAt(NOW + 5)).isFalse();
        assertThat(find(Key.of("a")).isLiveAt(NOW + 5)).isFalse();
    }

    @Test
    void isLiveAt_expiryAtTheBeginningOfTime_isNotNever() throws SQLException {
        put(Key.of("a"), row(Scalar.of(1), NOW, 0, null));

        assertThat(lookup.value(Key.of("a")).isLiveAt(NOW)).isFalse();
        assertThat(find(Key.of("a")).expireTime()).isZero();
    }

    @Test
    void row_metadata_leavesTheValue() throws SQLException {
        put(Key.of("a"), row(Scalar.of("x"), NOW, NEVER, Scalar.of("tag")));

        TableRow found = lookup.row(Key.of("a"), Fetch.METADATA);

        assertThat(found)
                .isEqualTo(new TableRow(
                        1, Scalar.of("a"), false, NOW, NEVER, NOW, 0, Scalar.of("tag"), 0, Mode.RAW, null, null));
        assertThat(lookup.row(Key.of("a"), Fetch.BLOB).value()).isEqualTo(Scalar.of("x"));
    }

    @Test
    void row_integerAndFloatOfSameValue_areOneKeyInItsFirstSpelling() throws SQLException {
        put(Key.of(1), row(Scalar.of("one")));
        put(Key.of(Scalar.of(1.0)), row(Scalar.of("uno")));
        put(Key.of(0), row(Scalar.of("zero")));

        assertThat(find(Key.of(Scalar.of(1.0))).key()).isEqualTo(Key.of(1));
        assertThat(find(Key.of(1)).value()).isEqualTo(Scalar.of("uno"));
        assertThat(find(Key.of(Scalar.of(-0.0))).value()).isEqualTo(Scalar.of("zero"));
    }

    @Test
    void row_numbersAroundTwoTo53_areComparedExactly() throws SQLException {
        long limit = 1L << 53;
        put(Key.of(limit), row(Scalar.of("integer")));

        assertThat(find(Key.of(Scalar.of((double) limit))).value()).isEqualTo(Scalar.of("integer"));
        assertThat(find(Key.of(limit + 1))).isNull();
    }

    @Test
    void row_textBytesNumberAndPickle_areDifferentKeys() throws SQLException {
        byte[] digit = {'1'};
        List<Key> keys =
                List.of(Key.of("1"), Key.of(1), Key.of(Scalar.of(digit)), new Key(Scalar.of(digit), true), Key.of(""));
        for (Key key : keys) {
            put(key, row(Scalar.of(key.toString())));
        }

        for (Key key : keys) {
            assertThat(find(key).key()).isEqualTo(key);
            assertThat(find(key).value()).isEqualTo(Scalar.of(key.toString()));
        }
    }

    @Test
    void row_textWithNul_isAKeyOfItsOwn() throws SQLException {
        put("a");
        put("a\0");
        put("a\0b");

        assertThat(find(Key.of("a\0b")).value()).isEqualTo(Scalar.of("a\0b"));
        assertThat(new Counters(session).count()).isEqualTo(3);
    }

    @Test
    void rows_manyKeysOfAllKinds_areFoundOnceEach() throws SQLException {
        LongStream.range(0, 100).forEach(i -> {
            try {
                put(Key.of(i), row(Scalar.of(i)));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        put(new Key(Scalar.of(new byte[] {1}), true), row(Scalar.of("pickled")));
        List<Key> keys = new ArrayList<>();
        LongStream.range(50, 150).forEach(i -> keys.add(Key.of(i)));
        keys.add(Key.of(Scalar.of(50.0)));
        keys.add(Key.of(50));
        keys.add(new Key(Scalar.of(new byte[] {1}), true));
        keys.add(Key.of(Scalar.of(new byte[] {1})));

        assertThat(lookup.rows(keys, Fetch.VALUE))
                .hasSize(51)
                .extracting(TableRow::value)
                .doesNotContainNull();
        assertThat(lookup.rows(keys, Fetch.METADATA))
                .hasSize(51)
                .extracting(TableRow::value)
                .containsOnlyNulls();
        assertThat(lookup.rows(List.of(), Fetch.VALUE)).isEmpty();
    }
}
