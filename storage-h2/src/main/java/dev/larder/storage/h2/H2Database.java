package dev.larder.storage.h2;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.larder.storage.Capability;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.SharedTables;
import dev.larder.storage.tables.TableDatabase;
import dev.larder.storage.tables.Transactions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An H2 database, which is open as long as a collection of it is. Safe for use by many threads. */
final class H2Database {

    /** Connections in use at the same time; a thread more waits for one. */
    private static final int MOST_CONNECTIONS = 64;

    private static final long NO_CONNECTION_MILLIS = 60_000;

    /** Statements that a connection keeps parsed: all there are; parsing takes longer than most of them. */
    private static final String CACHE = ";QUERY_CACHE_SIZE=128";

    private final @Nullable Path file;
    private final String name;
    private final boolean isShared;
    private final SharedTables shared = new SharedTables(this::open);

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

    private String url() {
        if (file == null) {
            // goes with its last connection
            return "jdbc:h2:mem:" + name + CACHE;
        }
        // async: an interrupted thread would close the file for all. WRITE_DELAY: each commit is written before it
        // returns, of which a killed process would lose half a second. TRACE_LEVEL_FILE: errors are thrown, not logged.
        return "jdbc:h2:async:" + file + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0" + CACHE
                + (isShared ? ";AUTO_SERVER=TRUE" : "");
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

    Store open(String collection, StoreConfig config, @Nullable Transactions together) {
        return shared.open(collection, config, together);
    }

    /** The names of all collections there are. */
    List<String> names() {
        return shared.names();
    }

    private SharedTables.Opened open() {
        if (file != null) {
            OpeningErrors.requirePlace(file);
        }
        if (isShared) {
            Loopback.require();
        }
        Connection kept = reach();
        HikariDataSource pool = null;
        boolean isOpen = false;
        try {
            pool = pool();
            TableDatabase.migrate(Dialect.H2, pool, null, name);
            SharedTables.Opened database = new SharedTables.Opened(tables(pool), closing(pool, kept));
            isOpen = true;
            return database;
        } finally {
            if (!isOpen) {
                closing(pool, kept).run();
            }
        }
    }

    /** The first connection, without which H2 would close the database, or drop it, whenever nobody uses it. */
    private Connection reach() {
        try {
            return DriverManager.getConnection(url(), "", "");
        } catch (SQLException e) {
            throw OpeningErrors.map(e, name, isShared);
        }
    }

    /** H2's own pool rolls back whenever a connection comes and goes, upon which H2 forgets what it has parsed. */
    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setUsername("");
        config.setPassword("");
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(NO_CONNECTION_MILLIS);
        config.setPoolName("larder");
        return new HikariDataSource(config);
    }

    private Runnable closing(@Nullable HikariDataSource pool, Connection kept) {
        return () -> {
            if (pool != null) {
                pool.close();
            }
            try {
                kept.close();
            } catch (SQLException e) {
                throw new StorageException(
                        "The H2 database " + name + " could not be closed: " + e.getMessage()
                                + "; what was committed is there when it is opened again",
                        e.getErrorCode(),
                        e);
            }
        };
    }

    private TableDatabase tables(DataSource pool) {
        Set<Capability> capabilities = EnumSet.of(Capability.SINGLE_WRITER);
        if (file != null) {
            capabilities.add(Capability.PERSISTENT);
        }
        if (isShared) {
            capabilities.add(Capability.MULTIPLE_PROCESSES);
        }
        CommitVersions changes = file == null ? null : new CommitVersions(pool);
        return new TableDatabase(Dialect.H2, new Pooled(pool), null, null, name, null, changes, capabilities);
    }

    private record Pooled(DataSource pool) implements ConnectionSource {

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
