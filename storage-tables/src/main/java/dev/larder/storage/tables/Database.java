package dev.larder.storage.tables;

import dev.larder.storage.Durability;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database with the tables of collections: runs statements on its connections, in the calling thread's transaction if
 * it is in one. Each store has its own, so that two stores on one collection are strangers; those that are used
 * together share their transactions only. Safe for use by many threads.
 */
@SuppressWarnings("NullAway") // whether there may be null is what the type arguments say
final class Database {

    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;

    /** Bounds from here on are the driver's to keep, in whole seconds; shorter ones take a statement to be set. */
    private static final long DRIVER_BOUND_NANOS = 10_000_000_000L;

    /** Somebody else's row of the same identity is seen in the next attempt, or it is no conflict. */
    private static final int MOST_DUPLICATES = 20;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ConnectionSource source;
    private final Statements statements;
    private final Errors errors;
    private final boolean isForced;
    private final Transactions transactions;

    /**
     * @param errors of the database the connections are to
     * @param durability what a commit survives
     * @param transactions in which threads are that use this database, or others together with it
     */
    Database(
            ConnectionSource source,
            Statements statements,
            Errors errors,
            Durability durability,
            Transactions transactions) {
        this.source = source;
        this.statements = statements;
        this.errors = errors;
        // the others force each commit to the disk, or not, as whoever runs them has set
        isForced = statements.dialect() == Dialect.H2 && durability == Durability.FULL;
        this.transactions = transactions;
    }

    Dialect dialect() {
        return statements.dialect();
    }

    /**
     * Whether statements that find out by themselves what they need to know can be sent together. Where they cannot,
     * nothing is gained by them, and what is between Larder and the server may not understand them.
     */
    boolean takesScripts() {
        return dialect() == Dialect.POSTGRESQL && source.takesScripts();
    }

    /** Whether all is done in a transaction of somebody else. */
    boolean isJoined() {
        return source.isJoined();
    }

    /** Whether parameters may stand behind the rows of an insertion. */
    boolean bindsUpserts() {
        return source.bindsUpserts();
    }

    /** Whether the calling thread is in a transaction that this object began, or one that shares its transactions. */
    boolean isInTransaction() {
        return transactions.current() != null;
    }

    /** Runs a query that is one statement. */
    <T extends @Nullable Object> T read(Wait wait, Work<T> query) {
        if (isInTransaction()) {
            return join(query);
        }
        Deadline deadline = new Deadline(wait);
        return retrying(deadline, patience -> withConnection(deadline, patience, query));
    }

    /**
     * Runs work of one statement, which is its own transaction unless there is one already; or of several that may as
     * well be transactions of their own, of which one alone is awaited, so that it is one round trip.
     */
    <T extends @Nullable Object> T writeOne(Wait wait, Work<T> work) {
        if (needsTransaction(wait)) {
            return writeAtOnce(wait, work);
        }
        if (isInTransaction()) {
            return join(work);
        }
        Deadline deadline = new Deadline(wait);
        return source.isJoined()
                ? joined(deadline, work)
                : retrying(deadline, patience -> alone(deadline, patience, work));
    }

    /** Runs work as one transaction, or as a part of the calling thread's. */
    <T extends @Nullable Object> T write(Wait wait, Work<T> work) {
        if (isInTransaction()) {
            return join(work);
        }
        Deadline deadline = new Deadline(wait);
        return source.isJoined()
                ? joined(deadline, work)
                : retrying(deadline, patience -> committed(deadline, patience, work, Mode.USUAL));
    }

    /**
     * As {@link #write}, for work that awaits a single statement, with which the others and the commit go: one round
     * trip where a connection takes several statements at once. What is to be known has to be in the answers.
     */
    <T extends @Nullable Object> T writeAtOnce(Wait wait, Work<T> work) {
        if (isInTransaction()) {
            return join(work);
        }
        Deadline deadline = new Deadline(wait);
        return source.isJoined()
                ? joined(deadline, work)
                : retrying(deadline, patience -> committed(deadline, patience, work, Mode.AT_ONCE));
    }

    /** Runs work of several statements on one state of the database. */
    <T extends @Nullable Object> T onOneState(Wait wait, Work<T> query) {
        if (isInTransaction()) {
            return join(query);
        }
        Deadline deadline = new Deadline(wait);
        return source.isJoined()
                ? joined(deadline, query)
                : retrying(deadline, patience -> committed(deadline, patience, query, Mode.SERIAL));
    }

