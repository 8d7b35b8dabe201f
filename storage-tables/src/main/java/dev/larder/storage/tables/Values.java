package dev.larder.storage.tables;

import dev.larder.storage.Blob;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.StoredBlob;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns rows into what callers see, with their values wherever these lie. */
final class Values {

    private final Chunks chunks;

    Values(Chunks chunks) {
        this.chunks = chunks;
    }

    /** The row with as much as {@code fetch} asks for; null if its value was asked for and its chunks are gone. */
    @Nullable
    Row row(Tx tx, EntryRow stored, Fetch fetch) throws SQLException {
        Encoded value = fetch == Fetch.VALUE ? value(tx, stored) : null;
        Blob blob = fetch == Fetch.BLOB ? blob(tx, stored) : null;
        if (stored.content() != null && fetch != Fetch.METADATA && value == null && blob == null) {
            return null;
        }
        return row(stored, value, blob);
    }

    /** The row without its value. */
    static Row metadata(EntryRow stored) {
        return row(stored, null, null);
    }

    private static Row row(EntryRow stored, @Nullable Encoded value, @Nullable Blob blob) {
        return new Row(
                stored.place(),
                stored.key(),
                value,
                blob,
                stored.encoding(),
                stored.storeTime(),
                stored.expireTime(),
                stored.accessTime(),
                stored.accessCount(),
                stored.tag(),
                stored.size());
    }

    /** The value, or null if its chunks are gone. */
    @Nullable
    Encoded value(Tx tx, EntryRow stored) throws SQLException {
        return value(tx, stored.encoding(), stored.valueKind(), stored.value(), stored.content(), stored.size());
    }

    /** As the method for rows, for an item of the work queue. */
    @Nullable
    Encoded value(Tx tx, WorkRow stored) throws SQLException {
        return value(tx, stored.encoding(), stored.valueKind(), stored.value(), stored.content(), stored.size());
    }

    private @Nullable Encoded value(
            Tx tx, int encoding, int kind, @Nullable Scalar inline, @Nullable Long content, long size)
            throws SQLException {
        if (content == null) {
            return inline == null ? null : new Encoded(inline, encoding);
        }
        byte[] bytes = chunks.read(tx, content, size);
        return bytes == null ? null : new Encoded(Scalars.ofBytes(kind, bytes), encoding);
    }

    /** A handle on the bytes of a value; null if its chunks are gone, or if it is a number. */
    private @Nullable Blob blob(Tx tx, EntryRow stored) throws SQLException {
        if (stored.content() != null) {
            return spooled(tx, stored.content(), stored.size(), stored.storeTime());
        }
        byte[] bytes = stored.value() == null ? null : Scalars.bytes(stored.value());
        return bytes == null ? null : StoredBlob.inMemory(bytes, stored.storeTime());
    }

    /** Copied into a temporary file, which stays as it is whatever becomes of the row, and holds no connection. */
    private @Nullable Blob spooled(Tx tx, long content, long size, double storeTime) throws SQLException {
        try {
            Path file = Files.createTempFile("larder", ".blob");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    if (!chunks.copy(tx, content, size, out)) {
                        return null;
                    }
                }
                RandomAccessFile open = new RandomAccessFile(file.toFile(), "r");
                return StoredBlob.inFile(open, size, storeTime, null);
            } finally {
                // an open file stays readable when it has no name any more
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The value could not be kept in a temporary file: " + e.getMessage(), e);
        }
    }

    /** Whether the row has this value. */
    boolean holds(Tx tx, EntryRow stored, Encoded value) throws SQLException {
        if (stored.encoding() != value.encoding() || stored.valueKind() != Scalars.kind(value.scalar())) {
            return false;
        }
        if (stored.content() == null) {
            return value.scalar().equals(stored.value());
        }
        byte[] expected = Scalars.bytes(value.scalar());
        return expected != null
                && expected.length == stored.size()
                && Arrays.equals(expected, chunks.read(tx, stored.content(), stored.size()));
    }
}
