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
 * The yardstick: the statements that Python's DiskCache 5.6 runs for get, set and delete of a small value, through
 * prepared statements of bare sqlite-jdbc that are kept, on one connection to a store that Larder has made. Used by one
 * thread at a time. Values are byte strings.
 */
public final class DiskCacheStatements implements AutoCloseable {

    private static final int CULL_LIMIT = 10;

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement get;
    private final PreparedStatement find;
    private final PreparedStatement findLive;
    private final PreparedStatement update;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement expired;
    private final PreparedStatement pageCount;
    private final PreparedStatement size;

    public DiskCacheStatements(Path directory) throws SQLException {
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
        get = connection.prepareStatement("SELECT rowid, store_time, expire_time, tag, mode, filename, value"
                + " FROM Cache WHERE key = ? AND raw = ? AND (expire_time IS NULL OR expire_time > ?)");
        find = connection.prepareStatement("SELECT rowid, filename FROM Cache WHERE key = ? AND raw = ?");
        findLive = connection.prepareStatement("SELECT rowid, filename FROM Cache WHERE key = ? AND raw = ?"
                + " AND (expire_time IS NULL OR expire_time > ?)");
        update = connection.prepareStatement("UPDATE Cache SET store_time = ?, expire_time = ?, access_time = ?,"
                + " access_count = ?, tag = ?, size = ?, mode = ?, filename = ?, value = ? WHERE rowid = ?");
        insert = connection.prepareStatement("INSERT INTO Cache(key, raw, store_time, expire_time, access_time,"
                + " access_count, tag, size, mode, filename, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        delete = connection.prepareStatement("DELETE FROM Cache WHERE rowid = ?");
        expired = connection.prepareStatement("SELECT filename FROM Cache"
                + " WHERE expire_time IS NOT NULL AND expire_time < ? ORDER BY expire_time LIMIT ?");
        pageCount = connection.prepareStatement("PRAGMA page_count");
        size = connection.prepareStatement("SELECT value FROM Settings WHERE key = 'size'");
    }

    /** The value, or null. */
    public byte @Nullable [] get(String key) throws SQLException {
        get.setString(1, key);
        get.setInt(2, 1);
        get.setDouble(3, now());
        try (ResultSet row = get.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            row.getLong(1);
            row.getDouble(2);
            row.getObject(3);
            row.getObject(4);
            row.getInt(5);
            row.getString(6);
            return row.getBytes(7);
        }
    }

    /** Replaces or inserts, and looks whether there is something to cull. */
    public void set(String key, byte[] value) throws SQLException {
        double now = now();
        begin.execute();
        long rowid = rowid(find, key);
        PreparedStatement write = rowid == 0 ? insert : update;
        int column = 1;
        if (rowid == 0) {
            write.setString(column++, key);
            write.setInt(column++, 1);
        }
        write.setDouble(column++, now);
        write.setObject(column++, null);
        write.setDouble(column++, now);
        write.setInt(column++, 0);
        write.setObject(column++, null);
        write.setInt(column++, 0);
        write.setInt(column++, 1);
        write.setObject(column++, null);
        write.setBytes(column++, value);
        if (rowid != 0) {
            write.setLong(column, rowid);
        }
        write.executeUpdate();
        expired.setDouble(1, now);
        expired.setInt(2, CULL_LIMIT);
        drain(expired);
        drain(pageCount);
        drain(size);
        commit.execute();
    }

    /** Deletes; returns whether there was a row. */
    public boolean delete(String key) throws SQLException {
        begin.execute();
        findLive.setDouble(3, now());
        long rowid = rowid(findLive, key);
        if (rowid != 0) {
            delete.setLong(1, rowid);
            delete.executeUpdate();
        }
        commit.execute();
        return rowid != 0;
    }

    private static long rowid(PreparedStatement select, String key) throws SQLException {
        select.setString(1, key);
        select.setInt(2, 1);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return 0;
            }
            row.getString(2);
            return row.getLong(1);
        }
    }

    private static void drain(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
