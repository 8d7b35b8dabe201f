package dev.larder.storage.contract;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of keys, as plainly as it can be said; equal are keys that are one row. */
final class KeyOrder implements Comparator<Key> {

    static final Comparator<Scalar> SCALARS = KeyOrder::compareScalars;

    @Override
    public int compare(Key a, Key b) {
        int byScalar = compareScalars(a.scalar(), b.scalar());
        return byScalar != 0 ? byScalar : Boolean.compare(b.pickled(), a.pickled());
    }

    private static int compareScalars(Scalar a, Scalar b) {
        int byKind = Integer.compare(kind(a), kind(b));
        if (byKind != 0) {
            return byKind;
        }
        return kind(a) == 0 ? compareNumbers(a, b) : Arrays.compareUnsigned(bytes(a), bytes(b));
    }

    /** Numbers, then texts, then bytes. */
    private static int kind(Scalar scalar) {
        if (scalar instanceof Scalar.Text) {
            return 1;
        }
        return scalar instanceof Scalar.Bytes ? 2 : 0;
    }

    private static int compareNumbers(Scalar a, Scalar b) {
        if (isInfinite(a) || isInfinite(b)) {
            return Double.compare(infiniteOrZero(a), infiniteOrZero(b));
        }
        return exact(a).compareTo(exact(b));
    }

    private static boolean isInfinite(Scalar scalar) {
        return scalar instanceof Scalar.Float64 number && Double.isInfinite(number.value());
    }

    private static double infiniteOrZero(Scalar scalar) {
        return isInfinite(scalar) ? ((Scalar.Float64) scalar).value() : 0;
    }

    private static BigDecimal exact(Scalar scalar) {
        return scalar instanceof Scalar.Int64 integer
                ? BigDecimal.valueOf(integer.value())
                : new BigDecimal(((Scalar.Float64) scalar).value());
    }

    /** Order by UTF-8 is order by code point. */
    private static byte[] bytes(Scalar scalar) {
        return scalar instanceof Scalar.Text text
                ? text.value().getBytes(StandardCharsets.UTF_8)
                : ((Scalar.Bytes) scalar).value();
    }
}
