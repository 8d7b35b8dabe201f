package dev.larder;

/** What to do with a value, or a listed key, that the codec cannot read. */
public enum Undecodable {
    /** Throw {@link dev.larder.storage.SerializationException}, naming key, encoding number and codec. */
    FAIL,
    /**
     * Take the entry for absent: reads miss, listings and queues pass over it. It stays until it is replaced or
     * removed.
     */
    MISS
}
