package dev.larder.storage;

/**
 * Is told of removed and replaced rows, after the commit that removed them, on the thread that did, with no lock held.
 */
@FunctionalInterface
public interface RemovalObserver {

    /**
     * Takes note of one row that is gone.
     *
     * @param row the row as it was, without its value
     * @param cause why it is gone
     */
    void removed(Row row, RemovalCause cause);
}