    /** Runs the caller's code in a transaction, which may be one that was begun on another store. */
    <T> T transact(Wait wait, Work<?> begin, Supplier<T> body) {
        if (isInTransaction()) {
            join(begin);
            return body.get();
        }
        Deadline deadline = new Deadline(wait);
        Work<T> work = tx -> {
            begin.run(tx);
            return body.get();
        };
        if (source.isJoined()) {
            return joined(deadline, tx -> undoneOnFailure(tx, work));
        }
        Mode mode = dialect() == Dialect.POSTGRESQL ? Mode.SERIAL : Mode.USUAL;
        if (!transactions.awaitTurn(deadline)) {
            throw errors.timeout(deadline.waited(), null);
        }
        try {
            return retrying(deadline, patience -> committed(deadline, patience, work, mode));
        } finally {
            transactions.endTurn();
        }
    }

    private <T extends @Nullable Object> T join(Work<T> work) {
        Tx tx = Objects.requireNonNull(transactions.current(), "the caller is in a transaction");
        try {
            return work.run(tx);
        } catch (SQLException e) {
            tx.fail(e);
            throw mapped(e, tx);
        }
    }

    private <T extends @Nullable Object> T joined(Deadline deadline, Work<T> work) {
        return withConnection(deadline, new Patience(null), tx -> {
            transactions.begin(tx);
            try {
                T result = work.run(tx);
                tx.script().flush();
                return result; // nobody is told before the commit, which is not seen here
            } finally {
                transactions.end();
            }
        });
    }

    /** Work within a transaction of somebody else, who may go on with it when the work fails. */
    private static <T> T undoneOnFailure(Tx tx, Work<T> work) throws SQLException {
        Savepoint before = tx.connection().setSavepoint();
        boolean isDone = false;
        try {
            T result = work.run(tx);
            tx.script().flush();
            tx.connection().releaseSavepoint(before);
            isDone = true;
            return result;
        } finally {
            if (!isDone) {
                tx.connection().rollback(before);
            }
        }
    }

    private RuntimeException mapped(SQLException e, Tx tx) {
        boolean isRunAgain = !source.isJoined() && (errors.isConflict(e) || isGivenUpEarly(e, tx));
        return isRunAgain
                ? new ConflictException(e)
                : errors.map(e, tx.deadline().waited());
    }

    private boolean isGivenUpEarly(SQLException e, Tx tx) {
        return errors.isTimeout(e) && tx.isGivenUpEarly();
    }

    private <T extends @Nullable Object> T withConnection(Deadline deadline, Patience patience, Work<T> work) {
        try (Acquired acquired = Acquired.from(source)) {
            Duration limit = patience.limit();
            if (limit != null && patience.hasGrown()) {
                source.limit(acquired.connection, limit);
            }
            Tx tx = new Tx(acquired.connection, statements, deadline, patience, takesScripts());
            try {
                return work.run(tx);
            } catch (SQLException e) {
                throw mapped(e, tx);
            }
        } catch (SQLException e) {
            throw errors.map(e, deadline.waited());
        }
    }

    /** A connection that is released however its use ends, without hiding how. */
    private record Acquired(ConnectionSource source, Connection connection) implements AutoCloseable {

        private static Acquired from(ConnectionSource source) throws SQLException {
            return new Acquired(source, source.acquire());
        }

        @Override
        public void close() throws SQLException {
            source.release(connection);
        }
    }

    private <T extends @Nullable Object> T alone(Deadline deadline, Patience patience, Work<T> work) {
        Tx[] used = new Tx[1];
        T result = withConnection(deadline, patience, tx -> {
            used[0] = tx;
            boundLocks(tx, deadline);
            T answer = work.run(tx);
            force(tx);
            return answer;
        });
        used[0].committed();
        return result;
    }

    /** How a transaction is run. */
    private enum Mode {
        USUAL,
        /** All that is read is of one state, whatever others do meanwhile. */
        SERIAL,
        /** The commit goes together with the statement that is awaited. */
        AT_ONCE
    }

    private <T extends @Nullable Object> T committed(Deadline deadline, Patience patience, Work<T> work, Mode mode) {
        Tx[] used = new Tx[1];
        T result = withConnection(deadline, patience, tx -> {
            used[0] = tx;
            return inTransaction(tx, deadline, work, mode);
        });
        used[0].committed();
        return result;
    }

    private <T extends @Nullable Object> T inTransaction(Tx tx, Deadline deadline, Work<T> work, Mode mode)
            throws SQLException {
        boolean isSerial = mode == Mode.SERIAL;
        try (Begun begun = new Begun(tx, isSerial)) {
            begin(tx, deadline, isSerial);
            if (mode == Mode.AT_ONCE) {
                tx.script().endWithNext();
            }
            T result = work.run(tx);
            SQLException failure = tx.failure();
            if (failure != null) {
                throw failure;
            }
            begun.commit();
            if (!isSerial) {
                force(tx);
            }
            return result;
        }
    }

