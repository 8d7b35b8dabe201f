package dev.larder.storage.sqlite;

import dev.larder.storage.Blob;
import dev.larder.storage.Content;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.FileComparison;
import dev.larder.storage.jooq.Mode;
import dev.larder.storage.jooq.StoredBlob;
import dev.larder.storage.jooq.TableRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns contents into rows and files, and back. */
final class Values implements FileComparison {

    private static final char REPLACEMENT = '\uFFFD';

    private final ValueFiles files;

    Values(ValueFiles files) {
        this.files = files;
    }

    /**
     * A value that has found its place.
     *
     * @param mode how to read it
     * @param scalar the value, or null if it lies in a file
     * @param file the file, or null
     * @param size bytes of the file
     */
    record Placed(
            int mode, @Nullable Scalar scalar, @Nullable String file, long size) {

        /** What the value takes at most, about: in its file or in the row. */
        long bytes() {
            if (scalar instanceof Scalar.Bytes bytes) {
                return bytes.value().length;
            }
            return scalar instanceof Scalar.Text text ? 3L * text.value().length() : size;
        }
    }

    /** Deletes the files of values that no row names. */
    void discard(List<String> names) {
        files.delete(names);
    }

    /**
     * Finds the place of a value: numbers and what is smaller than {@code minFileSize} lie in the row, all else in a
     * file, which is written.
     */
    Placed place(Content content, long minFileSize) {
        if (content instanceof Content.Streamed streamed) {
            int mode = streamed.encoding() == Encoding.NATIVE ? Mode.BINARY : streamed.encoding();
            return inFile(mode, files.write(streamed.source()));
        }
        Encoded encoded = (Encoded) content;
        if (isInline(encoded.scalar(), minFileSize)) {
            return new Placed(encoded.encoding(), encoded.scalar(), null, 0);
        }
        boolean isNative = encoded.encoding() == Encoding.NATIVE;
        int nativeMode = encoded.scalar() instanceof Scalar.Text ? Mode.TEXT : Mode.BINARY;
        return inFile(isNative ? nativeMode : encoded.encoding(), files.write(bytes(encoded.scalar())));
    }

    private static Placed inFile(int mode, ValueFiles.Written written) {
        return new Placed(mode, null, written.name(), written.size());
    }

    private static boolean isInline(Scalar scalar, long minFileSize) {
        if (scalar instanceof Scalar.Bytes bytes) {
            return bytes.value().length < minFileSize;
        }
        if (scalar instanceof Scalar.Text text) {
            String value = text.value();
            return value.length() < minFileSize
                    // Python counts code points; there are at least half as many as chars
                    || (value.length() / 2 < minFileSize && value.codePointCount(0, value.length()) < minFileSize);
        }
        return true;
    }

    private static byte[] bytes(Scalar scalar) {
        if (scalar instanceof Scalar.Bytes bytes) {
            return bytes.value();
        }
        if (scalar instanceof Scalar.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("A number has no bytes: " + scalar);
    }

    /** The value that lies in a row, or null if there is none, as another program may have left it. */
    static @Nullable Encoded inline(int mode, @Nullable Scalar scalar) {
        return scalar == null ? null : new Encoded(scalar, Mode.encoding(mode));
    }

    /** The value that lies in a file, or null if the file is gone or has another length. */
    @Nullable
    Encoded read(int mode, String file, long size) {
        byte[] bytes = files.read(file, size);
        if (bytes == null) {
            return null;
        }
        return new Encoded(mode == Mode.TEXT ? Scalar.of(text(bytes, file)) : Scalar.of(bytes), Mode.encoding(mode));
    }

    private static String text(byte[] bytes, String file) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptStoreException(
                    "The value file " + file
                            + " should hold a text but is not UTF-8; read it as a stream, or store the entry anew",
                    e);
        }
    }

    /** A handle on the bytes of a value, or null if its file is gone or has another length, or if it is a number. */
    @Nullable
    Blob blob(TableRow row) {
        String file = row.filename();
        if (file != null) {
            return files.blob(file, row.size(), row.storeTime());
        }
        Scalar scalar = row.value();
        return scalar instanceof Scalar.Bytes || scalar instanceof Scalar.Text
                ? StoredBlob.inMemory(bytes(scalar), row.storeTime())
                : null;
    }

    /**
     * Whether the value of a row, if it was asked for, cannot be had, because its file is gone or has another length.
     */
    static boolean isLost(TableRow stored, Row row, Fetch fetch) {
        return stored.filename() != null
                && switch (fetch) {
                    case METADATA -> false;
                    case VALUE -> row.value() == null;
                    case BLOB -> row.blob() == null;
                };
    }

    /**
     * Asked for before a row is changed whose value is wanted afterwards.
     *
     * @throws CorruptStoreException if the row names something that cannot be a value file of this store
     */
    void requireReadable(TableRow stored, Fetch fetch) {
        String file = stored.filename();
        if (file != null && fetch != Fetch.METADATA) {
            files.requireValid(file);
        }
    }

    /** The row as callers see it, with as much as {@code fetch} asks for; its file is read now. */
    Row row(TableRow stored, Fetch fetch) {
        String file = stored.filename();
        Encoded value = null;
        if (file == null) {
            value = fetch == Fetch.METADATA ? null : inline(stored.mode(), stored.value());
        } else if (fetch == Fetch.VALUE) {
            value = read(stored.mode(), file, stored.size());
        }
        return new Row(
                stored.rowid(),
                stored.key(),
                value,
                fetch == Fetch.BLOB ? blob(stored) : null,
                Mode.encoding(stored.mode()),
                stored.storeTime(),
                stored.expireTime(),
                stored.accessTime(),
                stored.accessCount(),
                stored.tag(),
                stored.size());
    }

    @Override
    public boolean holds(TableRow row, Encoded value) {
        String file = row.filename();
        if (file == null || value.encoding() != Mode.encoding(row.mode())) {
            return false;
        }
        boolean isText = value.scalar() instanceof Scalar.Text;
        if ((row.mode() == Mode.TEXT) != (isText && value.encoding() == Encoding.NATIVE) || isNumber(value.scalar())) {
            return false;
        }
        byte[] expected = bytes(value.scalar());
        return expected.length == row.size() && Arrays.equals(expected, files.read(file, row.size()));
    }

    private static boolean isNumber(Scalar scalar) {
        return scalar instanceof Scalar.Int64 || scalar instanceof Scalar.Float64;
    }
}
