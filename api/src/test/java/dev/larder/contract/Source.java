package dev.larder.contract;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A stream of bytes that can fail on the way, comes in pieces, and knows whether it was closed. */
final class Source extends InputStream {

    static final String FAILURE = "the source broke off";

    private final byte[] bytes;
    private final int failAt;
    private final @Nullable RuntimeException failure;
    private int next;
    private boolean closed;

    private Source(byte[] bytes, int failAt, @Nullable RuntimeException failure) {
        this.bytes = bytes;
        this.failAt = failAt;
        this.failure = failure;
    }

    static Source of(byte... bytes) {
        return new Source(bytes, Integer.MAX_VALUE, null);
    }

    /** The same, failing with an {@link IOException} after so many bytes. */
    Source failingAt(int offset) {
        return new Source(bytes, offset, null);
    }

    /** The same, failing with {@code failure} after so many bytes. */
    Source failingAt(int offset, RuntimeException failure) {
        return new Source(bytes, offset, failure);
    }

    /** How many bytes were read. */
    int position() {
        return next;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** At most a thousand bytes at a time: who reads once has not read all. */
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
        int count = Math.min(Math.min(length, 1_000), Math.min(bytes.length, failAt) - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}
