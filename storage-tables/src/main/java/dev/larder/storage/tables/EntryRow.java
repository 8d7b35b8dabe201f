package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was read.
 *
 * @param content whose chunks are the value, or null if it lies in the row
 * @param size bytes in chunks
 * @param value the value, or null if it was not asked for or lies in chunks
 */
record EntryRow(
        long id,
        long place,
        Key key,
        double storeTime,
        double expireTime,
        double accessTime,
        long accessCount,
        @Nullable Scalar tag,
        int encoding,
        @Nullable Long content,
        long size,
        int valueKind,
        @Nullable Scalar value) {

    /** By how much a row's time rises at least when it is written again, in seconds; doubles tell such times apart. */
    static final double TICK = 1e-6;

    private static final int VALUE_KIND = 15;

    /** Reads what {@link EntryStatements#columns} lists, without the value. */
    static EntryRow metadata(ResultSet row) throws SQLException {
        return read(row, false);
    }

    /** Reads what {@link EntryStatements#columns} lists, with the value. */
    static EntryRow withValue(ResultSet row) throws SQLException {
        return read(row, true);
    }

    static Call.Reader<EntryRow> reader(boolean withValue) {
        return withValue ? EntryRow::withValue : EntryRow::metadata;
    }

    private static EntryRow read(ResultSet row, boolean withValue) throws SQLException {
        byte[] none = {};
        KeyCode key = new KeyCode(row.getInt(3), row.getBytes(4), row.getBytes(5), none);
        int tagKind = row.getInt(10);
        byte[] tag = row.getBytes(11);
        Long content = nullableLong(row, 13);
        return new EntryRow(
                row.getLong(1),
                row.getLong(2),
                key.key(),
                row.getDouble(6),
                time(row, 7),
                row.getDouble(8),
                row.getLong(9),
                tag == null ? null : new KeyCode(tagKind, tag, none, none).key().scalar(),
                row.getInt(12),
                content,
                row.getLong(14),
                row.getInt(VALUE_KIND),
                withValue && content == null ? Scalars.get(row, VALUE_KIND) : null);
    }

    static @Nullable Long nullableLong(ResultSet row, int index) throws SQLException {
        long number = row.getLong(index);
        return row.wasNull() ? null : number;
    }

    /** A time, of which null is infinity. */
    static double time(ResultSet row, int index) throws SQLException {
        double time = row.getDouble(index);
        return row.wasNull() ? Double.POSITIVE_INFINITY : time;
    }

    /** Whether operations on single rows see it. */
    boolean isLiveAt(double now) {
        return expireTime > now;
    }

    /** The time of writing the row again at {@code now}: later than before, because it is the row's version. */
    double nextStoreTime(double now) {
        return storeTime >= now ? storeTime + TICK : now;
    }
}
