package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Catalogue;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.FileComparison;
import dev.larder.storage.jooq.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** A connection to the database with what is kept ready on it. Used by one thread at a time. */
final class SqliteConnection implements AutoCloseable {

    private static final int GENERIC_ERROR = 1;

    private final Connection connection;
    private final DB database;
    private final Session session;
    private final Rows rows;
    private final KeptStatement beginRead;
    private final KeptStatement begin;
    private final KeptStatement commit;
    private final KeptStatement rollback;
    private Pragmas applied = Pragmas.NONE;

    /** Takes over an open connection in auto-commit mode. */
    SqliteConnection(SQLiteConnection connection, FileComparison files, long firstPosition) {
        this.connection = connection;
        database = connection.getDatabase();
        session = new Session(connection, Catalogue.sqlite(), firstPosition);
        rows = Rows.on(session, files);
        beginRead = new KeptStatement(connection, "BEGIN");
        begin = new KeptStatement(connection, "BEGIN IMMEDIATE");
        commit = new KeptStatement(connection, "COMMIT");
        rollback = new KeptStatement(connection, "ROLLBACK");
    }

    Session session() {
        return session;
    }

    Rows rows() {
        return rows;
    }

    /** Brings the connection into line with the settings, unless it is already. */
    @SuppressWarnings("ReferenceEquality") // asked for at each use, and the same object as long as nothing has changed
    void apply(Pragmas wanted) throws SQLException {
        if (applied != wanted) {
            set(wanted);
            applied = wanted;
        }
    }

    /** Sets those pragmas that have another value. */
    void set(Pragmas wanted) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            wanted.applyTo(statement);
        }
    }

    /** Begins a transaction that reads: all its statements see one state of the database. */
    void beginRead() throws SQLException {
        beginRead.execute();
    }

    /** Begins a transaction that may write, or fails at once when another connection has one. */
    void begin() throws SQLException {
        try {
            begin.execute();
        } catch (SQLException e) {
            if (SqliteErrors.code(e) != GENERIC_ERROR) {
                throw e;
            }
            // an earlier transaction could not be rolled back when its disk failed
            rollback();
            begin.execute();
        }
    }

    void commit() throws SQLException {
        commit.execute();
    }

    /**
     * Rolls back what failed, if SQLite has not already done so by itself, as it does when the disk fails or is full.
     */
    void rollback() throws SQLException {
        try {
            rollback.execute();
        } catch (SQLException e) {
            if (SqliteErrors.code(e) != GENERIC_ERROR) {
                throw e;
            }
        }
    }

    /**
     * Copies from the write-ahead log into the database file what no reader prevents; returns the log's pages, or -1 if
     * somebody else is just doing so.
     */
    long checkpoint() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet outcome = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
            outcome.next();
            return outcome.getLong(2);
        }
    }

    /**
     * Copies all of the write-ahead log with nobody writing meanwhile, and waits until nobody reads from it any more:
     * the next commit begins it anew. Returns whether that was possible before the deadline; if not, what could be
     * copied is.
     */
    boolean finishLog(Deadline deadline) throws SQLException {
        try (Pauses pauses = new Pauses();
                Statement statement = connection.createStatement()) {
            BusyHandler.setHandler(connection, new BusyHandler() {
                @Override
                protected int callback(int attempts) {
                    pauses.pause(deadline);
                    return deadline.isPast() ? 0 : 1;
                }
            });
            try {
                while (!restartLog(statement)) {
                    if (deadline.isPast()) {
                        return false;
                    }
                    pauses.pause(deadline); // the handler is not asked while another checkpoint is under way
                }
                return true;
            } finally {
                BusyHandler.clearHandler(connection);
            }
        }
    }

    private static boolean restartLog(Statement statement) throws SQLException {
        try (ResultSet outcome = statement.executeQuery("PRAGMA wal_checkpoint(RESTART)")) {
            return outcome.next() && outcome.getInt(1) == 0;
        }
    }

    /**
     * Moves what is in the log to the database file and empties the log. With {@code synchronous} on, all of it is on
     * the device afterwards. Without WAL mode there is nothing to do.
     */
    void emptyLog() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (result.next() && result.getInt(1) != 0) {
                throw new SQLException("The log could not be emptied: somebody else reads it");
            }
        }
    }

    /** To be called after each failure: the driver gives up most statements that failed, so they are prepared anew. */
    void failed(SQLException failure) {
        if (SqliteErrors.isBusy(failure)) {
            return;
        }
        try {
            session.discardStatements();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** How many changes of rows there were so far; tells whether something that failed has changed anything. */
    long changes() throws SQLException {
        return database.total_changes();
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
