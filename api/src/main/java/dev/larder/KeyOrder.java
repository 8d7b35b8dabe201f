package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which stores list keys: numbers by value, then texts by code point, then bytes, unsigned; a pickled key
 * comes before equal bytes that are a key themselves. Keys that a store holds to be equal are equal here too.
 */
enum KeyOrder implements Comparator<Key> {
    INSTANCE;

    @Override
    public int compare(Key a, Key b) {
        int byScalar = compare(a.scalar(), b.scalar());
        return byScalar != 0 ? byScalar : Boolean.compare(b.pickled(), a.pickled());
    }

    private static int compare(Scalar a, Scalar b) {
        if (a instanceof Scalar.Text one && b instanceof Scalar.Text other) {
            return compareTexts(one.value(), other.value());
        }
        if (a instanceof Scalar.Bytes one && b instanceof Scalar.Bytes other) {
            return Arrays.compareUnsigned(one.value(), other.value());
        }
        int byKind = Integer.compare(kind(a), kind(b));
        return byKind != 0 ? byKind : compareNumbers(a, b);
    }

    private static int kind(Scalar scalar) {
        if (scalar instanceof Scalar.Text) {
            return 1;
        }
        return scalar instanceof Scalar.Bytes ? 2 : 0;
    }

    private static int compareTexts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                // surrogates stand for code points above all others
                int bySurrogate = Boolean.compare(Character.isSurrogate(one), Character.isSurrogate(other));
                return bySurrogate != 0 ? bySurrogate : Character.compare(one, other);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int compareNumbers(Scalar a, Scalar b) {
        if (a instanceof Scalar.Int64 one) {
            return b instanceof Scalar.Int64 other
                    ? Long.compare(one.value(), other.value())
                    : compareExactly(one.value(), ((Scalar.Float64) b).value());
        }
        double one = ((Scalar.Float64) a).value();
        return b instanceof Scalar.Int64 other
                ? -compareExactly(other.value(), one)
                : compareDoubles(one, ((Scalar.Float64) b).value());
    }

    /** Not by way of a double, to which great integers would have to be rounded. */
    private static int compareExactly(long integer, double number) {
        if (number >= 0x1p63) {
            return -1;
        }
        if (number < -0x1p63) {
            return 1;
        }
        long whole = (long) number;
        return integer != whole ? Long.compare(integer, whole) : compareDoubles((double) whole, number);
    }

    /** Unlike {@link Double#compare}, zeros are equal. */
    private static int compareDoubles(double a, double b) {
        if (a == b) {
            return 0;
        }
        return a < b ? -1 : 1;
    }
}
