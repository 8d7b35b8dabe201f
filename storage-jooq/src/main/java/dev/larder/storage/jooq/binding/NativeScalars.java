package dev.larder.storage.jooq.binding;

import dev.larder.storage.Scalar;
import dev.larder.storage.Scalar.Bytes;
import dev.larder.storage.Scalar.Float64;
import dev.larder.storage.Scalar.Int64;
import dev.larder.storage.Scalar.Text;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Scalars in columns of a database that gives each value a type of its own, as SQLite does: integers as INTEGER,
 * floating-point numbers as REAL, text as TEXT, bytes as BLOB.
 */
public final class NativeScalars {

    private NativeScalars() {}

    /** Binds a scalar, or SQL's null, with the setter of its type: no other keeps the type for certain. */
    public static void set(PreparedStatement statement, int index, @Nullable Scalar scalar) throws SQLException {
        if (scalar instanceof Text text) {
            statement.setString(index, text.value());
        } else if (scalar instanceof Int64 number) {
            statement.setLong(index, number.value());
        } else if (scalar instanceof Bytes bytes) {
            statement.setBytes(index, bytes.value());
        } else if (scalar instanceof Float64 number) {
            statement.setDouble(index, number.value());
        } else {
            statement.setNull(index, Types.NULL);
        }
    }

    /** Reads a scalar, or null for SQL's null. */
    public static @Nullable Scalar get(ResultSet row, int index) throws SQLException {
        Object stored = row.getObject(index);
        if (stored == null) {
            return null;
        }
        if (stored instanceof String text) {
            return new Text(text);
        }
        if (stored instanceof byte[] bytes) {
            return new Bytes(bytes);
        }
        if (stored instanceof Double number) {
            return new Float64(number);
        }
        if (stored instanceof Integer || stored instanceof Long) {
            return new Int64(((Number) stored).longValue());
        }
        throw new SQLException("Column " + index + " holds a "
                + stored.getClass().getName() + ", which is none of the types of SQLite");
    }
}
