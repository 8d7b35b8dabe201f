package dev.larder.storage.tables;

import dev.larder.storage.Capability;
import dev.larder.storage.Durability;
import dev.larder.storage.LarderException;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.migration.Migrator;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables of collections in one database, from which the collections are opened by name. Safe for use by many
 * threads.
 */
public final class TableDatabase implements AutoCloseable {

    /** Name of Flyway's history table. */
    public static final String HISTORY = "larder_schema_history";

    private static final int VERSION = 1;

    static {
        Greeting.withhold();
    }

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final ConnectionSource connections;
    private final @Nullable ConnectionSource replica;
    private final Statements statements;
    private final Errors errors;
    private final WatchHub hub;
    private final String name;
    private final @Nullable InstantSource serverClock;
    private final Set<Capability> capabilities;
    private volatile @Nullable Boolean isUnlogged; // null until it was looked up

    /**
     * @param schema where the tables lie, or null for where the connection looks first
     * @param name of the database, for messages
     * @param serverClock the time of the server, or null to take that of {@link StoreConfig#clock()}
     * @param replica connections to a copy that lags behind, from which {@link dev.larder.storage.Access#RELAXED
     *     relaxed} reads may be answered, or null
     * @param changes how commits of others are noticed, or null if there are no others
     * @param capabilities what the stores can do
     */
    public TableDatabase(
            Dialect dialect,
            ConnectionSource connections,
            @Nullable ConnectionSource replica,
            @Nullable String schema,
            String name,
            @Nullable InstantSource serverClock,
            @Nullable ChangeSource changes,
            Set<Capability> capabilities) {
        this.connections = connections;
        this.replica = replica;
        statements = new Statements(dialect, requireSchema(schema), connections.skipsLocked());
        errors = new Errors(dialect, name);
        hub = new WatchHub(changes, name);
        this.name = name;
        this.serverClock = serverClock;
        this.capabilities = Set.copyOf(capabilities);
    }

    /**
     * Refuses what is not the plain name of a schema.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static @Nullable String requireSchema(@Nullable String schema) {
        if (schema != null && !SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("'" + schema
                    + "' cannot be the schema of Larder's tables: use lower-case letters, digits and underscores");
        }
        return schema;
    }

    /**
     * Makes the tables, or brings them to the present version; if they have it, that is one statement. Processes may do
     * so at once.
     *
     * @throws SchemaVersionException if a newer Larder has changed them
     * @throws dev.larder.storage.StorageException if the database fails
     */
    public static void migrate(Dialect dialect, DataSource dataSource, @Nullable String schema, String name) {
        migrate(dialect, dataSource, schema, name, List.of(dialect.migrations()), true);
    }

    /**
     * The same in PostgreSQL, where a crash of the server then empties the caches in them.
     *
     * @throws dev.larder.storage.StorageException also if the tables hold other collections than caches
     */
    public static void migrateUnlogged(DataSource dataSource, String schema, String name) {
        migrate(
                Dialect.POSTGRESQL,
                dataSource,
                schema,
                name,
                List.of(Dialect.POSTGRESQL.migrations(), UnloggedTables.MIGRATIONS),
                areUnlogged(dataSource, schema, name));
    }

    /**
     * Makes sure that somebody else has made such tables.
     *
     * @throws dev.larder.storage.StorageException if there are none, or the database fails
     */
    public static void requireUnlogged(DataSource dataSource, String schema, String name) {
        if (!areUnlogged(dataSource, schema, name)) {
            throw new StorageException(
                    "There are no unlogged tables in the schema " + schema + " of " + name + "; run the migrations at "
                            + UnloggedTables.MIGRATIONS + " beside those at " + Dialect.POSTGRESQL.migrations(),
                    null);
        }
    }

