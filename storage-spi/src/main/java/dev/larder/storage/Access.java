package dev.larder.storage;

/** Whether reading a row counts as using it. */
public enum Access {
    /** Counts: for the statistics if they are on, and for the eviction policy if it looks at use. */
    RECORD,
    /** Leaves no trace. */
    IGNORE
}
