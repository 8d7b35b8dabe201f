package dev.larder.storage;

/** How much of a row to read. */
public enum Fetch {
    /** Everything but the value: the value's file, if it has one, is not touched. */
    METADATA,
    /** The value too, in memory. */
    VALUE,
    /** A {@link Blob} on the value, which is not read into memory unless it lies in the row. */
    BLOB
}
