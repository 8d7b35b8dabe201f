package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.content;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Capability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What comes back of a value, with its encoding number, and where it lies: {@link Encoded},
 * {@link Setting#MIN_FILE_SIZE}.
 */
public interface ValueContract extends StorageUnderTest {

    /** Encoding numbers that may be written, at the edges of their ranges. */
    List<Integer> ENCODINGS = List.of(
            Encoding.NATIVE,
            Encoding.PICKLE,
            Encoding.JAVA_SERIALIZATION,
            Encoding.JSON,
            Encoding.FIRST_CUSTOM,
            Encoding.LAST_CUSTOM);

    @Test
    default void value_everyScalar_comesBackAsItWas(Store store) {
        List<Scalar> scalars = Samples.scalars();
        for (int i = 0; i < scalars.size(); i++) {
            put(store, Key.of(i), Encoded.natively(scalars.get(i)));
        }

        for (int i = 0; i < scalars.size(); i++) {
            assertThat(store.get(Key.of(i), Access.IGNORE))
                    .as("value %s", scalars.get(i))
                    .isEqualTo(Encoded.natively(scalars.get(i)));
        }
    }

    @Test
    default void value_floatOfIntegerValue_staysFloating(Store store) {
        for (double number : new double[] {0.0, -0.0, 1.0, 3.0, Samples.EXACT, 0x1p63}) {
            put(store, "number", number(number));
            assertThat(value(store, "number")).isEqualTo(Scalar.of(number));
        }
    }

    @Test
    default void value_everyTextAndBytes_comesBackFromFilesAsItWas(Store store) {
        change(store, Setting.MIN_FILE_SIZE, 0L);
        List<Scalar> scalars = Samples.scalars();
        for (int i = 0; i < scalars.size(); i++) {
            put(store, Key.of(i), Encoded.natively(scalars.get(i)));
        }

        for (int i = 0; i < scalars.size(); i++) {
            assertThat(value(store, Key.of(i))).isEqualTo(scalars.get(i));
        }
    }

    @Test
    default void value_textWithAllLineEnds_comesBackFromFileUnchanged(Store store) {
        change(store, Setting.MIN_FILE_SIZE, 1L);
        String lines = "cr\rlf\ncrlf\r\nnul\0nel\u0085bom\ufeff";
        put(store, "key", lines);

        assertThat(value(store, "key")).isEqualTo(Scalar.of(lines));
        assertThat(content(store, "key")).isEqualTo(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    default void value_notANumber_isKeptOrRefused(Store store) {
        put(store, "key", "before");
        Scalar after = Scalar.of("before");
        try {
            put(store, "key", number(Double.NaN));
            after = Scalar.of(Double.NaN);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("NaN");
        }

        assertThat(value(store, "key")).isEqualTo(after);
    }

    @Test
    default void value_everyEncodingNumber_isKeptInTheRow(Store store) {
        for (int encoding : ENCODINGS) {
            Encoded value = new Encoded(Scalar.of(noise(100, encoding)), encoding);
            put(store, Key.of(encoding), value);

            assertThat(store.get(Key.of(encoding), Access.IGNORE)).isEqualTo(value);
            Row row = row(store, Key.of(encoding));
            assertThat(row).isNotNull();
            assertThat(row.encoding()).isEqualTo(encoding);
            assertThat(row.size()).isZero();
        }
    }

    @Test
    default void value_everyEncodingNumber_isKeptOutsideTheRow(Store store) {
        for (int encoding : ENCODINGS) {
            Encoded value = new Encoded(Scalar.of(noise(40_000, encoding)), encoding);
            put(store, Key.of(encoding), value);

            assertThat(store.get(Key.of(encoding), Access.IGNORE)).isEqualTo(value);
            Row row = row(store, Key.of(encoding));
            assertThat(row).isNotNull();
            assertThat(row.encoding()).isEqualTo(encoding);
        }
    }

    @Test
    default void value_textOfAnotherEncoding_isKeptInTheRow(Store store) {
        Encoded value = new Encoded(Scalar.of("{\"a\": 1}"), Encoding.JSON);
        put(store, "key", value);

        assertThat(store.get(Key.of("key"), Access.IGNORE)).isEqualTo(value);
    }

    @Test
    default void value_numbersOfAnotherEncoding_areKept(Store store) {
        Encoded integer = new Encoded(Scalar.of(7L), Encoding.FIRST_CUSTOM);
        Encoded floating = new Encoded(Scalar.of(7.0), Encoding.FIRST_CUSTOM);
        put(store, "integer", integer);
        put(store, "floating", floating);

        assertThat(store.get(Key.of("integer"), Access.IGNORE)).isEqualTo(integer);
        assertThat(store.get(Key.of("floating"), Access.IGNORE)).isEqualTo(floating);
    }

    @Test
    default void value_encodingOutsideTheRegistry_isRefused(Store store) {
        for (int encoding : new int[] {-1, 0, 2, 3, 5, 15, 0x10000}) {
            assertThatThrownBy(() -> put(store, "key", new Encoded(Scalar.of("x"), encoding)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(encoding));
        }
        assertThat(store.count()).isZero();
    }

    @Test
    default void value_textAroundTheLimit_goesToFileByCodePoints(Store store) {
        requireValueFiles(store);
        put(store, "short", "x".repeat(32_767));
        put(store, "long", "x".repeat(32_768));
        put(store, "short umlauts", "\u00e4".repeat(32_767));
        put(store, "long umlauts", "\u00e4".repeat(32_768));
        put(store, "short emoji", "\ud83d\ude00".repeat(32_767));
        put(store, "long emoji", "\ud83d\ude00".repeat(32_768));

        assertThat(sizeOutside(store, "short")).isZero();
        assertThat(sizeOutside(store, "long")).isEqualTo(32_768);
        assertThat(sizeOutside(store, "short umlauts")).isZero();
        assertThat(sizeOutside(store, "long umlauts")).isEqualTo(2 * 32_768);
        assertThat(sizeOutside(store, "short emoji")).isZero();
        assertThat(sizeOutside(store, "long emoji")).isEqualTo(4 * 32_768);
        assertThat(store.totals().bytes()).isEqualTo((1 + 2 + 4) * 32_768);
        assertThat(value(store, "long emoji")).isEqualTo(Scalar.of("\ud83d\ude00".repeat(32_768)));
    }

    @Test
    default void value_bytesAroundTheLimit_goToFileByLength(Store store) {
        requireValueFiles(store);
        put(store, "short", bytes(noise(32_767, 1)));
        put(store, "long", bytes(noise(32_768, 2)));

        assertThat(sizeOutside(store, "short")).isZero();
        assertThat(sizeOutside(store, "long")).isEqualTo(32_768);
        assertThat(value(store, "short")).isEqualTo(Scalar.of(noise(32_767, 1)));
        assertThat(value(store, "long")).isEqualTo(Scalar.of(noise(32_768, 2)));
    }

    @Test
    default void value_numbers_neverGoToFiles(Store store) {
        change(store, Setting.MIN_FILE_SIZE, 0L);
        put(store, "integer", number(Long.MAX_VALUE));
        put(store, "floating", number(0.5));

        assertThat(sizeOutside(store, "integer")).isZero();
        assertThat(sizeOutside(store, "floating")).isZero();
        assertThat(store.totals().bytes()).isZero();
    }

    @Test
    default void value_changedLimit_holdsForTheNextWrites(Store store) {
        requireValueFiles(store);
        put(store, "before", "0123456789");
        change(store, Setting.MIN_FILE_SIZE, 10L);
        put(store, "nine", "012345678");
        put(store, "ten", "0123456789");

        assertThat(sizeOutside(store, "before")).isZero();
        assertThat(sizeOutside(store, "nine")).isZero();
        assertThat(sizeOutside(store, "ten")).isEqualTo(10);
        assertThat(value(store, "ten")).isEqualTo(Scalar.of("0123456789"));
    }

    @Test
    default void value_replacedInOtherPlace_leavesNothingBehind(Store store) {
        put(store, "key", bytes(noise(50_000, 1)));
        put(store, "key", "in the row");
        assertThat(value(store, "key")).isEqualTo(Scalar.of("in the row"));
        assertThat(store.totals().bytes()).isZero();

        put(store, "key", bytes(noise(60_000, 2)));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(60_000, 2)));
        put(store, "key", bytes(noise(70_000, 3)));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(70_000, 3)));
    }

    @Test
    default void value_ofSeveralMegabytes_comesBack(Store store) {
        byte[] large = noise(5_000_000, 1);
        put(store, "bytes", bytes(large));
        put(store, "text", "\u00e4\ud83d\ude00".repeat(500_000));

        assertThat(value(store, "bytes")).isEqualTo(Scalar.of(large));
        assertThat(value(store, "text")).isEqualTo(Scalar.of("\u00e4\ud83d\ude00".repeat(500_000)));
    }

    @Test
    default void value_unpairedSurrogate_isRefused(Store store) {
        assertThatThrownBy(() -> put(store, "key", text("\ud800"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put(store, "\udc00", text("value"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.count()).isZero();
    }

    private static long sizeOutside(Store store, String key) {
        Row row = row(store, key);
        assertThat(row).isNotNull();
        return row.size();
    }

    private static void requireValueFiles(Store store) {
        Testbed.require(store, Capability.VALUE_FILES);
    }
}
