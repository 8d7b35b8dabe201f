package dev.larder.migrations.h2;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sums over the rows of each collection in an H2 database. H2 makes it by its name, which databases have
 * recorded: it is a part of the format and is never renamed. Whoever writes to such a database needs this class on the
 * class path.
 */
public final class EntryTally implements Trigger {

    private String statement = "";
    private int collection;
    private int size;
    private int weight;

    /** Called by H2. */
    public EntryTally() {}

    @Override
    public void init(
            Connection connection, String schema, String trigger, String table, boolean isBefore, int operations)
            throws SQLException {
        statement = "UPDATE " + quoted(schema) + "." + "LARDER_TALLY SET ROW_COUNT = ROW_COUNT + ?, "
                + "BYTE_COUNT = BYTE_COUNT + ?, WEIGHT = WEIGHT + ? WHERE COLLECTION = ?";
        collection = column(connection, schema, table, "COLLECTION");
        size = column(connection, schema, table, "SIZE");
        weight = column(connection, schema, table, "WEIGHT");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static int column(Connection connection, String schema, String table, String name) throws SQLException {
        try (var columns = connection.getMetaData().getColumns(null, schema, table, name)) {
            if (!columns.next()) {
                throw new SQLException("The table " + table + " has no column " + name
                        + ", which Larder's migrations make; it was made by something else");
            }
            return columns.getInt("ORDINAL_POSITION") - 1;
        }
    }

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        long rows = (after == null ? 0L : 1L) - (before == null ? 0L : 1L);
        long bytes = sum(after, size) - sum(before, size);
        long weighed = sum(after, weight) - sum(before, weight);
        if (rows == 0 && bytes == 0 && weighed == 0) {
            return;
        }
        Object[] row = after == null ? before : after;
        if (row == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(statement)) {
            update.setLong(1, rows);
            update.setLong(2, bytes);
            update.setLong(3, weighed);
            update.setLong(4, ((Number) row[collection]).longValue());
            update.executeUpdate();
        }
    }

    private static long sum(Object @Nullable [] row, int column) {
        return row == null ? 0 : ((Number) row[column]).longValue();
    }
}
