package dev.larder.storage.h2;

import dev.larder.storage.tables.ChangeSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Looks every now and then whether anybody has committed something: H2 counts the versions of its file. What it tidies
 * up by itself is counted too, which wakes somebody for nothing now and then.
 */
final class CommitVersions implements ChangeSource {

    private static final long PERIOD_MILLIS = 25;

    private static final String VERSION =
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'info.CURRENT_VERSION'";

    private final DataSource pool;

    CommitVersions(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public ChangeSource.Session open() throws SQLException {
        Connection connection = pool.getConnection();
        boolean isOpen = false;
        try {
            var session = new Session(connection, connection.prepareStatement(VERSION));
            isOpen = true;
            return session;
        } finally {
            if (!isOpen) {
                connection.close();
            }
        }
    }

    private static final class Session implements ChangeSource.Session {

        private final Connection connection;
        private final PreparedStatement query;
        private long seen;

        private Session(Connection connection, PreparedStatement query) throws SQLException {
            this.connection = connection;
            this.query = query;
            seen = version();
        }

        private long version() throws SQLException {
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("H2 does not tell the version of its file");
                }
                return row.getLong(1);
            }
        }

        @Override
        public Set<Long> await(Set<Long> watched) throws SQLException, InterruptedException {
            Thread.sleep(PERIOD_MILLIS);
            long version = version();
            if (version == seen) {
                return Set.of();
            }
            seen = version;
            return watched;
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                query.close();
            }
        }
    }
}
