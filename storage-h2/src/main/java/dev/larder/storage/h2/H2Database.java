package dev.larder.storage.h2;

import dev.larder.storage.Capability;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.Polling;
import dev.larder.storage.tables.TableDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/** An H2 database, which is open as long as a collection of it is. Safe for use by many threads. */
final class H2Database {

    /** Connections in use at the same time; a thread more waits for one. */
    private static final int MOST_CONNECTIONS = 64;

    private static final int NO_CONNECTION_SECONDS = 60;

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable Path file;
    private final String name;
    private final boolean isShared;
    private @Nullable Opened opened; // guarded by the lock
    private int users; // guarded by the lock

    private H2Database(@Nullable Path file, String name, boolean isShared) {
        this.file = file;
        this.name = name;
        this.isShared = isShared;
    }

    static H2Database inFile(Path file, boolean isShared) {
        return new H2Database(file, file.toString(), isShared);
    }

    static H2Database inMemory(String name) {
        return new H2Database(null, name, false);
    }

    private record Opened(JdbcConnectionPool pool, TableDatabase tables) {

        private void close() {
            tables.close();
            pool.dispose();
        }
    }

    private String url() {
        if (file == null) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        }
        // every commit is forced to the file: with the default a killed process loses half a second
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0" + (isShared ? ";AUTO_SERVER=TRUE" : "");
    }

    URI uri(String collection) {
        try {
            return file == null
                    ? new URI(H2StorageProvider.MEMORY, null, "/" + name, "collection=" + collection, null)
                    : new URI(
                            isShared ? H2StorageProvider.SHARED : H2StorageProvider.FILE,
                            null,
                            file.toString(),
                            "collection=" + collection,
                            null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The parts of a URI are quoted as they have to be", e);
        }
    }

    Store open(String collection, StoreConfig config) {
        TableDatabase tables = acquire();
        boolean isOpen = false;
        try {
            Store store = tables.open(collection, config, this::release);
            isOpen = true;
            return store;
        } finally {
            if (!isOpen) {
                release();
            }
        }
    }

    /** The names of all collections there are. */
    List<String> names() {
        TableDatabase tables = acquire();
        try {
            return tables.collections();
        } finally {
            release();
        }
    }

    /** The tables, for one more user. */
    private TableDatabase acquire() {
        lock.lock();
        try {
            Opened database = opened;
            if (database == null) {
                database = open();
                opened = database;
            }
            users++;
            return database.tables;
        } finally {
            lock.unlock();
        }
    }

    private Opened open() {
        makeDirectory();
        JdbcConnectionPool pool = JdbcConnectionPool.create(url(), "", "");
        pool.setMaxConnections(MOST_CONNECTIONS);
        pool.setLoginTimeout(NO_CONNECTION_SECONDS);
        TableDatabase.migrate(Dialect.H2, pool, null, name);
        Set<Capability> capabilities = EnumSet.of(Capability.SINGLE_WRITER);
        if (file != null) {
            capabilities.add(Capability.PERSISTENT);
        }
        if (isShared) {
            capabilities.add(Capability.MULTIPLE_PROCESSES);
        }
        TableDatabase tables = new TableDatabase(
                Dialect.H2, new Pooled(pool), null, name, null, file == null ? null : new Polling(), capabilities);
        return new Opened(pool, tables);
    }

    private void makeDirectory() {
        Path parent = file == null ? null : file.getParent();
        if (parent != null) {
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new StorageException(
                        "The directory " + parent + " for the H2 database cannot be made: " + e.getMessage()
                                + "; check the path and its rights",
                        e);
            }
        }
    }

    private void release() {
        lock.lock();
        try {
            users--;
            Opened database = opened;
            if (users > 0 || database == null) {
                return;
            }
            opened = null;
            if (file == null) {
                shutDown(database);
            }
            database.close();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the memory, which H2 would keep for the next one who asks for the name. */
    private static void shutDown(Opened database) {
        try (Connection connection = database.pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new StorageException("The H2 database in memory could not be closed: " + e.getMessage(), e);
        }
    }

    private record Pooled(JdbcConnectionPool pool) implements ConnectionSource {

        @Override
        public Connection acquire() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void release(Connection connection) throws SQLException {
            connection.close();
        }
    }
}
