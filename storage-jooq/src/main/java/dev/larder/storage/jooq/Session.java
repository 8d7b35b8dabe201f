package dev.larder.storage.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection with its prepared statements, each prepared when first used and kept until the session is closed. Used
 * by one thread at a time. It starts and ends no transactions: its owner does, through {@link #connection()}.
 */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final Catalogue catalogue;
    private final long firstPosition;
    private final @Nullable PreparedStatement[] prepared = new @Nullable PreparedStatement[Sql.SLOTS];
    private final Map<String, PreparedStatement> pragmas = new HashMap<>();

    /** A session over a connection in auto-commit mode, which it closes in the end. Insertion order begins at 1. */
    public Session(Connection connection, Catalogue catalogue) {
        this(connection, catalogue, 1);
    }

    /** @param firstPosition place in insertion order of a row that is stored when there is none */
    public Session(Connection connection, Catalogue catalogue, long firstPosition) {
        this.connection = connection;
        this.catalogue = catalogue;
        this.firstPosition = firstPosition;
    }

    /** The connection, for transactions and pragmas. */
    public Connection connection() {
        return connection;
    }

    /** Where insertion order begins. */
    long firstPosition() {
        return firstPosition;
    }

    PreparedStatement prepared(Sql sql) throws SQLException {
        return prepared(sql, false);
    }

    /** The statement; who runs it closes its result set, which ends the read. */
    PreparedStatement prepared(Sql sql, boolean withValue) throws SQLException {
        int slot = sql.slot(withValue);
        PreparedStatement statement = prepared[slot];
        if (statement == null) {
            statement = connection.prepareStatement(catalogue.text(sql, withValue));
            prepared[slot] = statement;
        }
        return statement;
    }

    /** The statement that asks for the value of a pragma of SQLite's. */
    PreparedStatement pragma(String name) throws SQLException {
        PreparedStatement statement = pragmas.get(name);
        if (statement == null) {
            statement = connection.prepareStatement("pragma " + name);
            pragmas.put(name, statement);
        }
        return statement;
    }

    /**
     * Closes the statements; those that are needed again are prepared anew. For drivers that give up statements that
     * failed.
     */
    public void discardStatements() throws SQLException {
        for (int slot = 0; slot < prepared.length; slot++) {
            PreparedStatement statement = prepared[slot];
            prepared[slot] = null;
            if (statement != null) {
                statement.close();
            }
        }
        for (PreparedStatement statement : pragmas.values()) {
            statement.close();
        }
        pragmas.clear();
    }

    /** Closes the connection, and with it its statements. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
