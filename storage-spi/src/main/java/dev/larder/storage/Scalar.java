package dev.larder.storage;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A native value: what every storage holds without help from a codec. Keys, tags and encoded values are scalars.
 *
 * <p>Immutable by agreement: a {@link Bytes} does not copy its array, so neither side may change it afterwards.
 */
public sealed interface Scalar {

    /** A 64-bit integer. */
    static Scalar of(long value) {
        return new Int64(value);
    }

    /** A 64-bit floating-point number. */
    static Scalar of(double value) {
        return new Float64(value);
    }

    /** A text; see {@link Text} for what it may hold. */
    static Scalar of(String value) {
        return new Text(value);
    }

    /** A byte string; the array is not copied. */
    static Scalar of(byte[] value) {
        return new Bytes(value);
    }

    /** A 64-bit integer. */
    record Int64(long value) implements Scalar {}

    /** A 64-bit floating-point number; {@code NaN} is refused where identity or order matters (keys, tags). */
    record Float64(double value) implements Scalar {}

    /** A text of Unicode code points: NUL is allowed, nothing is normalised. */
    record Text(String value) implements Scalar {
        /**
         * @throws IllegalArgumentException if the text has a surrogate without its partner, which UTF-8 cannot carry
         */
        public Text {
            requireWellFormed(value);
        }

        private static void requireWellFormed(String text) {
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (!Character.isSurrogate(c)) {
                    i++;
                    continue;
                }
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException(
                            "Text has an unpaired surrogate U+%04X at index %d and cannot be stored as UTF-8; "
                                            .formatted((int) c, i)
                                    + "store such data as bytes");
                }
                i += 2;
            }
        }
    }

    /** A byte string, equal to another by content. */
    record Bytes(byte[] value) implements Scalar {
        public Bytes {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        /** The length, and the first bytes in hexadecimal. */
        @Override
        public String toString() {
            int shown = Math.min(value.length, 16);
            return "Bytes[" + value.length + ": " + HexFormat.of().formatHex(value, 0, shown)
                    + (shown < value.length ? "…" : "") + "]";
        }
    }
}
