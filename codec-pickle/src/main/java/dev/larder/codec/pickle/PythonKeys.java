package dev.larder.codec.pickle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
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

    /** The same object for all that are equal in Python. */
    private static @Nullable Object canonical(@Nullable Object key) {
        if (key instanceof Boolean bool) {
            return bool ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        if (key instanceof Double || key instanceof Float) {
            double number = ((Number) key).doubleValue();
            return Double.isFinite(number) ? new BigDecimal(number).stripTrailingZeros() : (Object) number;
        }
        if (key instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        if (key instanceof BigInteger number) {
            return new BigDecimal(number).stripTrailingZeros();
        }
        if (key instanceof Number number) {
            return BigDecimal.valueOf(number.longValue()).stripTrailingZeros();
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
            return tuple.items().stream().map(PythonKeys::canonical).toList();
        }
        if (key instanceof FrozenSet) {
            return key;
        }
        if (key instanceof List || key instanceof Map || key instanceof Set || key instanceof ByteArray) {
            throw new IllegalArgumentException("a " + name(key)
                    + " is a key of a map or an item of a set, which Python does not have; use Tuple, FrozenSet or"
                    + " byte[]");
        }
        return key;
    }

    private static String name(@Nullable Object key) {
        return key == null ? "null" : key.getClass().getName();
    }
}
