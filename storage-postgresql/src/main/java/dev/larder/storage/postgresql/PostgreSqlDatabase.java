package dev.larder.storage.postgresql;

import dev.larder.storage.Capability;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.SharedTables;
import dev.larder.storage.tables.TableDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A PostgreSQL database, which is used as long as a collection of it is open. Safe for use by many threads. */
final class PostgreSqlDatabase {

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.MULTIPLE_PROCESSES, Capability.PERSISTENT);

    private final PostgreSqlOptions options;
    private final Connections connections;
    private final SharedTables shared = new SharedTables(this::open);

    PostgreSqlDatabase(PostgreSqlOptions options, Connections connections) {
        this.options = options;
        this.connections = connections;
    }

    private String name() {
        String url = connections.url();
        return url == null ? "PostgreSQL" : url.replaceFirst("\\?.*", "");
    }

    Store open(String collection, StoreConfig config) {
        return shared.open(collection, config);
    }

    /** The names of all collections there are. */
    List<String> names() {
        return shared.names().stream()
                .filter(name -> !name.equals(SkipLockedProbe.PROBE))
                .toList();
    }

    private SharedTables.Opened open() {
        boolean isOpen = false;
        try {
            DataSource pool = connections.open();
            if (options.migrates()) {
                TableDatabase.migrate(Dialect.POSTGRESQL, pool, options.schema(), name());
            }
            new SkipLockedProbe(pool, options.schema()).run();
            ServerClock clock = options.usesServerClock() ? new ServerClock(pool) : null;
            TableDatabase tables = new TableDatabase(
                    Dialect.POSTGRESQL,
                    new Pool(pool),
                    options.schema(),
                    name(),
                    clock,
                    new Notifications(pool, options.schema()),
                    CAPABILITIES);
            isOpen = true;
            return new SharedTables.Opened(tables, connections::close);
        } catch (SQLException e) {
            throw new StorageException(
                    "The database " + name() + " cannot be used: " + e.getMessage()
                            + "; check that the server runs and that the user may use the schema " + options.schema(),
                    e);
        } finally {
            if (!isOpen) {
                connections.close();
            }
        }
    }

    private static final class Pool implements ConnectionSource {

        private final Map<Connection, AutoCommitted> borrowed = new ConcurrentHashMap<>();
        private final DataSource dataSource;

        Pool(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public Connection acquire() throws SQLException {
            AutoCommitted connection = AutoCommitted.of(dataSource);
            borrowed.put(connection.connection(), connection);
            return connection.connection();
        }

        @Override
        public void release(Connection connection) throws SQLException {
            Objects.requireNonNull(borrowed.remove(connection), "a connection that was acquired")
                    .close();
        }
    }
}
