package dev.larder.storage.contract;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scalars at the edges of what there is. */
final class Samples {

    /** The greatest integer up to which every integer is also a 64-bit floating-point number. */
    static final long EXACT = 1L << 53;

    private Samples() {}

    /** Numbers of which no two are equal, in ascending order. */
    static List<Scalar> numbers() {
        return List.of(
                Scalar.of(Double.NEGATIVE_INFINITY),
                Scalar.of(-Double.MAX_VALUE),
                Scalar.of(Long.MIN_VALUE),
                Scalar.of(Long.MIN_VALUE + 1),
                Scalar.of(-1e10),
                Scalar.of(-1L),
                Scalar.of(-Double.MIN_VALUE),
                Scalar.of(-0.0),
                Scalar.of(Double.MIN_VALUE),
                Scalar.of(0.1),
                Scalar.of(1L),
                Scalar.of(1.5),
                Scalar.of(2.0),
                Scalar.of((long) Integer.MAX_VALUE),
                Scalar.of(Integer.MAX_VALUE + 1L),
                Scalar.of(EXACT - 1),
                Scalar.of((double) EXACT),
                Scalar.of(EXACT + 1),
                Scalar.of((double) (EXACT + 2)),
                Scalar.of(Long.MAX_VALUE),
                Scalar.of(0x1p63),
                Scalar.of(Double.MAX_VALUE),
                Scalar.of(Double.POSITIVE_INFINITY));
    }

    /** Texts in ascending order by code point, which is not that of {@link String#compareTo} at the end. */
    static List<Scalar> texts() {
        return Stream.of(
                        "",
                        "\0",
                        "\0\0",
                        "\0a",
                        "%",
                        "'; --",
                        "1",
                        "1.0",
                        "A",
                        "_",
                        "a",
                        "a\0",
                        "a\0b",
                        "ab",
                        "e\u0301",
                        "z",
                        "\u0080",
                        "\u00e9",
                        "\u0416",
                        "\ue000",
                        "\uffff",
                        "\ud83d\ude00",
                        "\udbff\udfff")
                .map(Scalar::of)
                .toList();
    }

    /** Byte strings in ascending order, compared without sign. */
    static List<Scalar> byteStrings() {
        return Stream.of(
                        new byte[] {},
                        new byte[] {0},
                        new byte[] {0, 0},
                        new byte[] {0, 1},
                        new byte[] {1},
                        new byte[] {'1'},
                        new byte[] {'a'},
                        new byte[] {'a', 'b'},
                        new byte[] {127},
                        new byte[] {-128},
                        new byte[] {-1},
                        new byte[] {-1, -1})
                .map(Scalar::of)
                .toList();
    }

    /** All of the above, in the order of keys: numbers, texts, byte strings. */
    static List<Scalar> scalars() {
        List<Scalar> scalars = new ArrayList<>(numbers());
        scalars.addAll(texts());
        scalars.addAll(byteStrings());
        return scalars;
    }

    /** Keys that are these scalars, in order. */
    static List<Key> keys() {
        return scalars().stream().map(Key::of).toList();
    }
}
