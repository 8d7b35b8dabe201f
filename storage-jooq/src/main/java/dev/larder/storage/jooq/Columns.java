package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters and columns of the table of rows, as values. */
final class Columns {

    private static final int VALUE = 12;

    private Columns() {}

    /** Whether the value is to be read: for blobs too, whose value may lie in the row. */
    static boolean withValue(Fetch fetch) {
        return fetch != Fetch.METADATA;
    }

    /** Binds a key and its kind at {@code index} and the next. */
    static void setKey(PreparedStatement statement, int index, Key key) throws SQLException {
        NativeScalars.set(statement, index, key.scalar());
        statement.setInt(index + 1, raw(key));
    }

    /** Column {@code raw} of a key. */
    static int raw(Key key) {
        return key.pickled() ? 0 : 1;
    }

    static void setExpireTime(PreparedStatement statement, int index, double time) throws SQLException {
        if (time == Double.POSITIVE_INFINITY) {
            statement.setNull(index, Types.REAL);
        } else {
            statement.setDouble(index, time);
        }
    }

    static double expireTime(ResultSet row, int index) throws SQLException {
        double time = row.getDouble(index);
        return time == 0 && row.wasNull() ? Double.POSITIVE_INFINITY : time;
    }

    /** The value that lies in a row of this mode. */
    static @Nullable Scalar value(ResultSet row, int index, int mode) throws SQLException {
        Scalar value = NativeScalars.get(row, index);
        return value == null ? Mode.ofNull(mode) : value;
    }

    /** Runs a query and reads the row that it finds, or null. */
    static @Nullable TableRow queryOne(PreparedStatement statement, boolean withValue) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? row(result, withValue) : null;
        }
    }

    /** Runs a query and reads its rows. */
    static List<TableRow> queryAll(PreparedStatement statement, boolean withValue) throws SQLException {
        List<TableRow> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(row(result, withValue));
            }
        }
        return rows;
    }

    /** Reads what {@link FindDefinitions#columns} lists. */
    private static TableRow row(ResultSet row, boolean withValue) throws SQLException {
        int mode = row.getInt(10);
        String filename = row.getString(11);
        return new TableRow(
                row.getLong(1),
                NativeScalars.get(row, 2),
                row.getInt(3) == 0,
                row.getDouble(4),
                expireTime(row, 5),
                row.getDouble(6),
                row.getLong(7),
                NativeScalars.get(row, 8),
                row.getLong(9),
                mode,
                filename,
                withValue && filename == null ? value(row, VALUE, mode) : null);
    }
}
