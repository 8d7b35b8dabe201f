package dev.larder.storage;

/** One caller's watch over a key; see {@link ChangeSignal#watch}. Used by one thread at a time. */
public interface ChangeWatch extends AutoCloseable {

    /**
     * Waits until something has been committed under the key since the watch began, or since this method last returned
     * true. It may also return true without that: look at what you wait for again.
     *
     * @param wait how long at most
     * @return false if {@code wait} is over
     * @throws StoreClosedException if the store is closed, also when that happens while this method waits
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(Wait wait) throws InterruptedException;

    /** Ends the watch. Closing twice has no effect. */
    @Override
    void close();
}
