package dev.larder.storage.sqlite;

import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.ActivityCounts;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a store that writes, behind a door. The thread that gets in runs its own work and that of those
 * who wait in one transaction; each returns after the commit. A group is small and short, so that other processes get
 * their turn.
 */
final class Writer {

    private static final int GROUP_TASKS = 64;
    private static final long GROUP_NANOS = 2_000_000;

    private final Door door = new Door();
    private final List<Task<?>> group = new ArrayList<>(); // of the thread inside
    private final SqliteConnection connection;
    private final Connections connections;
    private final StoreConfig config;
    private final StoreFiles files;
    private final AccessBuffer accesses;
    private final CommitWatches watches;
    private final Checkpoints checkpoints;
    private final SqliteErrors errors;
    private final ActivityCounts counts = new ActivityCounts();
    private boolean closed; // as the thread inside sees it
    private volatile @Nullable Thread owner;
    private @Nullable Transaction current; // of the owner

    Writer(
            SqliteConnection connection,
            Connections connections,
            StoreConfig config,
            StoreFiles files,
            AccessBuffer accesses,
            CommitWatches watches,
            Checkpoints checkpoints,
            SqliteErrors errors) {
        this.connection = connection;
        this.connections = connections;
        this.config = config;
        this.files = files;
        this.accesses = accesses;
        this.watches = watches;
        this.checkpoints = checkpoints;
        this.errors = errors;
    }

    /** What is counted of what this writer does. */
    StoreActivity activity() {
        return counts.activity();
    }

    /** Whether the calling thread is inside {@link #transact}. */
    boolean isHeldByCurrentThread() {
        return owner == Thread.currentThread();
    }

    /** Reads within the transaction of the calling thread. */
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    <T extends @Nullable Object> T read(Query<T> query) {
        Transaction transaction = current();
        try {
            return query.run(transaction.rows());
        } catch (SQLException e) {
            connection.failed(e);
            transaction.doom(e);
            throw errors.of(e);
        }
    }

    /**
     * Runs {@code work} and returns after its commit, or, inside a transaction, as part of that.
     *
     * @throws LarderTimeoutException if others were in the way until after the deadline
     */
    <T extends @Nullable Object> Committed<T> run(Deadline deadline, Work<T> work) {
        if (isHeldByCurrentThread()) {
            return Committed.joined(join(current(), work));
        }
        Task<T> task = new Task<>(work, deadline);
        switch (door.enter(task, deadline)) {
            case TIMED_OUT -> throw errors.timeout(deadline.waited(), null);
            case ENTERED -> lead(task);
            case SERVED -> {}
        }
        T result = task.result();
        committed(task.transaction());
        return Committed.of(result, task.transaction());
    }

    /**
     * Runs {@code body} with the writer held, in one transaction; inside a transaction, as part of that.
     *
     * @throws LarderTimeoutException if others were in the way for longer than {@code wait}
     */
    <T extends @Nullable Object> Committed<T> transact(Wait wait, Supplier<T> body) {
        if (isHeldByCurrentThread()) {
            return Committed.joined(body.get());
        }
        Deadline deadline = new Deadline(wait);
        if (door.enter(new Ticket(true), deadline) == Door.Admission.TIMED_OUT) {
            throw errors.timeout(deadline.waited(), null);
        }
        Transaction transaction = newTransaction();
        try {
            requireOpen();
            connection.apply(connections.pragmas());
            begin(deadline);
            current = transaction;
            owner = Thread.currentThread();
            try {
                T result = body.get();
                transaction.requireUndamaged();
                commit(deadline);
                counts.committed(1);
                committed(transaction);
                return Committed.of(result, transaction);
            } catch (Throwable e) {
                undo(transaction, e);
                throw e;
            }
        } catch (SQLException e) {
            throw errors.of(e, deadline);
        } finally {
            owner = null;
            current = null;
            door.leave();
            checkpoints.committed();
        }
    }

    /** Sets pragmas of the database file, which cannot be set inside a transaction. */
    void configure(Pragmas pragmas, Deadline deadline) {
        if (door.enter(new Ticket(true), deadline) == Door.Admission.TIMED_OUT) {
            throw errors.timeout(deadline.waited(), null);
        }
        try {
            requireOpen();
            Busy.retry(deadline, () -> {
                connection.set(pragmas);
                return true;
            });
        } catch (SQLException e) {
            throw errors.of(e, deadline);
        } finally {
            door.leave();
        }
    }

    /** Waits for whoever is inside and closes the connection; what comes later is refused. */
    void close() {
        Deadline forever = new Deadline(Wait.FOREVER);
        door.enter(new Ticket(true), forever);
        try {
            if (!closed) {
                closed = true;
                connection.close();
            }
        } catch (SQLException e) {
            throw errors.of(e);
        } finally {
            door.leave();
        }
    }

