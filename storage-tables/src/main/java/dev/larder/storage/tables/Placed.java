package dev.larder.storage.tables;

import dev.larder.storage.Content;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A value that has found its place: in its row, or in chunks. It is made before a transaction begins, so that none
 * waits for a stream; what does not fit in memory waits in a temporary file until then.
 */
final class Placed implements AutoCloseable {

    /** The most that a row holds: more is a burden to every reader of the row's neighbours. */
    private static final int LONGEST_INLINE = 256 * 1_024;

    private static final int BUFFER = 64 * 1_024;

    private final int encoding;
    private final int kind;
    private final @Nullable Scalar scalar;
    private final byte @Nullable [] bytes;
    private final @Nullable Path spool;
    private final long size;
    private final @Nullable Long content;

    private Placed(
            int encoding,
            int kind,
            @Nullable Scalar scalar,
            byte @Nullable [] bytes,
            @Nullable Path spool,
            long size,
            @Nullable Long content) {
        this.encoding = encoding;
        this.kind = kind;
        this.scalar = scalar;
        this.bytes = bytes;
        this.spool = spool;
        this.size = size;
        this.content = content;
    }

    /** @param longestInline from which length on a value lies in chunks, as the settings say it */
    static Placed of(Content content, long longestInline) {
        if (content instanceof Content.Streamed streamed) {
            return spooled(streamed);
        }
        Encoded encoded = (Encoded) content;
        Scalar scalar = encoded.scalar();
        int kind = Scalars.kind(scalar);
        if (isInline(scalar, longestInline)) {
            return new Placed(encoded.encoding(), kind, scalar, null, null, 0, null);
        }
        byte[] bytes = Scalars.bytes(scalar);
        return new Placed(encoded.encoding(), kind, null, bytes, null, bytes == null ? 0 : bytes.length, newContent());
    }

    private static boolean isInline(Scalar scalar, long longestInline) {
        long limit = Math.min(longestInline, LONGEST_INLINE);
        if (scalar instanceof Scalar.Bytes value) {
            return value.value().length < limit;
        }
        if (scalar instanceof Scalar.Text text) {
            String value = text.value();
            // code points count, of which there are at least half as many as chars
            return value.length() < limit
                    || (value.length() / 2 < limit && value.codePointCount(0, value.length()) < limit);
        }
        return true;
    }

    private static Placed spooled(Content.Streamed streamed) {
        Path spool = temporaryFile();
        boolean isKept = false;
        try {
            long size = copy(streamed.source(), spool);
            isKept = true;
            return new Placed(streamed.encoding(), Scalars.BYTES, null, null, spool, size, newContent());
        } finally {
            if (!isKept) {
                delete(spool);
            }
        }
    }

    private static Path temporaryFile() {
        try {
            return Files.createTempFile("larder", ".value");
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    /** What fails at the source is the caller's; what fails at the file is the disk's. */
    private static long copy(InputStream source, Path file) {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = read(source, buffer); read >= 0; read = read(source, buffer)) {
                out.write(buffer, 0, read);
                copied += read;
            }
        } catch (IOException e) {
            throw cannotKeep(e);
        }
        return copied;
    }

    private static int read(InputStream source, byte[] buffer) {
        try {
            return source.read(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("The value could not be read: " + e.getMessage(), e);
        }
    }

    private static StorageException cannotKeep(IOException cause) {
        return new StorageException(
                "The value could not be kept in a temporary file in " + System.getProperty("java.io.tmpdir") + ": "
                        + cause.getMessage() + "; make room there, or name another directory by java.io.tmpdir",
                cause);
    }

    private static Long newContent() {
        return ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    }

    private static void delete(@Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException("The temporary file " + file + " could not be deleted", e);
            }
        }
    }

    /** As what the value is encoded. */
    int encoding() {
        return encoding;
    }

    /** What the bytes are. */
    int kind() {
        return kind;
    }

    /** The value, or null if it lies in chunks. */
    @Nullable
    Scalar scalar() {
        return scalar;
    }

    /** The number of the chunks, or null if the value lies in its row. */
    @Nullable
    Long content() {
        return content;
    }

    /** Bytes in chunks. */
    long size() {
        return size;
    }

    /** What the value takes, about: in its row or in chunks. */
    long weight() {
        if (scalar instanceof Scalar.Bytes value) {
            return value.value().length;
        }
        return scalar instanceof Scalar.Text text ? text.value().length() : Long.BYTES + size;
    }

    /** The bytes that go into chunks. */
    InputStream open() throws IOException {
        if (spool != null) {
            return Files.newInputStream(spool);
        }
        return new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
    }

    @Override
    public void close() {
        delete(spool);
    }
}
