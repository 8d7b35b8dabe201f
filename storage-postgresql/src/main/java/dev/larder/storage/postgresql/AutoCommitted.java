package dev.larder.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A borrowed connection in auto-commit mode, which goes back in the mode in which it came.
 *
 * @param wasOn whether it came in that mode
 */
record AutoCommitted(Connection connection, boolean wasOn) implements AutoCloseable {

    static AutoCommitted of(DataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        boolean isReady = false;
        try {
            boolean wasOn = connection.getAutoCommit();
            if (!wasOn) {
                connection.setAutoCommit(true);
            }
            isReady = true;
            return new AutoCommitted(connection, wasOn);
        } finally {
            if (!isReady) {
                connection.close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!wasOn) {
                connection.setAutoCommit(false);
            }
        } finally {
            connection.close();
        }
    }
}
