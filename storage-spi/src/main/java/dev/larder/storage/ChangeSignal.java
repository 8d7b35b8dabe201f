package dev.larder.storage;

/** Waiting for others to change something. {@link Store} says what holds for all methods. */
public interface ChangeSignal {

    /**
     * Begins to watch what is under a key: its row and the leases on it. To wait for a condition without missing the
     * change that fulfils it, begin to watch, then look at the condition, and only if it does not hold
     * {@linkplain ChangeWatch#await wait} and look again.
     *
     * <p>A change by this process is noticed at once, one by another process usually within 50 ms, without an upper
     * bound on a machine that is busy. All watches of a store share what it takes to notice the latter.
     *
     * @return the watch, which the caller closes
     */
    ChangeWatch watch(Key key);

    /**
     * Begins to watch a queue: the rows in it, whatever their keys. Otherwise as {@link #watch(Key)}.
     *
     * @return the watch, which the caller closes
     */
    ChangeWatch watch(Sequence.Queue queue);
}