    private static boolean areUnlogged(DataSource dataSource, String schema, String name) {
        long start = System.nanoTime();
        try {
            return UnloggedTables.areIn(dataSource, schema);
        } catch (SQLException e) {
            throw new Errors(Dialect.POSTGRESQL, name).map(e, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** @param isComplete whether tables of the present version are all that is wanted */
    private static void migrate(
            Dialect dialect,
            DataSource dataSource,
            @Nullable String schema,
            String name,
            List<String> locations,
            boolean isComplete) {
        int found;
        long start = System.nanoTime();
        try {
            found = SchemaVersion.find(dialect, dataSource, requireSchema(schema));
            if (found < VERSION || (found == VERSION && !isComplete)) {
                found = Migrator.migrate(dataSource, locations, schema, HISTORY);
            }
        } catch (SQLException e) {
            throw new Errors(dialect, name).map(e, Duration.ofNanos(System.nanoTime() - start));
        }
        if (found > VERSION) {
            throw new SchemaVersionException("The tables in " + name + " have schema version " + found
                    + ", this Larder knows versions up to " + VERSION
                    + "; open them with the newer Larder that has migrated them");
        }
    }

    /**
     * What to throw when a database could not be opened.
     *
     * @param name of the database
     * @param advice what to do, unless it is the server that cannot be reached
     * @param waited how long it was tried
     */
    public static LarderException openingFailed(
            Dialect dialect, String name, String advice, SQLException e, Duration waited) {
        LarderException failure = new Errors(dialect, name).map(e, waited);
        return failure instanceof StorageException
                ? new StorageException("The database " + name + " cannot be used: " + e.getMessage() + "; " + advice, e)
                : failure;
    }

    /**
     * Opens a collection, making it if there is none with the name.
     *
     * @param together the transactions of stores that are used together with it, or null if it has its own
     * @throws UnsupportedOperationException if somebody is to be told of removals in a transaction whose end is not
     *     seen
     */
    public Store open(String collection, StoreConfig config, @Nullable Transactions together, Runnable onClose) {
        if (connections.isJoined() && config.removals() != null) {
            throw new UnsupportedOperationException("A removal listener cannot be told of what a transaction of the"
                    + " application removes, because it is not seen whether that is committed; open " + collection
                    + " without one");
        }
        Database database = database(config.durability(), together == null ? Transactions.ofOne() : together);
        long id = collection(database, collection, config.openWait());
        InstantSource clock = serverClock == null ? config.clock() : serverClock;
        String place = name + "/" + collection;
        return new TableStore(
                database,
                replica == null
                        ? null
                        : new Replica(
                                database(replica, config.durability(), Transactions.ofOne()), id, collection, place),
                hub,
                id,
                place,
                capabilities(database, config),
                config,
                clock,
                onClose);
    }

    private Set<Capability> capabilities(Database database, StoreConfig config) {
        if (!isUnlogged(database, config.openWait())) {
            return capabilities;
        }
        Set<Capability> fewer = EnumSet.copyOf(capabilities);
        fewer.add(Capability.CACHES_ONLY);
        return Collections.unmodifiableSet(fewer);
    }

    private boolean isUnlogged(Database database, Wait wait) {
        Boolean known = isUnlogged;
        if (known == null) {
            known = database.dialect() == Dialect.POSTGRESQL && database.read(wait, UnloggedTables::areUnlogged);
            isUnlogged = known;
        }
        return known;
    }

    private Database database(Durability durability, Transactions transactions) {
        return database(connections, durability, transactions);
    }

    private Database database(ConnectionSource source, Durability durability, Transactions transactions) {
        return new Database(source, statements, errors, durability, transactions);
    }

    private static long collection(Database database, String collection, Wait wait) {
        List<Long> known = database.read(wait, tx -> find(tx, collection));
        if (!known.isEmpty()) {
            return known.get(0);
        }
        return database.write(wait, tx -> {
            boolean isNew = tx.call(Sql.INSERT_COLLECTION)
                            .set(Parameter.NAME, collection)
                            .update()
                    > 0;
            long id = find(tx, collection).get(0);
            if (isNew && tx.dialect().hasOneWriter()) {
                tx.call(Sql.INSERT_TALLY, id).update();
            }
            return id;
        });
    }

    static List<Long> find(Tx tx, String collection) throws SQLException {
        return tx.call(Sql.FIND_COLLECTION).set(Parameter.NAME, collection).list(row -> row.getLong(1));
    }

    /** The names of all collections there are. */
    public List<String> collections() {
        return database(Durability.NORMAL, Transactions.ofOne())
                .read(Wait.FOREVER, tx -> tx.call(Sql.COLLECTION_NAMES).list(row -> row.getString(1)));
    }

    /** Ends what notices changes; the connections are their owner's to close. */
    @Override
    public void close() {
        hub.close();
    }
}
