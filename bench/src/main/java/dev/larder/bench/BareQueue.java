package dev.larder.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The yardstick for queues: the statements that Python's DiskCache 5.6 runs for push and pull of a small value, through
 * prepared statements of bare sqlite-jdbc that are kept, on one connection to a store that Larder has made. Used by one
 * thread at a time. Values are byte strings.
 */
final class BareQueue implements AutoCloseable {

    private static final long FIRST_NUMBER = 500_000_000_000_000L;
    private static final long AFTER_LAST = 999_999_999_999_999L;
    private static final int CULL_LIMIT = 10;

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement last;
    private final PreparedStatement insert;
    private final PreparedStatement expired;
    private final PreparedStatement first;
    private final PreparedStatement delete;

    BareQueue(Path directory) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(60_000);
        connection = config.createConnection("jdbc:sqlite:" + directory.resolve("cache.db"));
        try (Statement pragmas = connection.createStatement()) {
            pragmas.execute("PRAGMA cache_size = 8192");
            pragmas.execute("PRAGMA mmap_size = 67108864");
            pragmas.execute("PRAGMA synchronous = 1");
        }
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        last = connection.prepareStatement(
                "SELECT key FROM Cache WHERE ? < key AND key < ? AND raw = ? ORDER BY key DESC LIMIT 1");
        insert = connection.prepareStatement("INSERT INTO Cache(key, raw, store_time, expire_time, access_time,"
                + " access_count, tag, size, mode, filename, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        expired = connection.prepareStatement("SELECT filename FROM Cache"
                + " WHERE expire_time IS NOT NULL AND expire_time < ? ORDER BY expire_time LIMIT ?");
        first = connection.prepareStatement("SELECT rowid, key, expire_time, tag, mode, filename, value FROM Cache"
                + " WHERE ? < key AND key < ? AND raw = 1 ORDER BY key ASC LIMIT 1");
        delete = connection.prepareStatement("DELETE FROM Cache WHERE rowid = ?");
    }

    /** Adds a value at the back, and looks whether there is something to cull. */
    void push(byte[] value) throws SQLException {
        double now = System.currentTimeMillis() / 1000.0;
        begin.execute();
        insert.setLong(1, nextNumber());
        insert.setInt(2, 1);
        insert.setDouble(3, now);
        insert.setObject(4, null);
        insert.setDouble(5, now);
        insert.setInt(6, 0);
        insert.setObject(7, null);
        insert.setInt(8, 0);
        insert.setInt(9, 1);
        insert.setObject(10, null);
        insert.setBytes(11, value);
        insert.executeUpdate();
        expired.setDouble(1, now);
        expired.setInt(2, CULL_LIMIT);
        try (ResultSet rows = expired.executeQuery()) {
            while (rows.next()) {
                rows.getString(1);
            }
        }
        commit.execute();
    }

    private long nextNumber() throws SQLException {
        last.setLong(1, 0);
        last.setLong(2, AFTER_LAST);
        last.setInt(3, 1);
        try (ResultSet row = last.executeQuery()) {
            return row.next() ? row.getLong(1) + 1 : FIRST_NUMBER;
        }
    }

    /** Removes the value at the front and returns it, or null. */
    byte @Nullable [] pull() throws SQLException {
        begin.execute();
        byte[] value = null;
        first.setLong(1, 0);
        first.setLong(2, AFTER_LAST);
        long rowid = 0;
        try (ResultSet row = first.executeQuery()) {
            if (row.next()) {
                rowid = row.getLong(1);
                row.getLong(2);
                row.getDouble(3);
                row.getObject(4);
                row.getInt(5);
                row.getString(6);
                value = row.getBytes(7);
            }
        }
        if (value != null) {
            delete.setLong(1, rowid);
            delete.executeUpdate();
        }
        commit.execute();
        return value;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
