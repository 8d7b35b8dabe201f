package dev.larder.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Borrows connections.
 *
 * @param answer how long a server may take to answer on one of them
 */
record Loans(DataSource pool, Duration answer) {

    /** A connection that waits no longer for an answer than {@link #answer}. */
    Loan borrow() throws SQLException {
        return borrow(answer);
    }

    /** @param longest how long it waits for an answer */
    Loan borrow(Duration longest) throws SQLException {
        Connection connection = pool.getConnection();
        boolean isReady = false;
        try {
            Loan loan = Loan.of(connection);
            loan.limit(longest);
            isReady = true;
            return loan;
        } finally {
            if (!isReady) {
                connection.close();
            }
        }
    }
}
