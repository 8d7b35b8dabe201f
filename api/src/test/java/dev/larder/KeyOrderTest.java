package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static Key bytes(int... values) {
        return Key.of(scalar(values));
    }

    private static Key pickled(int... values) {
        return new Key(scalar(values), true);
    }

    private static Scalar scalar(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Scalar.of(bytes);
    }

    private static Key number(double value) {
        return Key.of(Scalar.of(value));
    }

    private static void assertAscending(Key... keys) {
        for (int i = 0; i < keys.length; i++) {
            for (int j = 0; j < keys.length; j++) {
                assertThat(Integer.signum(KeyOrder.INSTANCE.compare(keys[i], keys[j])))
                        .as("%s and %s", keys[i], keys[j])
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void compare_kinds_areNumbersThenTextsThenBytes() {
        assertAscending(number(Double.POSITIVE_INFINITY), Key.of(""), Key.of("1"), bytes(), bytes('1'));
    }

    @Test
    void compare_numbers_isByExactValue() {
        long great = 1L << 53;
        assertAscending(
                number(Double.NEGATIVE_INFINITY),
                number(-0x1p63 * 1.5),
                Key.of(Long.MIN_VALUE),
                Key.of(Long.MIN_VALUE + 1),
                number(-1.5),
                Key.of(-1),
                number(-0.5),
                Key.of(0),
                number(Double.MIN_VALUE),
                number(0.5),
                Key.of(1),
                number(1.5),
                number((double) great),
                Key.of(great + 1),
                number((double) (great + 2)),
                Key.of(Long.MAX_VALUE),
                number(0x1p63),
                number(Double.POSITIVE_INFINITY));
    }

    @Test
    void compare_numbersOfEqualValue_isZero() {
        assertThat(KeyOrder.INSTANCE.compare(Key.of(1), number(1.0))).isZero();
        assertThat(KeyOrder.INSTANCE.compare(number(-0.0), number(0.0))).isZero();
        assertThat(KeyOrder.INSTANCE.compare(Key.of(0), number(-0.0))).isZero();
        assertThat(KeyOrder.INSTANCE.compare(Key.of(Long.MIN_VALUE), number(-0x1p63)))
                .isZero();
    }

    @Test
    void compare_texts_isByCodePoint() {
        assertAscending(
                Key.of(""),
                Key.of("\0"),
                Key.of("Z"),
                Key.of("a"),
                Key.of("a\0"),
                Key.of("aa"),
                Key.of("\u00e9"),
                Key.of("\ud7ff"),
                Key.of("\ue000"),
                Key.of("\uffff"),
                Key.of("\ud800\udc00"),
                Key.of("\ud83d\ude00"),
                Key.of("\ud83d\ude01"),
                Key.of("\udbff\udfff"));
    }

    @Test
    void compare_bytes_isUnsignedAndPickledFirst() {
        assertAscending(
                pickled(), bytes(), bytes(0), bytes(0, 0), pickled(0x7f), bytes(0x7f), bytes(0x80), bytes(0xff));
    }

    @Test
    void compare_keysOfAllKinds_sortsThem() {
        List<Key> keys = new ArrayList<>(List.of(bytes(1), Key.of("b"), Key.of(3), number(2.5), Key.of("a")));
        keys.sort(KeyOrder.INSTANCE);
        assertThat(keys).containsExactly(number(2.5), Key.of(3), Key.of("a"), Key.of("b"), bytes(1));
    }
}
