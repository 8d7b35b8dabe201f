package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One caller's {@link Work} on its way through the door, with its outcome. */
final class Task<T extends @Nullable Object> extends Ticket {

    private final Work<T> work;
    private final Deadline deadline;
    private @Nullable Transaction transaction;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Task(Work<T> work, Deadline deadline) {
        super(false);
        this.work = work;
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Does the work in one statement if that is possible, and says whether it was. */
    boolean runAlone(Transaction fresh) throws SQLException {
        T outcome = work.runAlone(fresh);
        if (outcome == null) {
            return false;
        }
        transaction = fresh;
        result = outcome;
        return true;
    }

    /** Does the work; what it throws leaves the task without an outcome. */
    void run(Transaction fresh) throws SQLException {
        transaction = fresh;
        failure = null;
        result = work.run(fresh);
    }

    /** What it did was undone. */
    void rolledBack() {
        if (transaction != null) {
            transaction.rolledBack();
        }
    }

    /** @param cause unchecked: errors of the database have got their meaning before */
    void fail(Throwable cause) {
        failure = cause;
    }

    /** What the work did, once it is committed. */
    Transaction transaction() {
        if (transaction == null) {
            throw new IllegalStateException("The work was not done");
        }
        return transaction;
    }

    /** What the work returned; throws what it threw. */
    @SuppressWarnings("NullAway") // null is a result like any other where the work's type allows it
    T result() {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return result;
    }
}
