package dev.larder.storage.tables;

import dev.larder.storage.jooq.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection in use: in a transaction, or for a single statement. Used by one thread. */
final class Tx {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Connection connection;
    private final Statements statements;
    private final Script script;
    private final Deadline deadline;
    private final Patience patience;
    private final List<Runnable> onCommit = new ArrayList<>();
    private final List<Runnable> onRollback = new ArrayList<>();
    private final Map<Sweeps, Sweep> sweeps = new LinkedHashMap<>();
    private final Set<Long> locked = new HashSet<>();
    private @Nullable SQLException failure;
    private long calledAt = System.nanoTime();

    /** @param isTogether whether the connection takes several statements at once */
    Tx(Connection connection, Statements statements, Deadline deadline, Patience patience, boolean isTogether) {
        this.connection = connection;
        this.statements = statements;
        script = new Script(connection, statements, isTogether);
        this.deadline = deadline;
        this.patience = patience;
    }

    Connection connection() {
        return connection;
    }

    Deadline deadline() {
        return deadline;
    }

    Script script() {
        return script;
    }

    Dialect dialect() {
        return statements.dialect();
    }

    /** A statement on one collection. */
    Call call(Sql sql, long collection) {
        return call(sql).set(Parameter.COLLECTION, collection);
    }

    Call call(Sql sql) {
        calledAt = System.nanoTime();
        return new Call(script, sql, timeoutSeconds(), patience.limit());
    }

    /**
     * Whole seconds, rounded up: shorter bounds are the database's own to keep. Not where the driver makes a setting of
     * the connection of it, which may be somebody else's.
     */
    private int timeoutSeconds() {
        if (dialect() != Dialect.POSTGRESQL) {
            return 0;
        }
        long remaining = Math.min(deadline.remaining(), patience.length());
        if (remaining == Long.MAX_VALUE) {
            return 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (remaining + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND));
    }

    /**
     * Whether a statement that was given up was so because the server had it for long, and not because the time was up.
     */
    boolean isGivenUpEarly() {
        return !deadline.isPast() && System.nanoTime() - calledAt >= patience.length();
    }

    /** Lets nobody else come past the same call on the collection from the next statement on until the end. */
    void lock(long collection) throws SQLException {
        if (locked.add(collection)) {
            call(Sql.LOCK_COLLECTION, collection).later();
        }
    }

    /** Lets nobody else write to the collection, in databases where writers come one after the other. */
    void beginWriting(long collection) throws SQLException {
        if (dialect().hasOneWriter()) {
            lock(collection);
        }
    }

    void onCommit(Runnable action) {
        onCommit.add(action);
    }

    void onRollback(Runnable action) {
        onRollback.add(action);
    }

    /** What is swept when this is committed, and all are told. */
    Sweep sweep(Sweeps of) {
        return sweeps.computeIfAbsent(of, Sweep::new);
    }

    void committed() {
        onCommit.forEach(Runnable::run);
        sweeps.values().forEach(Sweep::run);
    }

    void rolledBack() {
        onRollback.forEach(Runnable::run);
    }

    /** Takes note that a statement has failed, so that what went before must not be committed. */
    void fail(SQLException cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    @Nullable
    SQLException failure() {
        return failure;
    }
}
