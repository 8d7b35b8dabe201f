package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.jooq.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All databases below a directory, held so that nobody else can open one until they are let go. SQLite itself tells
 * whether somebody else has one open, even idle: in its WAL mode each connection that has read anything keeps a shared
 * lock on the database file, and exclusive locking mode demands that there is none.
 */
final class HeldDatabases implements AutoCloseable {

    /** For all of them: they are read once, from beginning to end. */
    private static final Pragmas PRAGMAS = new Pragmas(
            List.of(new Pragmas.Pragma("locking_mode", "exclusive"), new Pragmas.Pragma("cache_size", "-512")));

    private final Map<Path, SqliteConnection> connections = new LinkedHashMap<>();

    private HeldDatabases() {}

    /**
     * Takes hold of the databases of these stores. What lies in their logs is moved to the databases.
     *
     * @throws LarderTimeoutException if anybody has one of them open; then none is held
     */
    static HeldDatabases hold(List<Path> stores) {
        HeldDatabases held = new HeldDatabases();
        try {
            stores.forEach(held::add);
            return held;
        } catch (Throwable e) {
            held.closeAfter(e);
            throw e;
        }
    }

    private void add(Path store) {
        try {
            SqliteConnection connection = Connections.to(store).open();
            connections.put(store, connection);
            connection.set(PRAGMAS);
            try (Statement statement = connection.session().connection().createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                statement.execute("COMMIT");
            }
            connection.emptyLog();
        } catch (SQLException e) {
            throw SqliteErrors.isBusy(e) ? inUse(store, e) : new SqliteErrors(store).of(e);
        }
    }

    private static LarderTimeoutException inUse(Path store, SQLException cause) {
        return new LarderTimeoutException(
                "Another process, or another part of this one, has " + store
                        + " open. Stop every program that uses the directory, Python processes too, and try again;"
                        + " nothing was changed",
                Duration.ZERO,
                cause);
    }

    /** The connection to the database of a store, under the name that the store had when it was held. */
    SqliteConnection connection(Path store) {
        return Objects.requireNonNull(connections.get(store), "not held");
    }

    /**
     * The connection, if rows and settings can be read through it, whoever has made the store.
     *
     * @throws SchemaVersionException if a newer Larder has migrated the store
     * @throws CorruptStoreException if it is no store, or not a whole one
     */
    static SqliteConnection requireReadable(Path store, SqliteConnection connection) throws SQLException {
        try {
            Schema.sqlite().requireReadable(connection.session());
            return connection;
        } catch (CorruptStoreException e) {
            throw new CorruptStoreException("Cannot read " + store + ": " + e.getMessage(), e);
        } catch (SchemaVersionException e) {
            throw new SchemaVersionException("Cannot read " + store + ": " + e.getMessage(), e);
        }
    }

    /** Lets go. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Map.Entry<Path, SqliteConnection> held : connections.entrySet()) {
            try {
                held.getValue().close();
            } catch (SQLException e) {
                RuntimeException told = new SqliteErrors(held.getKey()).of(e);
                if (failure == null) {
                    failure = told;
                } else {
                    failure.addSuppressed(told);
                }
            }
        }
        connections.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
