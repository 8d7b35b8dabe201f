package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Catalogue;
import dev.larder.storage.jooq.FileComparison;
import dev.larder.storage.jooq.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** A connection to the database with what is kept ready on it. Used by one thread at a time. */
final class SqliteConnection implements AutoCloseable {

    private static final int GENERIC_ERROR = 1;

    private final Connection connection;
    private final DB database;
    private final Session session;
    private final Rows rows;
    private final PreparedStatement beginRead;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private Pragmas applied = Pragmas.NONE;

    /** Takes over an open connection in auto-commit mode. */
    SqliteConnection(SQLiteConnection connection, FileComparison files) throws SQLException {
        this.connection = connection;
        database = connection.getDatabase();
        session = new Session(connection, Catalogue.sqlite());
        rows = Rows.on(session, files);
        beginRead = connection.prepareStatement("BEGIN");
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
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

    /** Rolls back, if SQLite has not already done so by itself, as it does when the disk fails or is full. */
    void rollback() throws SQLException {
        try {
            rollback.execute();
        } catch (SQLException e) {
            if (SqliteErrors.code(e) != GENERIC_ERROR) {
                throw e;
            }
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
