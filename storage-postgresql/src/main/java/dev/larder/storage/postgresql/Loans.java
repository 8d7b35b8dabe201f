package dev.larder.storage.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Borrows connections.
 *
 * @param answer how long a server may take to answer on one of them
 */
record Loans(DataSource pool, Duration answer) {

    private static final System.Logger LOG = System.getLogger(Loans.class.getName());

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

    /**
     * A connection beside one that is in use already, or null if the pool gives none: it may have no other.
     *
     * @param bound how long it is waited for
     */
    @Nullable
    Loan borrowAnother(Duration bound) {
        CompletableFuture<Loan> another = new CompletableFuture<>();
        Thread thread = new Thread(() -> borrow(another), "larder-second-connection");
        thread.setDaemon(true);
        thread.start();
        try {
            return another.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "The pool gives no second connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        another.cancel(false);
        return null;
    }

    private void borrow(CompletableFuture<Loan> wanted) {
        try {
            Loan loan = borrow();
            if (!wanted.complete(loan)) {
                loan.close(); // it came too late
            }
        } catch (SQLException | RuntimeException e) {
            wanted.completeExceptionally(e);
        }
    }
}
