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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Python holds to be equal among the keys of a dict or the items of a set: there, {@code 1}, {@code 1.0} and
 * {@code True} are one key. Made for the keys of one pickle, of which it knows those again that occur several times.
 */
final class PythonKeys {

    /** The first double beyond all longs. */
    private static final double LONGS = 0x1p63;

    /** No double has as many before its point, or as many zeros behind it. */
    private static final int DIGITS_OF_DOUBLES = 400;

    /** Of each tuple and frozenset that was met, what stands for it; what many others hold is gone through once. */
    private final IdentityHashMap<Object, Object> wholes = new IdentityHashMap<>();

    /**
     * Refuses keys that Python could not tell apart, or could not have as keys.
     *
     * @throws IllegalArgumentException naming the class of the key
     */
    static void require(Collection<? extends @Nullable Object> keys) {
        PythonKeys known = new PythonKeys();
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object key : keys) {
            if (!seen.add(known.canonical(key))) {
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
    @Nullable
    Object canonical(@Nullable Object key) {
        if (key == null || key instanceof String || key instanceof Long) {
            return key;
        }
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
            return whole(tuple, tuple.items(), Tuple::copyOf);
        }
        if (key instanceof FrozenSet set) {
            return whole(set, set, FrozenSet::copyOf);
        }
        if (key instanceof List || key instanceof Map || key instanceof Set || key instanceof ByteArray) {
            throw new IllegalArgumentException("a " + name(key)
                    + " is a key of a map or an item of a set, which Python does not have; use Tuple, FrozenSet or"
                    + " byte[]");
        }
        return key;
    }

    /** The key itself if that is how its parts are, so that parts which many keys share stay shared. */
    private Object whole(
            Object key,
            Collection<? extends @Nullable Object> parts,
            Function<? super List<@Nullable Object>, ?> copy) {
        Object known = wholes.get(key);
        if (known == null) {
            List<@Nullable Object> canonical = new ArrayList<>(parts.size());
            boolean isChanged = false;
            for (Object part : parts) {
                Object each = canonical(part);
                isChanged |= each != part;
                canonical.add(each);
            }
            known = isChanged ? copy.apply(canonical) : key;
            wholes.put(key, known);
        }
        return known;
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
