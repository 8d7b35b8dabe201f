package dev.larder.storage.postgresql;

import dev.larder.storage.Capability;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.ChangeSource;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.Polling;
import dev.larder.storage.tables.SharedTables;
import dev.larder.storage.tables.TableDatabase;
import dev.larder.storage.tables.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database, which is used as long as a collection of it is open. Safe for use by many threads. */
final class PostgreSqlDatabase {

    private static final System.Logger LOG = System.getLogger(PostgreSqlDatabase.class.getName());

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.MULTIPLE_PROCESSES, Capability.PERSISTENT);

    /** A hit is soon, or it is looked for where it was written. */
    private static final Duration REPLICA_ANSWER = Duration.ofSeconds(2);

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

    Store open(String collection, StoreConfig config, @Nullable Transactions together) {
        return shared.open(collection, config, together);
    }

    /** The names of all collections there are. */
    List<String> names() {
        return shared.names();
    }

    private SharedTables.Opened open() {
        long start = System.nanoTime();
        try {
            Connections.Pool pool = connections.open(options.answer());
            boolean isOpen = false;
            try {
                Loans loans = new Loans(pool.dataSource(), options.answer());
                SharedTables.Opened opened = opened(loans, pool.closing());
                isOpen = true;
                return opened;
            } finally {
                if (!isOpen) {
                    pool.closing().run();
                }
            }
        } catch (SQLException e) {
            throw TableDatabase.openingFailed(
                    Dialect.POSTGRESQL,
                    name(),
                    "check that the server runs and that the user may use the schema " + options.place(),
                    e,
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private SharedTables.Opened opened(Loans loans, Runnable closing) throws SQLException {
        Connections replica = options.replica();
        if (replica == null) {
            return new SharedTables.Opened(tables(loans, null), closing);
        }
        Connections.Pool copies = replica.openIfThere(REPLICA_ANSWER);
        boolean isOpen = false;
        try {
            Loans ofCopies = new Loans(copies.dataSource(), REPLICA_ANSWER);
            TableDatabase tables = tables(loans, new Lending(ofCopies, ServerProbe.Abilities.NONE, false));
            isOpen = true;
            return new SharedTables.Opened(tables, () -> {
                copies.closing().run();
                closing.run();
            });
        } finally {
            if (!isOpen) {
                copies.closing().run();
            }
        }
    }

    private TableDatabase tables(Loans loans, @Nullable ConnectionSource replica) throws SQLException {
        warnIfUnlimited(loans);
        if (options.migrates()) {
            migrate(new MigrationConnections(loans));
        } else if (options.isUnlogged()) {
            TableDatabase.requireUnlogged(new MigrationConnections(loans), options.place(), name());
        }
        ServerProbe.Abilities abilities = new ServerProbe(loans, options.place()).run();
        return new TableDatabase(
                Dialect.POSTGRESQL,
                new Lending(loans, abilities, new ScriptProbe(loans).run()),
                replica,
                options.place(),
                name(),
                options.usesServerClock() ? new ServerClock(loans) : null,
                changes(loans, abilities),
                CAPABILITIES);
    }

    private void migrate(DataSource connections) {
        if (options.isUnlogged()) {
            TableDatabase.migrateUnlogged(connections, options.place(), name());
        } else {
            TableDatabase.migrate(Dialect.POSTGRESQL, connections, options.place(), name());
        }
    }

    private void warnIfUnlimited(Loans loans) throws SQLException {
        try (Loan loan = loans.borrow()) {
            if (!loan.isLimited()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The connections to {0} take no network time-out: should the server stop answering, operations"
                                + " wait as long as their driver does. Set a time-out there",
                        name());
            }
        }
    }

    /**
     * How others' commits are noticed: as the server tells them, if it does and there is a connection to hear it on.
     */
    private ChangeSource changes(Loans loans, ServerProbe.Abilities abilities) throws SQLException {
        return abilities.sparesConnection() && Notifications.areThere(loans)
                ? new Notifications(loans, options.place())
                : new Polling();
    }

    /** Connections for operations. */
    private static final class Lending implements ConnectionSource {

        private final Map<Connection, Loan> lent = new ConcurrentHashMap<>();
        private final Loans loans;
        private final ServerProbe.Abilities abilities;
        private final boolean takesScripts;

        Lending(Loans loans, ServerProbe.Abilities abilities, boolean takesScripts) {
            this.loans = loans;
            this.abilities = abilities;
            this.takesScripts = takesScripts;
        }

        @Override
        public boolean takesScripts() {
            return takesScripts;
        }

        @Override
        public boolean skipsLocked() {
            return abilities.skipsLocked();
        }

        @Override
        public boolean bindsUpserts() {
            return abilities.bindsUpserts();
        }

        @Override
        public Connection acquire() throws SQLException {
            Loan loan = loans.borrow();
            lent.put(loan.connection(), loan);
            return loan.connection();
        }

        @Override
        public Duration answer() {
            return loans.answer();
        }

        @Override
        public void limit(Connection connection, Duration longest) throws SQLException {
            Objects.requireNonNull(lent.get(connection), "a connection that was acquired")
                    .limit(longest);
        }

        @Override
        public void release(Connection connection) throws SQLException {
            Objects.requireNonNull(lent.remove(connection), "a connection that was acquired")
                    .close();
        }
    }
}
