package dev.larder.codec.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Python {@code tuple}; a {@code list} is a {@link List}. Two are equal if their items are, byte arrays by content.
 * Unlike in Python, {@code 1}, {@code 1.0} and {@code true} differ, as their pickles do.
 *
 * <p>Immutable by agreement: the list is copied but what is in it is not, so byte arrays in a key must not change.
 */
public final class Tuple {

    private static final Tuple EMPTY = new Tuple(List.of());

    private final List<@Nullable Object> items;

    /** 0 until it is asked for, or if it is that. Threads may compute it at the same time, and come to the same. */
    private int hash;

    private Tuple(List<@Nullable Object> items) {
        this.items = items;
    }

    /** The tuple of these items, of which null stands for None. */
    public static Tuple of(@Nullable Object... items) {
        return copyOf(Arrays.asList(items));
    }

    /** The tuple of these items, of which null stands for None. */
    public static Tuple copyOf(List<? extends @Nullable Object> items) {
        return items.isEmpty() ? EMPTY : new Tuple(Collections.unmodifiableList(new ArrayList<>(items)));
    }

    /** How many items there are. */
    public int size() {
        return items.size();
    }

    /**
     * The item at a position from 0; null stands for None.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public @Nullable Object get(int position) {
        return items.get(position);
    }

    /** The items in order, unmodifiable; null stands for None. */
    public List<@Nullable Object> items() {
        return items;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Tuple tuple
                        && hashCode() == tuple.hashCode()
                        && Arrays.deepEquals(items.toArray(), tuple.items.toArray()));
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            for (Object item : items) {
                int itemHash =
                        item instanceof byte[] bytes ? Arrays.hashCode(bytes) : item == null ? 0 : item.hashCode();
                // spreads small numbers, of which tuples often are, better than a factor of 31 does
                result = (Integer.rotateLeft(result, 13) + itemHash + 1) * 0x9E3779B1;
            }
            hash = result;
        }
        return result;
    }

    /** How many items there are; not what they are, which may be private and long. */
    @Override
    public String toString() {
        return "Tuple[" + items.size() + " items]";
    }
}
