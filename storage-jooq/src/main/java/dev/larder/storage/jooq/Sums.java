package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Scalar.Float64;
import dev.larder.storage.Scalar.Int64;
import dev.larder.storage.SerializationException;
import org.jspecify.annotations.Nullable;

/** What adding to a number in place gives, whatever storage the number lies in. */
public final class Sums {

    private Sums() {}

    /**
     * Refuses what cannot be added.
     *
     * @throws IllegalArgumentException if {@code delta} is not a number, or {@code initial} not one of its type
     */
    public static void requireNumbers(Scalar delta, @Nullable Scalar initial) {
        if (!(delta instanceof Int64 || delta instanceof Float64)) {
            throw new IllegalArgumentException("Only a number can be added, not " + delta);
        }
        if (initial != null && initial.getClass() != delta.getClass()) {
            throw new IllegalArgumentException(
                    "The number to start from, " + initial + ", must be of the same type as the one to add, " + delta);
        }
    }

    /**
     * The sum of the number under a key and another one; integers can be added to integers only.
     *
     * @param number what is there, or null for something that has no sum
     * @throws ArithmeticException if integers add up to more than 64 bits, or floating numbers to {@code NaN}
     * @throws SerializationException if {@code number} is not a number, or is floating and {@code delta} is not
     */
    public static Scalar of(Key key, @Nullable Scalar number, Scalar delta) {
        if (delta instanceof Int64 b) {
            if (number instanceof Int64 a) {
                return sum(key, a.value(), b.value());
            }
            throw isNot("an integer", key, number);
        }
        double floating = ((Float64) delta).value();
        if (number instanceof Int64 a) {
            return sum(key, (double) a.value(), floating);
        }
        if (number instanceof Float64 a) {
            return sum(key, a.value(), floating);
        }
        throw isNot("a number", key, number);
    }

    private static SerializationException isNot(String kind, Key key, @Nullable Scalar value) {
        return new SerializationException("The value under " + key + " is not " + kind + " but "
                + (value == null ? "of another kind or in a file" : value) + ", and cannot be added to; set it anew");
    }

    private static Int64 sum(Key key, long number, long delta) {
        try {
            return new Int64(Math.addExact(number, delta));
        } catch (ArithmeticException e) {
            throw tooFar(key, number, delta, "passes 64 bits");
        }
    }

    private static Float64 sum(Key key, double number, double delta) {
        double sum = number + delta;
        if (Double.isNaN(sum)) {
            throw tooFar(key, number, delta, "gives no number");
        }
        return new Float64(sum);
    }

    private static ArithmeticException tooFar(Key key, Number number, Number delta, String problem) {
        return new ArithmeticException(
                "Adding " + delta + " to " + number + " under " + key + " " + problem + "; nothing was changed");
    }
}
