package dev.larder.storage.sqlite;

import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections that only read. They are opened when needed, up to a bound; the one that was used last is used next,
 * because its page cache is warm. Nobody holds one while waiting for anything but SQLite, so waiting for one is short.
 */
@SuppressWarnings("NullAway") // whether a query may return null is what its type argument says
final class Readers {

    private static final int LEAST = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final SqliteConnection[] idle;
    private int idleCount;
    private int openCount;
    private boolean suspended;
    private final Connections connections;
    private final SqliteErrors errors;
    private final Wait busyWait;

    /**
     * @param busyWait how long a read may wait for what happens only when a process opens, closes or recovers the store
     */
    Readers(Connections connections, SqliteErrors errors, Wait busyWait) {
        this.connections = connections;
        this.errors = errors;
        this.busyWait = busyWait;
        idle = new SqliteConnection[Math.max(LEAST, Runtime.getRuntime().availableProcessors())];
    }

    /** Runs a query that is one statement, or for which it does not matter that others write in between. */
    <T extends @Nullable Object> T read(Query<T> query) {
        SqliteConnection connection = borrow();
        try {
            connection.apply(connections.pragmas());
            return query.run(connection.rows());
        } catch (SQLException e) {
            return retry(e, connection, query);
        } finally {
            giveBack(connection);
        }
    }

    /** Runs a query of several statements on one state of the store. */
    <T extends @Nullable Object> T readOneState(Query<T> query) {
        SqliteConnection connection = borrow();
        try {
            return inTransaction(connection, query);
        } catch (SQLException e) {
            return retry(e, connection, rows -> inTransaction(connection, query));
        } finally {
            giveBack(connection);
        }
    }

    /** Lends one of the connections for something that is no query. */
    void lend(Use use) {
        SqliteConnection connection = borrow();
        try {
            connection.apply(connections.pragmas());
            use.run(connection);
        } catch (SQLException e) {
            connection.failed(e);
            throw errors.of(e);
        } finally {
            giveBack(connection);
        }
    }

    /** What a lent connection is used for. */
    @FunctionalInterface
    interface Use {
        void run(SqliteConnection connection) throws SQLException;
    }

    private <T extends @Nullable Object> T inTransaction(SqliteConnection connection, Query<T> query)
            throws SQLException {
        connection.apply(connections.pragmas());
        connection.beginRead();
        try {
            return query.run(connection.rows());
        } finally {
            connection.rollback(); // nothing was written
        }
    }

    private <T extends @Nullable Object> T retry(SQLException failure, SqliteConnection connection, Query<T> query) {
        if (!SqliteErrors.isBusy(failure)) {
            connection.failed(failure);
            throw errors.of(failure);
        }
        Deadline deadline = new Deadline(busyWait);
        try {
            return Busy.retry(deadline, () -> query.run(connection.rows()));
        } catch (SQLException e) {
            connection.failed(e);
            throw errors.of(e, deadline);
        }
    }

    private SqliteConnection borrow() {
        lock.lock();
        try {
            while (suspended || (idleCount == 0 && openCount == idle.length)) {
                returned.awaitUninterruptibly();
            }
            if (idleCount > 0) {
                return idle[--idleCount];
            }
            openCount++;
        } finally {
            lock.unlock();
        }
        boolean isOpen = false;
        try {
            SqliteConnection connection = connections.open();
            isOpen = true;
            return connection;
        } catch (SQLException e) {
            throw errors.of(e);
        } finally {
            if (!isOpen) {
                forget();
            }
        }
    }

    private void forget() {
        lock.lock();
        try {
            openCount--;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(SqliteConnection connection) {
        lock.lock();
        try {
            idle[idleCount++] = connection;
            if (suspended) {
                returned.signalAll();
            } else {
                returned.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs {@code action} while no connection that reads is open; readers wait until it is done. */
    void withoutReaders(Runnable action) {
        lock.lock();
        try {
            while (suspended) {
                returned.awaitUninterruptibly();
            }
            suspended = true;
            while (idleCount < openCount) {
                returned.awaitUninterruptibly();
            }
            closeIdle();
        } catch (SQLException e) {
            resume();
            throw errors.of(e);
        } finally {
            lock.unlock();
        }
        try {
            action.run();
        } finally {
            resume();
        }
    }

    private void resume() {
        lock.lock();
        try {
            suspended = false;
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all of them; to be called when nobody reads any more. */
    void close() throws SQLException {
        lock.lock();
        try {
            closeIdle();
        } finally {
            lock.unlock();
        }
    }

    private void closeIdle() throws SQLException {
        while (idleCount > 0) {
            idle[--idleCount].close();
            openCount--;
        }
    }
}
