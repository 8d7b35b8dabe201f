package dev.larder.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/**
 * A borrowed connection in auto-commit mode, which goes back in the mode in which it came.
 *
 * @param wasOn whether it came in that mode
 * @param networkTimeout with which it came, in milliseconds; {@link #UNKNOWN} if it takes none
 */
record Loan(Connection connection, boolean wasOn, int networkTimeout) implements AutoCloseable {

    private static final int UNKNOWN = -1;

    static Loan of(Connection connection) throws SQLException {
        int networkTimeout = networkTimeout(connection);
        boolean wasOn = connection.getAutoCommit();
        if (!wasOn) {
            connection.setAutoCommit(true);
        }
        return new Loan(connection, wasOn, networkTimeout);
    }

    private static int networkTimeout(Connection connection) throws SQLException {
        try {
            return connection.getNetworkTimeout();
        } catch (SQLFeatureNotSupportedException e) {
            return UNKNOWN;
        }
    }

    /** Whether it can be told how long to wait for an answer. */
    boolean isLimited() {
        return networkTimeout != UNKNOWN;
    }

    /** Lets it fail, and be closed, when the server has not answered for so long. Costs no round trip. */
    void limit(Duration longest) throws SQLException {
        if (isLimited()) {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, longest.toMillis()));
        }
    }

    /** Gives it back; one that has failed as it is, for its pool to see that it is closed. */
    @Override
    public void close() throws SQLException {
        try {
            if (!connection.isClosed()) {
                if (!wasOn) {
                    connection.setAutoCommit(false);
                }
                if (isLimited()) {
                    connection.setNetworkTimeout(Runnable::run, networkTimeout);
                }
            }
        } finally {
            connection.close();
        }
    }
}
