package dev.larder.storage.tables;

import dev.larder.storage.Scalar;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An item of the work queue as it was read.
 *
 * @param content whose chunks are the value, or null if it lies in the row
 * @param value the value, or null if it lies in chunks
 */
record WorkRow(
        long id,
        int state,
        int priority,
        double putTime,
        int attempts,
        @Nullable String token,
        @Nullable String dedup,
        double deadTime,
        @Nullable String reason,
        int encoding,
        @Nullable Long content,
        long size,
        int valueKind,
        @Nullable Scalar value) {

    private static final int VALUE_KIND = 13;

    /** Reads what {@link WorkStatements} lists. */
    static WorkRow read(ResultSet row) throws SQLException {
        Long content = EntryRow.nullableLong(row, 11);
        return new WorkRow(
                row.getLong(1),
                row.getInt(2),
                row.getInt(3),
                row.getDouble(4),
                row.getInt(5),
                row.getString(6),
                text(row, 7),
                row.getDouble(8),
                text(row, 9),
                row.getInt(10),
                content,
                row.getLong(12),
                row.getInt(VALUE_KIND),
                content == null ? Scalars.get(row, VALUE_KIND) : null);
    }

    private static @Nullable String text(ResultSet row, int index) throws SQLException {
        byte[] bytes = row.getBytes(index);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
