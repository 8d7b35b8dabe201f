package dev.larder.codec.pickle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Python holds to be equal among the keys of a dict or the items of a set: there, {@code 1}, {@code 1.0} and
 * {@code True} are one key.
 */
final class PythonKeys {

    /** The first double beyond all longs. */
    private static final double LONGS = 0x1p63;

    /** No double has as many before its point, or as many zeros behind it. */
    private static final int DIGITS_OF_DOUBLES = 400;

    private PythonKeys() {}

    /**
     * Refuses keys that Python could not tell apart, or could not have as keys.
     *
     * @throws IllegalArgumentException naming the class of the key
     */
    static void require(Collection<? extends @Nullable Object> keys) {
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (!seen.add(canonical(key))) {
                throw new IllegalArgumentException("a set or a map has keys that are different in Java and equal in"
                        + " Python, one of them a " + name(key));
            }
        }
    }

    /**
     * The same object for all that are equal in Python, and different ones for all others.
     *
     * @throws IllegalArgumentException if Python does not have it as a key
     */
    static @Nullable Object canonical(@Nullable Object key) {
        if (key instanceof Boolean bool) {
            return bool ? 1L : 0L;
        }
        if (key instanceof BigInteger number) {
            return canonical(number);
        }
        if (key instanceof BigDecimal number) {
            return canonical(number);
        }
        if (key instanceof Double || key instanceof Float) {
            double number = ((Number) key).doubleValue();
            return number == (long) number && Math.abs(number) < LONGS ? (Object) (long) number : (Object) number;
        }
        if (key instanceof Number number) {
            return number.longValue();
        }
        if (key instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (key instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (key instanceof OffsetTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC);
        }
        if (key instanceof Tuple tuple) {
            return Tuple.copyOf(canonicals(tuple.items()));
        }
        if (key instanceof FrozenSet set) {
            return FrozenSet.copyOf(canonicals(set));
        }
        if (key instanceof List || key instanceof Map || key instanceof Set || key instanceof ByteArray) {
            throw new IllegalArgumentException("a " + name(key)
                    + " is a key of a map or an item of a set, which Python does not have; use Tuple, FrozenSet or"
                    + " byte[]");
        }
        return key;
    }

    private static List<@Nullable Object> canonicals(Collection<? extends @Nullable Object> keys) {
        List<@Nullable Object> list = new ArrayList<>(keys.size());
        for (Object key : keys) {
            list.add(canonical(key));
        }
        return list;
    }

    private static Object canonical(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest)
                        && new BigDecimal(nearest).toBigInteger().equals(number)
                ? nearest
                : number;
    }

    private static Object canonical(BigDecimal number) {
        // the digits before the point, known without writing out what may be 1E+1000000000
        long digits = (long) number.precision() - number.scale();
        if (number.signum() == 0) {
            return 0L;
        }
        if (digits <= KnownClasses.MAX_DIGITS && number.stripTrailingZeros().scale() <= 0) {
            return canonical(number.toBigInteger());
        }
        double nearest = Math.abs(digits) < DIGITS_OF_DOUBLES ? number.doubleValue() : Double.NaN;
        return Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0
                ? nearest
                : number.stripTrailingZeros();
    }

    private static String name(@Nullable Object key) {
        return key == null ? "null" : key.getClass().getName();
    }
}
