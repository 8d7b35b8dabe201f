package dev.larder.storage;

/** Whether reading a row counts as using it. */
public enum Access {
    /** Counts: for the statistics if they are on, and for the eviction policy if it looks at use. */
    RECORD,
    /**
     * Counts as {@link #RECORD} does, and what is read may be a little old: a storage that was told of a copy of the
     * rows that lags behind may find them there. What is not found there is looked for where rows are written, and so
     * is everything in a transaction.
     */
    RELAXED,
    /** Leaves no trace. */
    IGNORE
}
