package dev.larder.storage;

import java.util.Objects;

/**
 * The identity of a row: a scalar, and whether that scalar is a Python pickle of the key rather than the key itself.
 *
 * <p>Two keys are the same row when the storage compares their scalars as equal and both are pickled or both are not.
 * Storages compare numbers by value, so {@code 1} and {@code 1.0} are one key; {@link #equals} is stricter and tells
 * them apart.
 *
 * @param scalar the key, or its pickle
 * @param pickled whether {@code scalar} is a pickle (column {@code raw} = 0)
 */
public record Key(Scalar scalar, boolean pickled) {

    /**
     * @throws IllegalArgumentException if the scalar is {@code NaN}, which equals nothing and could never be found
     *     again
     */
    public Key {
        Objects.requireNonNull(scalar, "scalar");
        if (scalar instanceof Scalar.Float64 number && Double.isNaN(number.value())) {
            throw new IllegalArgumentException(
                    "NaN cannot be a key: it equals nothing, not even itself; choose another key");
        }
        if (pickled && !(scalar instanceof Scalar.Bytes)) {
            throw new IllegalArgumentException("A pickled key is bytes, not " + scalar);
        }
    }

    /** The key that is {@code scalar} itself. */
    public static Key of(Scalar scalar) {
        return new Key(scalar, false);
    }

    /** The key that is this text. */
    public static Key of(String text) {
        return new Key(new Scalar.Text(text), false);
    }

    /** The key that is this integer. */
    public static Key of(long number) {
        return new Key(new Scalar.Int64(number), false);
    }

    /**
     * The one key that stands for all that stores hold to be equal to this one: an integer in place of a floating
     * number of the same value.
     */
    public Key canonical() {
        if (scalar instanceof Scalar.Float64 number) {
            double value = number.value();
            // the upper bound is 2^63, which is not a long
            if (value == Math.rint(value) && value >= Long.MIN_VALUE && value < -(double) Long.MIN_VALUE) {
                return of((long) value);
            }
        }
        return this;
    }
}
