package dev.larder.storage;

import java.io.Closeable;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * An open value, as bytes: its length, streams over all or a part of it, and its file where there is one.
 *
 * <p>The content is fixed when the handle is made: later writes to the key, its removal or the closing of the store do
 * not change what the streams deliver (on operating systems that let an open file be deleted). Text is its UTF-8;
 * numbers have no bytes and are not offered as blobs. Safe for use by several threads; streams by one each. Close it
 * when done.
 */
public interface Blob extends Closeable {

    /** Length in bytes. */
    long length();

    /** When the value was stored. */
    Instant storeTime();

    /** A new stream over the whole value. Closing it does not close the blob. */
    InputStream stream();

    /**
     * A new stream over a range of bytes.
     *
     * @param offset first byte, from 0 to {@link #length()}
     * @param length number of bytes; the range must lie within the value
     * @throws IndexOutOfBoundsException if it does not
     */
    InputStream stream(long offset, long length);

    /**
     * The file that holds exactly the value, for handing over to a server or another process; empty if the value lies
     * in a row. The path stays valid until the entry is replaced or removed, by any process; for one that stays longer
     * see {@link PinStore}.
     */
    Optional<Path> path();

    /** Releases the value's file. Streams taken from this blob fail afterwards. Closing twice has no effect. */
    @Override
    void close();
}