    /** The calling thread's transaction, which is rolled back unless it was committed. */
    private final class Begun implements AutoCloseable {

        private final Tx tx;
        private final Connection connection;
        private final int isolation;

        Begun(Tx tx, boolean isSerial) throws SQLException {
            this.tx = tx;
            connection = tx.connection();
            isolation = isSerial && dialect() == Dialect.H2 ? connection.getTransactionIsolation() : -1;
            if (isolation >= 0) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            connection.setAutoCommit(false);
            transactions.begin(tx);
        }

        private void commit() throws SQLException {
            tx.script().commit();
        }

        @Override
        public void close() throws SQLException {
            transactions.end();
            boolean isDone = tx.script().hasEnded();
            if (!isDone) {
                tx.rolledBack();
            }
            if (connection.isClosed()) {
                return; // by its driver, because it has failed: there is nothing to roll back or to put right
            }
            try {
                if (!isDone) {
                    connection.rollback();
                }
            } finally {
                connection.setAutoCommit(true);
                if (isolation >= 0) {
                    connection.setTransactionIsolation(isolation);
                }
            }
        }
    }

    private void force(Tx tx) throws SQLException {
        if (isForced) {
            execute(tx, "CHECKPOINT SYNC");
        }
    }

    /** Says at the beginning of a transaction how it is to be, as far as that is not the connection's to say. */
    private void begin(Tx tx, Deadline deadline, boolean isSerial) throws SQLException {
        if (dialect() != Dialect.POSTGRESQL) {
            boundLocks(tx, deadline);
            return;
        }
        long remaining = deadline.remaining();
        boolean isShort = remaining < DRIVER_BOUND_NANOS;
        if (!takesScripts()) {
            if (isSerial) {
                execute(tx, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            }
            if (isShort) {
                execute(tx, "SET LOCAL lock_timeout = " + millis(remaining));
            }
            return;
        }
        if (isSerial) {
            tx.call(Sql.BE_SERIAL).later();
        }
        if (isShort) {
            tx.call(Sql.BOUND_LOCKS)
                    .set(Parameter.LOCK_TIMEOUT, millis(remaining) + "ms")
                    .later();
        }
    }

    /** Lets the database itself keep a short bound on waiting for others, where that is the connection's to say. */
    private void boundLocks(Tx tx, Deadline deadline) throws SQLException {
        if (dialect() != Dialect.H2) {
            return;
        }
        long bound = Math.min(Integer.MAX_VALUE, coarse(millis(deadline.remaining())));
        // each SET makes H2 forget all statements it has parsed, in all connections
        if (bound != tx.call(Sql.LOCK_TIMEOUT).list(row -> row.getLong(1)).get(0)) {
            execute(tx, "SET LOCK_TIMEOUT " + bound);
        }
    }

    /** Rounded up by an eighth at most, so that bounds that are nearly the same are the same. */
    private static long coarse(long number) {
        long unit = Math.max(1, Long.highestOneBit(number) >> 3);
        return (number + unit - 1) / unit * unit;
    }

    private static void execute(Tx tx, String sql) throws SQLException {
        try (Statement statement = tx.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rounded up, and at least one. */
    private static long millis(long nanos) {
        return Math.max(0, nanos - 1) / NANOS_PER_MILLI + 1;
    }

    /** Whether a bound is too short to be kept by the driver, so that a single statement needs a transaction for it. */
    private boolean needsTransaction(Wait wait) {
        return dialect() == Dialect.POSTGRESQL && wait.nanos() < DRIVER_BOUND_NANOS;
    }

    private <T extends @Nullable Object> T retrying(Deadline deadline, Function<Patience, T> attempt) {
        Patience patience = new Patience(source.answer());
        long pause = FIRST_PAUSE_NANOS;
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.apply(patience);
            } catch (ConflictException e) {
                if (attempts > MOST_DUPLICATES && errors.isDuplicate(e.conflict())) {
                    throw errors.map(e.conflict(), deadline.waited());
                }
                if (deadline.isPast()) {
                    throw errors.timeout(deadline.waited(), e.conflict());
                }
                if (errors.isTimeout(e.conflict())) {
                    patience.grow();
                }
                long nanos = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
                LockSupport.parkNanos(this, Math.min(nanos, Math.max(1, deadline.remaining())));
                pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
            }
        }
    }
}
