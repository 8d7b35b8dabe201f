package dev.larder;

/**
 * Is told how far an operation in batches has come. It runs between two batches, on the calling thread; an exception
 * ends the operation and passes through.
 */
@FunctionalInterface
public interface Progress {

    /** Does nothing. */
    Progress NONE = removed -> {};

    /** {@code removed} entries have been removed so far. */
    void removed(long removed);
}
