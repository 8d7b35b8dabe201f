package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.keys;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which keys are one row: {@link Key}. */
public interface KeyContract extends StorageUnderTest {

    @Test
    default void key_everyScalar_isARowOfItsOwn(Store store) {
        List<Key> keys = Samples.keys();
        for (int i = 0; i < keys.size(); i++) {
            put(store, keys.get(i), number(i));
        }

        assertThat(store.count()).isEqualTo(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            assertThat(value(store, keys.get(i)))
                    .as("value under %s", keys.get(i))
                    .isEqualTo(Scalar.of((long) i));
        }
    }

    @Test
    default void key_everyScalar_comesBackAsItWas(Store store) {
        for (Key key : Samples.keys()) {
            put(store, key, number(1));
        }

        assertThat(keys(store)).isEqualTo(Samples.keys());
        for (Key key : Samples.keys()) {
            Row found = row(store, key);
            assertThat(found).as("row under %s", key).isNotNull();
            assertThat(found.key()).isEqualTo(key);
        }
    }

    @Test
    default void key_everyScalar_canBeRemovedAlone(Store store) {
        List<Key> keys = Samples.keys();
        keys.forEach(key -> put(store, key, number(1)));

        for (int i = 0; i < keys.size(); i++) {
            assertThat(remove(store, keys.get(i)))
                    .as("what was under %s", keys.get(i))
                    .isNotNull();
            assertThat(store.count()).isEqualTo(keys.size() - i - 1);
        }
    }

    @Test
    default void key_integerAndFloatOfEqualValue_areOneRowWithTheFirstSpelling(Store store) {
        put(store, Key.of(Scalar.of(1L)), text("first"));
        put(store, Key.of(Scalar.of(1.0)), text("second"));

        assertThat(keys(store)).containsExactly(Key.of(1));
        assertThat(value(store, Key.of(1))).isEqualTo(Scalar.of("second"));
        assertThat(value(store, Key.of(Scalar.of(1.0)))).isEqualTo(Scalar.of("second"));
    }

    @Test
    default void key_floatFirst_keepsTheFloat(Store store) {
        put(store, Key.of(Scalar.of(2.0)), text("first"));
        put(store, Key.of(Scalar.of(2L)), text("second"));

        assertThat(keys(store)).containsExactly(Key.of(Scalar.of(2.0)));
        assertThat(value(store, Key.of(2))).isEqualTo(Scalar.of("second"));
    }

    @Test
    default void key_zerosOfAllKinds_areOneRow(Store store) {
        put(store, Key.of(Scalar.of(-0.0)), text("negative"));
        put(store, Key.of(Scalar.of(0.0)), text("positive"));
        put(store, Key.of(0), text("integer"));

        assertThat(keys(store)).containsExactly(Key.of(Scalar.of(-0.0)));
        assertThat(value(store, Key.of(Scalar.of(-0.0)))).isEqualTo(Scalar.of("integer"));
    }

    @Test
    default void key_integersBeyondTheExactFloats_areComparedExactly(Store store) {
        put(store, Key.of(Samples.EXACT), text("2^53"));
        put(store, Key.of(Samples.EXACT + 1), text("2^53 + 1"));
        put(store, Key.of(Scalar.of((double) Samples.EXACT)), text("2^53, floating"));

        assertThat(keys(store)).containsExactly(Key.of(Samples.EXACT), Key.of(Samples.EXACT + 1));
        assertThat(value(store, Key.of(Samples.EXACT))).isEqualTo(Scalar.of("2^53, floating"));
        assertThat(value(store, Key.of(Samples.EXACT + 1))).isEqualTo(Scalar.of("2^53 + 1"));
    }

    @Test
    default void key_endsOfTheIntegers_areComparedExactlyWithFloats(Store store) {
        put(store, Key.of(Long.MIN_VALUE), text("least"));
        put(store, Key.of(Long.MAX_VALUE), text("greatest"));

        assertThat(value(store, Key.of(Scalar.of(-0x1p63)))).isEqualTo(Scalar.of("least"));
        assertThat(value(store, Key.of(Scalar.of(0x1p63))))
                .as("2^63 is one more than the greatest integer")
                .isNull();
    }

    @Test
    default void key_numberTextAndBytesThatLookAlike_areThreeRows(Store store) {
        put(store, Key.of(1), text("number"));
        put(store, Key.of("1"), text("text"));
        put(store, Key.of(Scalar.of(new byte[] {'1'})), text("bytes"));

        assertThat(store.count()).isEqualTo(3);
        assertThat(value(store, Key.of(1))).isEqualTo(Scalar.of("number"));
        assertThat(value(store, Key.of("1"))).isEqualTo(Scalar.of("text"));
        assertThat(value(store, Key.of(Scalar.of(new byte[] {'1'})))).isEqualTo(Scalar.of("bytes"));
    }

    @Test
    default void key_composedAndDecomposedText_areTwoRows(Store store) {
        put(store, "\u00e9", "composed");
        put(store, "e\u0301", "decomposed");

        assertThat(value(store, "\u00e9")).isEqualTo(Scalar.of("composed"));
        assertThat(value(store, "e\u0301")).isEqualTo(Scalar.of("decomposed"));
    }

    @Test
    default void key_textsThatDifferByCaseOrTrailingBlank_areTwoRows(Store store) {
        put(store, "key", "small");
        put(store, "KEY", "large");
        put(store, "key ", "blank");

        assertThat(store.count()).isEqualTo(3);
        assertThat(value(store, "key")).isEqualTo(Scalar.of("small"));
    }

    @Test
    default void key_pickledAndPlainBytes_areTwoRows(Store store) {
        Key plain = new Key(Scalar.of(new byte[] {1, 2}), false);
        Key pickled = new Key(Scalar.of(new byte[] {1, 2}), true);
        put(store, plain, text("plain"));
        put(store, pickled, text("pickled"));

        assertThat(keys(store)).containsExactly(plain, pickled);
        assertThat(value(store, plain)).isEqualTo(Scalar.of("plain"));
        assertThat(value(store, pickled)).isEqualTo(Scalar.of("pickled"));
        assertThat(store.findAll(List.of(plain, pickled), Fetch.VALUE, Access.IGNORE))
                .hasSize(2);
        assertThat(remove(store, pickled)).isNotNull();
        assertThat(keys(store)).containsExactly(plain);
    }

    @Test
    default void key_longText_isFoundAgain(Store store) {
        String common = "k".repeat(20_000);
        put(store, common + "1", "one");
        put(store, common + "2", "two");

        assertThat(value(store, common + "1")).isEqualTo(Scalar.of("one"));
        assertThat(value(store, common + "2")).isEqualTo(Scalar.of("two"));
        assertThat(value(store, common)).isNull();
    }

    @Test
    default void key_withSmallLimitForFiles_staysInItsRow(Store store) {
        change(store, Setting.MIN_FILE_SIZE, 0L);
        put(store, "a key longer than nothing", "value");

        assertThat(value(store, "a key longer than nothing")).isEqualTo(Scalar.of("value"));
    }
}
