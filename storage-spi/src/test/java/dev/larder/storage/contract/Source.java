package dev.larder.storage.contract;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes that can fail or pause on the way, comes in pieces of a given size, and knows whether it was
 * closed.
 */
final class Source extends InputStream {

    static final String FAILURE = "the source broke off";

    private final byte[] bytes;
    private final int pieces;
    private final int failAt;
    private final @Nullable RuntimeException failure;
    private int pauseAt = Integer.MAX_VALUE;
    private @Nullable Runnable pause;
    private int next;
    private boolean closed;

    private Source(byte[] bytes, int pieces, int failAt, @Nullable RuntimeException failure) {
        this.bytes = bytes;
        this.pieces = pieces;
        this.failAt = failAt;
        this.failure = failure;
    }

    static Source of(byte[] bytes) {
        return new Source(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE, null);
    }

    /** The same, giving at most so many bytes at a time. */
    Source inPiecesOf(int length) {
        return new Source(bytes, length, failAt, failure);
    }

    /** The same, failing with an {@link IOException} after so many bytes. */
    Source failingAt(int offset) {
        return new Source(bytes, pieces, offset, null);
    }

    /** The same, failing with {@code failure} after so many bytes. */
    Source failingAt(int offset, RuntimeException failure) {
        return new Source(bytes, pieces, offset, failure);
    }

    /** Itself, running {@code pause} once before it gives the byte at this offset. */
    Source pausingAt(int offset, Runnable pause) {
        this.pauseAt = offset;
        this.pause = pause;
        return this;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (next >= failAt) {
            if (failure != null) {
                throw failure;
            }
            throw new IOException(FAILURE);
        }
        if (next == bytes.length) {
            return -1;
        }
        if (next == pauseAt && pause != null) {
            pauseAt = Integer.MAX_VALUE;
            pause.run();
        }
        int end = Math.min(Math.min(bytes.length, failAt), pauseAt);
        int count = Math.min(Math.min(length, pieces), end - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
