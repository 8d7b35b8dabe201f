package dev.larder.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in sequences: queues whose keys are numbers, and all rows in insertion order. {@link Store} says what holds for
 * all methods.
 */
public interface SequenceStore {

    /**
     * Adds rows at one end of a queue, the first item first.
     *
     * @return their keys, in the order of {@code items}
     * @throws StoreFullException if the queue's numbers have reached their end on that side
     */
    List<Key> append(Sequence.Queue queue, Side side, List<Item> items, Cull cull, Wait wait);

    /**
     * Removes the first live row at one end and returns it, or null when there is none. Expired rows met on the way are
     * removed, and rows whose value file is gone as well.
     *
     * @param fetch how much of it to return
     */
    @Nullable
    Row take(Sequence sequence, Side side, Fetch fetch, Wait wait);

    /** Returns what {@link #take} would, leaving it in place. */
    @Nullable
    Row peek(Sequence sequence, Side side, Fetch fetch, Wait wait);
}
