package dev.larder.storage;

/** What an acknowledged write survives. */
public enum Durability {
    /** A killed process. A power failure may lose the last commits, never the store. */
    NORMAL,
    /**
     * A power failure as well: the database and value files with their directories are forced to the device before the
     * write returns.
     */
    FULL
}
