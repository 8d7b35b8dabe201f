package dev.larder.storage.jooq;

import dev.larder.storage.Blob;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value as bytes, from a file that it keeps open or from memory. */
public final class StoredBlob implements Blob {

    private final Bytes bytes;
    private final long length;
    private final Instant storeTime;
    private final @Nullable Path path;
    private volatile boolean closed;

    private StoredBlob(Bytes bytes, long length, double storeTime, @Nullable Path path) {
        this.bytes = bytes;
        this.length = length;
        this.storeTime = EpochSeconds.instant(storeTime);
        this.path = path;
    }

    /**
     * A blob on a value that lies in its row.
     *
     * @param storeTime when it was stored, in seconds since 1970
     */
    public static Blob inMemory(byte[] value, double storeTime) {
        return new StoredBlob(new MemoryBytes(value), value.length, storeTime, null);
    }

    /**
     * A blob on all of an open file, which closing the blob closes.
     *
     * @param storeTime when the value was stored, in seconds since 1970
     * @param path what {@link #path()} says, or null for nothing
     */
    public static Blob inFile(RandomAccessFile file, long length, double storeTime, @Nullable Path path) {
        return new StoredBlob(new FileBytes(file), length, storeTime, path);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Instant storeTime() {
        return storeTime;
    }

    @Override
    public InputStream stream() {
        return new Range(0, length);
    }

    @Override
    public InputStream stream(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, this.length);
        return new Range(offset, offset + length);
    }

    @Override
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    @Override
    public void close() {
        closed = true;
        bytes.close();
    }

    /** Bytes that can be read from any position by any thread. */
    private interface Bytes {

        /** Reads at least one byte, at most {@code count}; returns how many, or -1 at the end. */
        int read(long position, byte[] target, int offset, int count) throws IOException;

        void close();
    }

    private record MemoryBytes(byte[] value) implements Bytes {

        @Override
        public int read(long position, byte[] target, int offset, int count) {
            int read = Math.min(count, value.length - (int) position);
            System.arraycopy(value, (int) position, target, offset, read);
            return read;
        }

        @Override
        public void close() {}
    }

    /** An open file. Not a channel: an interrupted thread would close that for all others. */
    private record FileBytes(RandomAccessFile file) implements Bytes {

        @Override
        public int read(long position, byte[] target, int offset, int count) throws IOException {
            synchronized (file) {
                file.seek(position);
                return file.read(target, offset, count);
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("Cannot close the file of a value: " + e.getMessage(), e);
            }
        }
    }

    /** A stream over a part of the blob. */
    private final class Range extends InputStream {

        private long position;
        private final long end;

        Range(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, target.length);
            if (closed) {
                throw new IOException("The blob is closed; read its streams before closing it");
            }
            if (count == 0) {
                return 0;
            }
            if (position == end) {
                return -1;
            }
            int read = bytes.read(position, target, offset, (int) Math.min(count, end - position));
            if (read < 0) {
                throw new EOFException("The value file became shorter than " + length + " bytes while it was read");
            }
            position += read;
            return read;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, end - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, end - position);
        }
    }
}
