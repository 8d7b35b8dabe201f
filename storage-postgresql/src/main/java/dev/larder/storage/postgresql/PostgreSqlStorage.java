package dev.larder.storage.postgresql;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreUnavailableException;
import dev.larder.storage.tables.Transactions;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A collection in a PostgreSQL database. Immutable and thread-safe; any number of threads and processes on any number
 * of machines may use the same collection.
 *
 * <p>As long as values lie in their rows, these methods are one round trip each, be they a transaction of several
 * statements or not, and however short the wait: {@code get}, {@code find}, {@code findAll}, {@code store} and
 * {@code remove} under any condition and with or without what was there before, {@code touch} whatever is there,
 * {@code add} to an integer, {@code append} of one item, {@code take}, {@code peek} at an end, everything about leases,
 * {@code offer} of up to 16 items, {@code claim}, and {@code settle} of one item.
 *
 * <p>Three take {@code storeAll} of up to some two hundred keys, {@code removeAll}, and {@code settle} as done of an
 * item that is not one's own any more. More take {@code store} at another place, {@code append} to a queue that is at
 * its bound or of several items at once, {@code take} of a row behind expired ones, and {@code store} where somebody is
 * told of removals: as many as they have statements, and one for the commit. So do values in chunks, and now and then a
 * {@code store} or {@code append} that trims the collection or reads its settings again.
 *
 * <p>All this holds with the usual settings of PostgreSQL's driver. Others may make it take more trips, but change
 * nothing else; where the connections take no more than one statement at a time, as with {@code prepareThreshold=-1},
 * each statement is a trip. So it is in a transaction of the application's own that Larder has joined.
 *
 * <p>A transaction of the caller's is serialisable. It is run again when it met another one, as long as the wait
 * allows.
 */
public final class PostgreSqlStorage implements NamedStorage {

    /** Where the migrations lie, for Flyway. */
    public static final String MIGRATIONS = "classpath:META-INF/larder/postgresql";

    /** Where that lies which makes the tables unlogged, for Flyway, beside the other migrations. */
    public static final String UNLOGGED_MIGRATIONS = "classpath:META-INF/larder/postgresql-unlogged";

    /** Name of the collection where none is chosen. */
    static final String DEFAULT = "default";

    /** The driver counts in seconds, and half of it has to be one. */
    private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(2);

    private static final Duration LONGEST_ANSWER = Duration.ofDays(1);

    private final PostgreSqlDatabase database;
    private final PostgreSqlOptions options;
    private final Connections connections;
    private final String collection;
    private final @Nullable Transactions together;

    PostgreSqlStorage(PostgreSqlOptions options, Connections connections) {
        this(new PostgreSqlDatabase(options, connections), options, connections, DEFAULT, null);
    }

    private PostgreSqlStorage(
            PostgreSqlDatabase database,
            PostgreSqlOptions options,
            Connections connections,
            String collection,
            @Nullable Transactions together) {
        this.database = database;
        this.options = options;
        this.connections = connections;
        this.collection = collection;
        this.together = together;
    }

    @Override
    public String name() {
        return collection;
    }

    @Override
    public PostgreSqlStorage named(String name) {
        return new PostgreSqlStorage(database, options, connections, Objects.requireNonNull(name, "name"), together);
    }

    @Override
    public PostgreSqlStorage together() {
        return new PostgreSqlStorage(database, options, connections, collection, Transactions.together());
    }

    /**
     * The tables in another schema than {@code larder}; it is made if it is not there.
     *
     * @throws IllegalArgumentException unless it is a plain name of lower-case letters, digits and underscores
     */
    public PostgreSqlStorage schema(String schema) {
        return with(options.withSchema(Objects.requireNonNull(schema, "schema")));
    }

    /**
     * Caches whose entries the server does not write to its log, so that writing costs it less: when the
     * <em>server</em> crashes, or is stopped in immediate mode, they are empty afterwards. An orderly restart, and
     * whatever happens to its clients, leaves them as they are. Standby servers have none of them.
     *
     * <p>The tables lie in a schema of their own, whose name is that of the {@linkplain #schema schema} with
     * {@code _unlogged} behind it. They hold caches only: a deque, an index, a work queue, a queue in a cache, and a
     * lock or counter of a {@code Larder} is an {@link UnsupportedOperationException} there. What an application builds
     * out of entries of a cache, such as a semaphore, is lost with them.
     *
     * @throws IllegalArgumentException if that name is too long, or hits are {@linkplain #readingFrom read from a
     *     replica}
     */
    public PostgreSqlStorage unlogged() {
        return with(options.unlogged());
    }

