package dev.larder.storage;

/** What some storages can do and others cannot. Asked for, never guessed. */
public enum Capability {
    /**
     * Large values are files of their own, with a {@link Blob#path()}, and any value can be {@link PinStore pinned}.
     */
    VALUE_FILES,
    /** Other processes can use the store at the same time. */
    MULTIPLE_PROCESSES,
    /** The store survives its process. */
    PERSISTENT,
    /** Those who write come one after the other, so that a transaction keeps all others waiting who want to write. */
    SINGLE_WRITER,
    /**
     * The store holds caches and nothing else: when its server crashes it may lose all rows at once, while those who
     * use it go on. It keeps its settings.
     */
    CACHES_ONLY
}
