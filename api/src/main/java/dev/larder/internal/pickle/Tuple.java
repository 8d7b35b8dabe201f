package dev.larder.internal.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python tuple. Two are equal if their items are, byte arrays by content; unlike in Python {@code 1}, {@code 1.0} and
 * {@code true} differ, as their pickles do.
 *
 * <p>Immutable by agreement: byte arrays in it are not copied, so nobody may change them afterwards.
 */
public final class Tuple {

    /** How deep tuples may be nested, the outermost counted. */
    public static final int MAX_DEPTH = 100;

    /**
     * How large a tuple may be: one for each part at every depth, and the lengths of all texts and byte strings. A part
     * that occurs often counts each time, so that no small pickle can claim to be a tuple nobody could walk through.
     */
    public static final int MAX_SIZE = 1 << 26;

    private static final Tuple EMPTY = new Tuple(List.of());

    private final List<@Nullable Object> items;
    private final int depth;
    private final int size;

    private Tuple(List<@Nullable Object> items) {
        int deepest = 0;
        long total = 1;
        for (Object item : items) {
            if (item instanceof Tuple tuple) {
                deepest = Math.max(deepest, tuple.depth);
                total += tuple.size;
            } else if (item instanceof String text) {
                total += 1 + (long) text.length();
            } else if (item instanceof byte[] bytes) {
                total += 1 + (long) bytes.length;
            } else {
                total++;
            }
        }
        if (deepest == MAX_DEPTH) {
            throw new IllegalArgumentException("Tuples are nested deeper than " + MAX_DEPTH
                    + "; use fewer levels, or a text that stands for them");
        }
        if (total > MAX_SIZE) {
            throw new IllegalArgumentException("A tuple has a size of " + total + " where " + MAX_SIZE
                    + " is the most; use a digest of what is large in it");
        }
        this.items = items;
        this.depth = deepest + 1;
        this.size = (int) total;
    }

    /**
     * The tuple of these items.
     *
     * @throws IllegalArgumentException if it is nested deeper than {@link #MAX_DEPTH} or larger than {@link #MAX_SIZE}
     */
    public static Tuple of(@Nullable Object... items) {
        return copyOf(Arrays.asList(items));
    }

    /**
     * The tuple of these items.
     *
     * @throws IllegalArgumentException if it is nested deeper than {@link #MAX_DEPTH} or larger than {@link #MAX_SIZE}
     */
    public static Tuple copyOf(List<? extends @Nullable Object> items) {
        return items.isEmpty() ? EMPTY : new Tuple(Collections.unmodifiableList(new ArrayList<>(items)));
    }

    /** The items in order; null stands for None. */
    public List<@Nullable Object> items() {
        return items;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tuple tuple
                && size == tuple.size
                && Arrays.deepEquals(items.toArray(), tuple.items.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(items.toArray());
    }

    /** How many items there are; not what they are, which may be private and long. */
    @Override
    public String toString() {
        return "Tuple[" + items.size() + " items]";
    }
}