    /**
     * Reads hits of caches from a replica: a server that copies the whole database as PostgreSQL's streaming
     * replication does, and takes the load of reading off the one that is written to. {@link PostgreSql#at(DataSource)
     * As always}, the connections are borrowed and the pool is never closed.
     *
     * <p>It is asked by {@code Cache.get} and {@code getAll} alone, outside of transactions, for values that lie in
     * their rows; what they find there may be as old as the replica is behind, although it has just been changed or
     * removed by the same thread. What it does not have, or not all of, is read where it is written, and so is
     * everything else: loading and memoizing, {@code contains}, {@code entry}, streams, iteration, whatever decides
     * about a write, transactions, deques, indexes, queues and locks. Reads count as always, where rows are written;
     * what has expired is decided by the same clock.
     *
     * <p>How far it may be behind is for the server to say; Larder does not measure it. A replica that has failed, or
     * has not answered within two seconds, is not asked for ten seconds, and everything is read where it is written. It
     * need not be there when a collection is opened. Nothing but queries is sent to it.
     *
     * @throws IllegalArgumentException if the tables are {@linkplain #unlogged() unlogged}, which no replica has
     */
    public PostgreSqlStorage readingFrom(DataSource replica) {
        return with(options.withReplica(new BorrowedConnections(Objects.requireNonNull(replica, "replica"))));
    }

    /**
     * The same for a replica at a JDBC URL, with a pool of Larder's own.
     *
     * @throws IllegalArgumentException also if it is not the URL of a PostgreSQL database
     */
    public PostgreSqlStorage readingFrom(String url) {
        return with(options.withReplica(new PooledConnections(url)));
    }

    /** Lets the clock of each application decide what has expired, not the server's: all of them must be right. */
    public PostgreSqlStorage applicationClock() {
        return with(options.withApplicationClock());
    }

    /**
     * Makes no tables: somebody else runs the migrations at {@link #MIGRATIONS}, and for {@linkplain #unlogged()
     * unlogged} tables those at {@link #UNLOGGED_MIGRATIONS} with them.
     */
    public PostgreSqlStorage withoutMigration() {
        return with(options.withoutMigration());
    }

    /**
     * How long the server may take to answer, instead of half a minute. What has not been answered by then is a
     * {@link StoreUnavailableException}, and the connection is given up: nothing waits for ever for a server that can
     * be reached but says nothing. It is also how long a connection is waited for, if the pool is Larder's own.
     *
     * <p>Half-way, the server is asked to give up what it has not yet answered. If it does, it is there, and what was
     * asked for waits for others or takes long: it is asked for again, with twice the time, as long as the caller
     * {@linkplain dev.larder.storage.Wait waits}. Making the tables may take twenty times as long as other answers.
     *
     * <p>On connections of the application's, the driver may take its {@code cancelSignalTimeout} longer, and how long
     * to wait for one is the pool's to say. Nothing of this holds for connections on which no network time-out can be
     * set, of which opening warns.
     *
     * @throws IllegalArgumentException if it is less than two seconds or more than a day
     */
    public PostgreSqlStorage answerWithin(Duration longest) {
        if (longest.compareTo(SHORTEST_ANSWER) < 0 || longest.compareTo(LONGEST_ANSWER) > 0) {
            throw new IllegalArgumentException(
                    "A server cannot be given " + longest + " for an answer; choose a time from two seconds to a day");
        }
        return with(options.withAnswer(longest));
    }

    private PostgreSqlStorage with(PostgreSqlOptions changed) {
        return new PostgreSqlStorage(
                new PostgreSqlDatabase(changed, connections), changed, connections, collection, null);
    }

    @Override
    public List<String> names() {
        return database.names();
    }

    @Override
    public Store open(StoreConfig config) {
        return database.open(collection, config, together);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only if the storage was made from a JDBC URL: another process has nothing of a pool of this one, and no
     * provider finds it. A {@linkplain #readingFrom replica} is not named: other processes choose their own.
     */
    @Override
    public URI uri() {
        String url = connections.url();
        String fragment = options.schema() + "/" + (options.isUnlogged() ? "unlogged" : "logged") + "/"
                + (options.usesServerClock() ? "server" : "application") + "/" + collection;
        try {
            return url == null
                    ? new URI("larder-data-source", "postgresql", fragment)
                    : new URI(PostgreSqlStorageProvider.SCHEME, url.substring("jdbc:".length()), fragment);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The parts of a URI are quoted as they have to be", e);
        }
    }

    @Override
    public String toString() {
        @Nullable String url = connections.url();
        return "PostgreSqlStorage[" + options.place() + ", " + collection + (url == null ? "" : ", " + url) + "]";
    }
}
