package dev.larder.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in sequences: queues whose keys are numbers, and all rows in insertion order. {@link Store} says what holds for
 * all methods.
 */
public interface SequenceStore {

    /** As {@link #append(Sequence.Queue, Side, List, Bound, Cull, Wait)}, without a bound; returns the keys. */
    default List<Key> append(Sequence.Queue queue, Side side, List<Item> items, Cull cull, Wait wait) {
        return append(queue, side, items, Bound.none(), cull, wait).keys();
    }

    /**
     * Adds rows at one end of a queue, the first item first: all of them, or none if the bound refuses them.
     *
     * @return their keys, in the order of {@code items}, and what made way for them
     * @throws StoreFullException if the queue's numbers have reached their end on that side
     */
    Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait);

    /**
     * Removes the first live row at one end and returns it, or null when there is none. Expired rows met on the way are
     * removed, and rows whose value file is gone as well.
     *
     * @param fetch how much of it to return
     */
    @Nullable
    Row take(Sequence sequence, Side side, Fetch fetch, Wait wait);

    /** Returns what {@link #take} would, leaving it in place. */
    default @Nullable Row peek(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        return peek(sequence, side, 0, fetch, wait);
    }

    /**
     * Returns the live row that {@link #take} would return after {@code offset} other live rows, leaving all in place;
     * null when there are not so many. If its value file is gone, the next one behind it.
     *
     * @throws IllegalArgumentException if {@code offset} is negative
     */
    @Nullable
    Row peek(Sequence sequence, Side side, long offset, Fetch fetch, Wait wait);

    /**
     * Puts the rows of a queue into another order. Rows keep everything but their keys. The time it takes grows with
     * the rows that get other keys: with a rotation not more than its distance, nor than half of the queue.
     *
     * @throws StoreFullException if the queue's numbers have reached their end on the side where rows go
     */
    void renumber(Sequence.Queue queue, Renumbering order, Wait wait);
}
