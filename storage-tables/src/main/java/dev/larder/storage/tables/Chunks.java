package dev.larder.storage.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Values that are too large for their rows, in pieces. */
final class Chunks {

    private static final int LENGTH = 256 * 1_024;

    /** So many pieces go to the database at a time. */
    private static final int BATCH = 8;

    private final long collection;

    Chunks(long collection) {
        this.collection = collection;
    }

    /** Writes the pieces of a value, if it lies in pieces. */
    void write(Tx tx, Placed value) throws SQLException {
        if (value.content() == null) {
            return;
        }
        Call insert = tx.call(Sql.INSERT_CHUNK, collection).set(Parameter.CONTENT, value.content());
        try (InputStream in = value.open()) {
            int seq = 0;
            for (byte[] piece = in.readNBytes(LENGTH); piece.length > 0; piece = in.readNBytes(LENGTH)) {
                insert.set(Parameter.SEQ, seq).set(Parameter.BYTE_VALUE, piece).add();
                seq++;
                if (seq % BATCH == 0) {
                    insert.runAll();
                }
            }
            insert.runAll();
        } catch (IOException e) {
            throw new UncheckedIOException("The value could not be read again: " + e.getMessage(), e);
        }
    }

    void delete(Tx tx, @Nullable Long content) throws SQLException {
        if (content != null) {
            tx.call(Sql.DELETE_CHUNKS, collection)
                    .set(Parameter.CONTENT, content)
                    .update();
        }
    }

    /** The same for many contents, of which there is one at least. */
    void deleteAll(Tx tx, long[] contents) throws SQLException {
        tx.call(Sql.DELETE_ALL_CHUNKS, collection)
                .set(Parameter.CONTENTS, contents)
                .update();
    }

    /** Copies the pieces of a value; returns whether they were as many bytes as there should be. */
    boolean copy(Tx tx, long content, long size, OutputStream out) throws SQLException {
        long copied = 0;
        Call find = tx.call(Sql.CHUNK, collection).set(Parameter.CONTENT, content);
        for (int seq = 0; copied < size; seq++) {
            byte[] piece = find.set(Parameter.SEQ, seq).first(row -> row.getBytes(1));
            if (piece == null) {
                return false;
            }
            try {
                out.write(piece);
            } catch (IOException e) {
                throw new UncheckedIOException("The value could not be kept in a temporary file: " + e.getMessage(), e);
            }
            copied += piece.length;
        }
        return copied == size;
    }

    /** The whole value, or null if its pieces are gone or are not as many bytes as there should be. */
    byte @Nullable [] read(Tx tx, long content, long size) throws SQLException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) Math.min(size, Integer.MAX_VALUE - 16));
        return copy(tx, content, size, bytes) ? bytes.toByteArray() : null;
    }
}
