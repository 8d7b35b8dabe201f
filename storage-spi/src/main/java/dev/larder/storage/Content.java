package dev.larder.storage;

import java.io.InputStream;

/**
 * What a write puts under a key: an encoded value in memory, or a stream of bytes that the storage reads to its end.
 */
public sealed interface Content permits Encoded, Content.Streamed {

    /** The number of the codec that made the value; see {@link Encoding}. */
    int encoding();

    /**
     * Bytes to be read once, to the end, by the storage; they are never held in memory as a whole. The caller keeps the
     * stream and closes it.
     */
    record Streamed(InputStream source, int encoding) implements Content {}
}
