package dev.larder.storage;

import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key. A row whose expiry time has come counts as absent in every method on a single key; it is there for
 * counts, pages and purges. {@link Store} says what holds for all methods.
 */
public interface EntryStore {

    /**
     * The live value under {@code key}, or null. A row whose value file is gone or has another length than the row says
     * counts as absent and, in the statistics, as a miss.
     */
    @Nullable
    Encoded get(Key key, Access access);

    /** The live row under {@code key}, or null; as {@link #get}, with as much as {@code fetch} asks for. */
    @Nullable
    Row find(Key key, Fetch fetch, Access access);

    /**
     * The live rows under {@code keys}, each once, in no particular order, from one state of the store.
     * {@link Fetch#BLOB} is refused.
     */
    List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access);

    /**
     * Writes one row if the condition holds. A replaced row keeps its place in insertion order and the spelling of its
     * key; everything else is new.
     *
     * @param previous how much of the row before to return, or null for nothing of it; {@link Fetch#BLOB} is refused
     * @throws UncheckedIOException if a streamed content cannot be read; nothing is left behind
     */
    default Stored store(Key key, Item item, Condition condition, @Nullable Fetch previous, Cull cull, Wait wait) {
        return store(key, item, condition, Placing.KEEP, previous, cull, wait);
    }

    /**
     * Writes one row if the condition holds, and gives it a place in insertion order; otherwise as {@link #store(Key,
     * Item, Condition, Fetch, Cull, Wait)}.
     */
    Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait);

    /** Writes all rows, without condition, in the order of the map's iteration. */
    void storeAll(Map<Key, Item> items, Cull cull, Wait wait);

    /**
     * Removes the live row under {@code key} if the condition holds and returns it, or null. An expired row stays, for
     * the next purge.
     *
     * @param fetch how much of it to return
     */
    @Nullable
    Row remove(Key key, Condition condition, Fetch fetch, Wait wait);

    /** Removes the live rows under {@code keys}; returns how many there were. */
    long removeAll(Collection<Key> keys, Wait wait);

    /**
     * Adds to the number under {@code key} in place; expiry and tag stay. An integer {@code delta} is for integers; a
     * floating one makes an integer floating.
     *
     * @param delta what to add, a number
     * @param initial what to add to when there is no live row, a number of the type of {@code delta}; the new row has
     *     no expiry and no tag. Null: do nothing then
     * @return the sum, of the type of {@code delta}, or null when there is no live row and no {@code initial}
     * @throws ArithmeticException if integers add up to more than 64 bits, or floating numbers to {@code NaN}; nothing
     *     changes
     * @throws SerializationException if the value is not a number, or is floating and {@code delta} is an integer;
     *     nothing changes
     */
    @Nullable
    Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait);

    /**
     * Gives the live row under {@code key} another expiry if the condition holds; returns whether there was such a row.
     */
    boolean touch(Key key, Expiry expiry, Condition condition, Wait wait);

    /**
     * Removes up to {@code limit} selected rows in one transaction. To remove all, call it until there are no more:
     * other writers get their turn in between.
     */
    Purged purge(Selection selection, int limit, Wait wait);

    /** One page of rows, expired ones included, from one state of the store. */
    List<Row> page(PageRequest request);

    /** How many rows have a key in {@code range}, expired ones included. They are counted at each call, one by one. */
    long count(KeyRange range);
}
