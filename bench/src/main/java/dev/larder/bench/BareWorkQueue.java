package dev.larder.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The least that a queue with acknowledgement does, through bare sqlite-jdbc: one table, one index, four statements.
 */
final class BareWorkQueue implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement claim;
    private final PreparedStatement delete;

    BareWorkQueue(Path directory) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("queue.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = wal");
            statement.execute("PRAGMA synchronous = normal");
            statement.execute("CREATE TABLE work (id INTEGER PRIMARY KEY, due REAL NOT NULL, value BLOB)");
            statement.execute("CREATE INDEX work_due ON work (due)");
        }
        insert = connection.prepareStatement("INSERT INTO work (due, value) VALUES (0, ?)");
        claim = connection.prepareStatement(
                "UPDATE work SET due = ? WHERE id IN (SELECT id FROM work WHERE due <= ? ORDER BY due, id LIMIT ?)"
                        + " RETURNING id, value");
        delete = connection.prepareStatement("DELETE FROM work WHERE id = ?");
    }

    void put(byte[] value, int times) throws SQLException {
        connection.setAutoCommit(times == 1);
        for (int i = 0; i < times; i++) {
            insert.setBytes(1, value);
            insert.executeUpdate();
        }
        commit(times);
    }

    List<Long> take(int most) throws SQLException {
        double now = System.currentTimeMillis() / 1e3;
        claim.setDouble(1, now + 30);
        claim.setDouble(2, now);
        claim.setInt(3, most);
        List<Long> ids = new ArrayList<>(most);
        try (ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
                row.getBytes(2);
            }
        }
        return ids;
    }

    void ack(List<Long> ids) throws SQLException {
        connection.setAutoCommit(ids.size() == 1);
        for (long id : ids) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
        commit(ids.size());
    }

    private void commit(int statements) throws SQLException {
        if (statements > 1) {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
