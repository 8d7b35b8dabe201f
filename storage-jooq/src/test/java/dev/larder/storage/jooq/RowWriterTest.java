package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowWriterTest extends StoreFixture {

    private static final Key KEY = Key.of("key");

    private Written store(NewRow row, Condition condition) throws SQLException {
        return writer.store(KEY, row, condition, null);
    }

    @Test
    void store_newKey_writesAllColumns() throws SQLException {
        put(KEY, row(Scalar.of("v"), NOW, NOW + 1, Scalar.of("t")));

        assertThat(
                        store.value(
                                "select raw, store_time, expire_time, access_time, access_count, tag, size, mode, filename, value from Cache"))
                .isEqualTo("1|1700000000.25|1700000001.25|1700000000.25|0|t|0|1|null|v");
    }

    @Test
    void store_everyTypeOfScalar_keepsItsSqlType() throws SQLException {
        List<Scalar> scalars = List.of(
                Scalar.of(1),
                Scalar.of(Long.MIN_VALUE),
                Scalar.of(2.0),
                Scalar.of(-0.0),
                Scalar.of(Double.NEGATIVE_INFINITY),
                Scalar.of("text"),
                Scalar.of("1"),
                Scalar.of(""),
                Scalar.of("a\0b"),
                Scalar.of("\uD83D\uDE00"),
                Scalar.of(new byte[] {'1'}),
                Scalar.of(new byte[0]));
        for (Scalar scalar : scalars) {
            writer.store(Key.of(scalar), row(scalar, NOW, NEVER, scalar), Condition.always(), null);
            TableRow read = find(Key.of(scalar));
            assertThat(List.of(read.keyScalar(), read.value(), read.tag())).containsOnly(scalar);
        }
        assertThat(store.rows("select typeof(key), typeof(value), typeof(tag) from Cache order by rowid"))
                .containsExactly(
                        "integer|integer|integer",
                        "integer|integer|integer",
                        "real|real|real",
                        "real|real|real",
                        "real|real|real",
                        "text|text|text",
                        "text|text|text",
                        "text|text|text",
                        "text|text|text",
                        "text|text|text",
                        "blob|blob|blob",
                        "blob|blob|blob");
        assertThat(find(Key.of(Scalar.of(-0.0))).value()).isEqualTo(Scalar.of(-0.0));
    }

    @Test
    void store_valueNaN_isReadAsNaN() throws SQLException {
        put(KEY, row(Scalar.of(Double.NaN)));

        assertThat(store.value("select typeof(value) from Cache")).isEqualTo("null");
        assertThat(find(KEY).value()).isEqualTo(Scalar.of(Double.NaN));
        assertThat(lookup.value(KEY).value()).isEqualTo(Scalar.of(Double.NaN));
    }

    @Test
    void store_sameKeyAgain_keepsPlaceAndSpellingAndForgetsAccesses() throws SQLException {
        put(Key.of(1), row(Scalar.of("old"), NOW, NOW + 1, Scalar.of("tag")));
        put("between");
        new Accesses(session).addCount(1, 3, NOW);

        writer.store(Key.of(Scalar.of(1.0)), row(Scalar.of("new"), NOW + 2, NEVER, null), Condition.always(), null);

        assertThat(find(Key.of(1)))
                .isEqualTo(new TableRow(
                        1, Scalar.of(1), false, NOW + 2, NEVER, NOW + 2, 0, null, 0, Mode.RAW, null, Scalar.of("new")));
    }

    @Test
    void store_fileThenInline_reportsTheFileAsGarbage() throws SQLException {
        put(KEY, file("a.val", 100));

        Written written = store(row(Scalar.of("small")), Condition.always());

        assertThat(written.garbage()).isEqualTo("a.val");
        assertThat(find(KEY).size()).isZero();
        assertThat(find(KEY).filename()).isNull();
        assertThat(new Counters(session).size()).isZero();
    }

    @Test
    void store_inlineThenFileThenFile_countsSizes() throws SQLException {
        put(KEY, row(Scalar.of("small")));
        assertThat(store(file("a.val", 100), Condition.always()).garbage()).isNull();
        assertThat(find(KEY).value()).isNull();
        assertThat(new Counters(session).size()).isEqualTo(100);

        assertThat(store(file("b.val", 30), Condition.always()).garbage()).isEqualTo("a.val");
        assertThat(new Counters(session).size()).isEqualTo(30);
    }

    @Test
    void storeInline_rowWithFile_changesNothing() throws SQLException {
        put(KEY, file("a.val", 100));

        assertThat(writer.storeInline(KEY, row(Scalar.of("small")))).isFalse();
        assertThat(find(KEY).filename()).isEqualTo("a.val");
        assertThat(writer.storeInline(Key.of("other"), row(Scalar.of("small")))).isTrue();
        assertThat(writer.storeInline(Key.of("other"), row(Scalar.of("again")))).isTrue();
    }

    @Test
    void store_previousAsked_isTheRowBefore() throws SQLException {
        put(KEY, row(Scalar.of("old")));

        Written value = writer.store(KEY, row(Scalar.of("new")), Condition.always(), Fetch.VALUE);
        Written metadata =
                writer.store(KEY, row(Scalar.of("newer"), NOW + 1, NEVER, null), Condition.always(), Fetch.METADATA);
        Written none = writer.store(Key.of("none"), row(Scalar.of("v")), Condition.always(), Fetch.VALUE);

        assertThat(value.previous().value()).isEqualTo(Scalar.of("old"));
        assertThat(metadata.previous().value()).isNull();
        assertThat(metadata.previous().storeTime()).isBetween(NOW, NOW + 1);
        assertThat(none).isEqualTo(new Written(true, null));
    }

    @Test
    void store_clockThatStandsOrGoesBack_givesALaterStoreTime() throws SQLException {
        put(KEY, row(Scalar.of(1)));
        double before = NOW;
        for (Condition condition : List.of(Condition.always(), Condition.ifPresent())) {
            for (double now : new double[] {NOW, NOW - 1000}) {
                store(row(Scalar.of(2), now, NEVER, null), condition);
                double after = find(KEY).storeTime();
                assertThat(after).isGreaterThan(before).isLessThan(before + 1);
                assertThat(find(KEY).accessTime()).isEqualTo(now);
                before = after;
            }
        }
        store(row(Scalar.of(3), NOW + 9, NEVER, null), Condition.always());
        assertThat(find(KEY).storeTime()).isEqualTo(NOW + 9);
    }

    @Test
    void store_ifAbsentOnLiveRow_refusesWithTheRow() throws SQLException {
        put(KEY, row(Scalar.of("old"), NOW, Math.nextUp(NOW), null));

        Written written = writer.store(KEY, row(Scalar.of("new")), Condition.ifAbsent(), Fetch.VALUE);

        assertThat(written.stored()).isFalse();
        assertThat(written.previous().value()).isEqualTo(Scalar.of("old"));
        assertThat(written.garbage()).isNull();
        assertThat(find(KEY).value()).isEqualTo(Scalar.of("old"));
    }

    @Test
    void store_ifAbsentAtInstantOfExpiry_replacesInPlace() throws SQLException {
        writer.store(KEY, NewRow.file(Mode.BINARY, "a.val", 9, NOW - 1, NOW, null), Condition.always(), null);

        Written written = store(row(Scalar.of("new")), Condition.ifAbsent());

        assertThat(written.stored()).isTrue();
        assertThat(written.garbage()).isEqualTo("a.val");
        assertThat(find(KEY).rowid()).isEqualTo(1);
        assertThat(find(KEY).expireTime()).isEqualTo(NEVER);
    }

    @Test
    void store_ifPresent_needsALiveRow() throws SQLException {
        assertThat(store(row(Scalar.of("a")), Condition.ifPresent()).stored()).isFalse();
        put(KEY, row(Scalar.of("a"), NOW - 1, NOW, null));
        assertThat(store(row(Scalar.of("b")), Condition.ifPresent()).stored()).isFalse();
        put(KEY, row(Scalar.of("a")));
        assertThat(store(row(Scalar.of("b")), Condition.ifPresent()).stored()).isTrue();
        assertThat(find(KEY).value()).isEqualTo(Scalar.of("b"));
    }

    @Test
    void store_ifValue_comparesTypeAndEncoding() throws SQLException {
        put(KEY, row(Scalar.of(1)));

        for (Encoded other : List.of(
                Encoded.natively(Scalar.of(1.0)),
                Encoded.natively(Scalar.of("1")),
                Encoded.natively(Scalar.of(2)),
                new Encoded(Scalar.of(1), Encoding.FIRST_CUSTOM))) {
            assertThat(store(row(Scalar.of("new")), Condition.ifValue(other)).stored())
                    .isFalse();
        }
        assertThat(store(row(Scalar.of("new")), Condition.ifValue(Encoded.natively(Scalar.of(1))))
                        .stored())
                .isTrue();
    }

    @Test
    void store_ifValueInFile_asksTheComparison() throws SQLException {
        Encoded expected = Encoded.natively(Scalar.of(new byte[] {7}));
        RowWriter comparing = new RowWriter(session, (row, value) -> {
            assertThat(row.filename()).isEqualTo("a.val");
            return value.equals(expected);
        });
        put(KEY, file("a.val", 100));

        Condition otherEncoding = Condition.ifValue(new Encoded(Scalar.of(new byte[] {7}), Encoding.JSON));
        assertThat(writer.store(KEY, row(Scalar.of(1)), otherEncoding, null).stored())
                .isFalse();
        Condition otherValue = Condition.ifValue(Encoded.natively(Scalar.of(new byte[] {8})));
        assertThat(comparing.store(KEY, row(Scalar.of(1)), otherValue, null).stored())
                .isFalse();
        Written written = comparing.store(KEY, row(Scalar.of(1)), Condition.ifValue(expected), null);
        assertThat(written.stored()).isTrue();
        assertThat(written.garbage()).isEqualTo("a.val");
    }

    @Test
    void store_ifStoredAt_comparesToTheBit() throws SQLException {
        put(KEY, row(Scalar.of("a")));

        assertThat(store(row(Scalar.of("b")), Condition.ifStoredAt(Math.nextUp(NOW)))
                        .stored())
                .isFalse();
        assertThat(store(row(Scalar.of("b")), Condition.ifStoredAt(NOW)).stored())
                .isTrue();
        assertThat(writer.store(Key.of("absent"), row(Scalar.of("b")), Condition.ifStoredAt(NOW), null)
                        .stored())
                .isFalse();
    }

    @Test
    void touch_liveRow_changesOnlyItsExpiry() throws SQLException {
        put(KEY, row(Scalar.of("a"), NOW, NOW + 5, null));

        assertThat(writer.touch(KEY, NOW + 50, Condition.always(), NOW + 4)).isTrue();
        assertThat(find(KEY).expireTime()).isEqualTo(NOW + 50);
        assertThat(find(KEY).storeTime()).isEqualTo(NOW);
        assertThat(writer.touch(KEY, NEVER, Condition.ifStoredAt(NOW), NOW + 4)).isTrue();
        assertThat(store.value("select typeof(expire_time) from Cache")).isEqualTo("null");
        assertThat(writer.touch(KEY, NOW, Condition.ifStoredAt(NOW + 1), NOW + 4))
                .isFalse();
        assertThat(writer.touch(KEY, NOW, Condition.ifAbsent(), NOW + 4)).isFalse();
    }

    @Test
    void touch_instantOfExpiry_findsNothing() throws SQLException {
        put(KEY, row(Scalar.of("a"), NOW, NOW + 5, null));

        assertThat(writer.touch(KEY, NEVER, Condition.always(), NOW + 5)).isFalse();
        assertThat(writer.touch(KEY, NEVER, Condition.ifStoredAt(NOW), NOW + 5)).isFalse();
        assertThat(writer.touch(Key.of("absent"), NEVER, Condition.always(), NOW))
                .isFalse();
    }

    @Test
    void correctSize_rowWithFile_changesTheSum() throws SQLException {
        put(KEY, file("a.val", 100));

        writer.correctSize(1, 70);

        assertThat(new Counters(session).size()).isEqualTo(70);
    }

    @Test
    void newRow_valueInNeitherPlaceOrBoth_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new NewRow(Mode.RAW, null, null, 0, NOW, NEVER, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewRow(Mode.RAW, Scalar.of(1), "a.val", 0, NOW, NEVER, null));
    }
}
