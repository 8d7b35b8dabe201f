package dev.larder;

/** What to do with a value that the codec cannot read. */
public enum Undecodable {
    /** Throw {@link dev.larder.storage.SerializationException}. */
    FAIL,
    /** Take the entry for absent: reads miss, listings skip it. It stays until it is replaced or removed. */
    MISS
}
