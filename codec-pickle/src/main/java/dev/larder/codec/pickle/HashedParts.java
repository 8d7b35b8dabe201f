package dev.larder.codec.pickle;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sets and maps of one pickle. Bounds what hashing and comparing may cost, which could otherwise be out of
 * proportion to the length of the pickle: large keys that occur again and again, and keys with equal hashes.
 */
final class HashedParts {

    /** What all keys together may weigh: one for each part, and the lengths of texts and byte strings. */
    private static final long WEIGHT = 1L << 24;

    private static final long WEIGHT_PER_BYTE = 8;

    /**
     * Java's hash tables compare keys of one hash in order if these have any, which tuples and frozensets do not: then
     * each is compared with all. Honest ones hardly ever collide.
     */
    private static final int MAX_COLLISIONS = 16;

    private final IdentityHashMap<Object, Long> weights = new IdentityHashMap<>();
    private final PythonKeys pythonKeys = new PythonKeys();
    private long left;

    /** @param length of the pickle */
    HashedParts(int length) {
        left = WEIGHT + WEIGHT_PER_BYTE * length;
    }

    /**
     * The items of a set. Of those that are equal in Python the first remains, as there.
     *
     * @throws IllegalArgumentException if one has no hash in Python, or they would cost too much
     */
    Set<@Nullable Object> set(List<? extends @Nullable Object> items) {
        Keys keys = new Keys();
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object item : items) {
            set.add(keys.firstEqual(item));
        }
        return set;
    }

    /**
     * The entries of a dict. Of keys that are equal in Python the first remains, with the last value, as there.
     *
     * @throws IllegalArgumentException if a key has no hash in Python, or they would cost too much
     */
    Map<@Nullable Object, @Nullable Object> map(List<? extends @Nullable Object> keysAndValues) {
        Keys keys = new Keys();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            map.put(keys.firstEqual(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
        return map;
    }

    /** The keys of one set or map. */
    private final class Keys {

        private final Map<@Nullable Object, @Nullable Object> firsts = new HashMap<>();
        private final Map<Integer, Integer> collisions = new HashMap<>();
        private final Map<Integer, Integer> collisionsInJava = new HashMap<>();

        /** The first of those keys that are equal to this one in Python. */
        @Nullable
        Object firstEqual(@Nullable Object key) {
            left -= weight(key);
            if (left < 0) {
                throw new IllegalArgumentException("has keys and items of sets that are too large together");
            }
            Object canonical = pythonKeys.canonical(key);
            bound(collisions, canonical);
            bound(collisionsInJava, key);
            Object own = key instanceof byte[] bytes ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : key;
            Object first = firsts.putIfAbsent(canonical, own);
            return first == null ? own : first;
        }

        private void bound(Map<Integer, Integer> collisions, @Nullable Object key) {
            if (key != null
                    && !(key instanceof Comparable || key instanceof byte[])
                    && collisions.merge(key.hashCode(), 1, Integer::sum) > MAX_COLLISIONS) {
                throw new IllegalArgumentException("has more than " + MAX_COLLISIONS + " keys or items with one hash");
            }
        }
    }

    private long weight(@Nullable Object key) {
        if (key instanceof String text) {
            return 1 + (long) text.length();
        }
        if (key instanceof byte[] bytes) {
            return 1 + (long) bytes.length;
        }
        if (key instanceof ByteBuffer bytes) {
            return 1 + (long) bytes.remaining();
        }
        if (key instanceof Tuple tuple) {
            return weight(tuple, tuple.items());
        }
        if (key instanceof FrozenSet set) {
            return weight(set, set);
        }
        if (key instanceof List || key instanceof Map || key instanceof Set || key instanceof ByteArray) {
            throw new IllegalArgumentException("has a " + key.getClass().getSimpleName()
                    + " as a key or as an item of a set, where Python has none");
        }
        return 1;
    }

    /** The weight of something with parts, which are gone through only once. */
    private long weight(Object whole, Iterable<@Nullable Object> parts) {
        Long known = weights.get(whole);
        if (known != null) {
            return known;
        }
        long weight = 1;
        for (Object part : parts) {
            weight += weight(part);
        }
        weights.put(whole, weight);
        return weight;
    }
}