    private void committed(Transaction transaction) {
        transaction.count(counts);
        transaction.committed();
        watches.committed(transaction);
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreClosedException("The store is closed; open it again to use it");
        }
    }

    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    private <T extends @Nullable Object> T join(Transaction transaction, Work<T> work) {
        long before = changes();
        try {
            return work.run(transaction);
        } catch (SQLException e) {
            connection.failed(e);
            transaction.doom(e);
            throw errors.of(e);
        } catch (Throwable e) {
            if (changes() != before) {
                transaction.doom(e);
            }
            throw e;
        }
    }

    private Transaction current() {
        Transaction transaction = current;
        if (transaction == null) {
            throw new IllegalStateException("This thread is in no transaction");
        }
        transaction.requireUndamaged();
        return transaction;
    }

    /** Runs the work of the thread inside, and of those that wait. Leaves the door. */
    private void lead(Task<?> first) {
        group.clear();
        group.add(first);
        try {
            requireOpen();
            connection.apply(connections.pragmas());
            if (!door.isQuiet() || !runAlone(first)) {
                runGroup(first);
            }
        } catch (SQLException e) {
            first.fail(errors.of(e, first.deadline()));
        } catch (Throwable e) {
            first.fail(e);
        } finally {
            leave();
            checkpoints.committed();
        }
    }

    /** Lets the next one in before waking those who were served: waking takes long. */
    private void leave() {
        if (group.size() == 1) {
            door.leave();
            return;
        }
        List<Task<?>> served = List.copyOf(group.subList(1, group.size()));
        served.forEach(Ticket::done);
        door.leave();
        served.forEach(Ticket::wake);
    }

    /** One statement needs no transaction around it, which makes up a fifth of a small write. */
    private boolean runAlone(Task<?> task) throws SQLException {
        try {
            boolean isDone = Busy.retry(task.deadline(), counts, () -> task.runAlone(newTransaction()));
            if (isDone) {
                counts.committed(1);
            }
            return isDone;
        } catch (SQLException e) {
            connection.failed(e);
            throw e;
        }
    }

    private void runGroup(Task<?> first) throws SQLException {
        begin(first.deadline());
        try {
            long start = System.nanoTime();
            runInGroup(first);
            while (group.size() < GROUP_TASKS && System.nanoTime() - start < GROUP_NANOS) {
                Task<?> next = (Task<?>) door.nextShared();
                if (next == null) {
                    break;
                }
                group.add(next);
                runInGroup(next);
            }
            commit(first.deadline());
            counts.committed(group.size());
        } catch (Throwable e) {
            rollback(e);
            group.forEach(Task::rolledBack);
            if (group.size() == 1) {
                throw e;
            }
            group.forEach(this::runSeparately);
        }
    }

    /** Runs a task so that a failure that changed nothing stays its own; other failures break up the group. */
    private void runInGroup(Task<?> task) throws SQLException {
        long before = connection.changes();
        try {
            task.run(newTransaction());
        } catch (SQLException e) {
            throw e;
        } catch (Throwable e) {
            if (connection.changes() != before) {
                throw e;
            }
            task.fail(e);
        }
    }

    /** Runs a task of a group that was rolled back in a transaction of its own, so that it gets its own error only. */
    private void runSeparately(Task<?> task) {
        try {
            begin(task.deadline());
            try {
                task.run(newTransaction());
                commit(task.deadline());
                counts.committed(1);
            } catch (Throwable e) {
                rollback(e);
                task.rolledBack();
                throw e;
            }
        } catch (SQLException e) {
            task.fail(errors.of(e, task.deadline()));
        } catch (Throwable e) {
            task.fail(e);
        }
    }

    private Transaction newTransaction() {
        return new Transaction(connection, config.clock(), config.removals() != null, accesses, !watches.isEmpty());
    }

    private void begin(Deadline deadline) throws SQLException {
        Busy.retry(deadline, counts, () -> {
            connection.begin();
            return true;
        });
    }

    /** Commits; with a journal other than the write-ahead log this waits for readers. */
    private void commit(Deadline deadline) throws SQLException {
        Busy.retry(deadline, counts, () -> {
            connection.commit();
            return true;
        });
    }

    private void undo(Transaction transaction, Throwable cause) {
        rollback(cause);
        transaction.rolledBack();
        files.delete(transaction.newFiles());
    }

    private void rollback(Throwable cause) {
        if (cause instanceof SQLException failure) {
            connection.failed(failure);
        }
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private long changes() {
        try {
            return connection.changes();
        } catch (SQLException e) {
            throw errors.of(e);
        }
    }
}
