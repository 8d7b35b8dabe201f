package dev.larder.jooq;

import dev.larder.Larder;
import dev.larder.LarderBuilder;
import dev.larder.SlowOperation;
import dev.larder.storage.tables.ConnectionSource;
import dev.larder.storage.tables.Dialect;
import dev.larder.storage.tables.TableDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionListenerProvider;
import org.jooq.impl.DefaultTransactionListenerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Collections in the database of an application, on PostgreSQL, on H2, or in a SQLite file of its own. What is done
 * with the collections that {@link #in(Configuration)} and {@link #in(Connection)} give is a part of the application's
 * transaction: it is committed or rolled back together with the application's own statements, and others see it only
 * then.
 *
 * <p>Larder never commits, rolls back, closes or changes the settings of what it was given. The tables are made by
 * {@link #migrate}, or by the application's own Flyway with the location that {@link #migrations} names, or by hand
 * from what {@link #ddl} prints.
 *
 * <p>Immutable and safe for use by many threads; what {@code in} returns belongs to one transaction and is used by the
 * thread that has the connection. It need not be closed.
 */
public final class JooqLarder {

    private final Configuration configuration;
    private final @Nullable String schema;
    private final UnaryOperator<LarderBuilder> options;

    private JooqLarder(Configuration configuration, @Nullable String schema, UnaryOperator<LarderBuilder> options) {
        this.configuration = configuration;
        this.schema = schema;
        this.options = options;
    }

    /**
     * Collections in the database that a {@code DSLContext} is for.
     *
     * @throws IllegalArgumentException if its dialect is not that of PostgreSQL, YugabyteDB, H2 or SQLite
     */
    public static JooqLarder using(DSLContext dsl) {
        Configuration configuration = Objects.requireNonNull(dsl, "dsl").configuration();
        dialect(configuration.family());
        return new JooqLarder(configuration, null, UnaryOperator.identity());
    }

    /**
     * The same with tables in this schema, not in the one where connections look first.
     *
     * @throws IllegalArgumentException unless it is a plain name of lower-case letters, digits and underscores
     */
    public JooqLarder schema(String name) {
        TableDatabase.requireSchema(Objects.requireNonNull(name, "name"));
        return new JooqLarder(configuration, name, options);
    }

    /**
     * The same with a listener that is told of each operation that takes at least so long; {@link SlowOperation} says
     * what is measured. It is called on the thread of the operation. Where that is a part of the application's
     * transaction it is called at once, within the transaction. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    public JooqLarder slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        Objects.requireNonNull(listener, "listener");
        if (atLeast.isNegative()) {
            throw new IllegalArgumentException("The time from which on an operation is slow is negative: " + atLeast
                    + "; use zero to report all operations");
        }
        return new JooqLarder(configuration, schema, builder -> builder.slowOperations(atLeast, listener));
    }

    /**
     * The collections, as a part of the transaction that the configuration is in. A cache with a removal listener is an
     * {@link UnsupportedOperationException}: what is not committed yet is told to nobody.
     */
    public Larder in(Configuration transaction) {
        Objects.requireNonNull(transaction, "transaction");
        return larder(new JoinedConnections(transaction.connectionProvider()));
    }

    /**
     * The collections outside of the application's transactions: each method is a transaction of its own, on a
     * connection of the {@code DSLContext}. The caller closes it when it is of no more use.
     */
    public Larder larder() {
        return larder(new OwnConnections(configuration.connectionProvider()));
    }

    /**
     * Does something with the collections after a transaction has been committed, and nothing if it is rolled back: for
     * what others are not to see before, or what is not worth keeping the transaction open for. It is then done in
     * transactions of its own, on the thread that has committed; if it fails, that is logged, and the application's
     * transaction stays committed. A process that is killed in between does not do it.
     *
     * @param transaction of a {@code DSLContext} whose configuration has {@link #listener()}; the end of a bare
     *     connection's transaction cannot be seen
     * @throws IllegalStateException if it has not
     */
    public void afterCommit(Configuration transaction, Consumer<? super Larder> work) {
        Objects.requireNonNull(work, "work");
        AfterCommit.add(Objects.requireNonNull(transaction, "transaction"), () -> {
            try (Larder larder = larder()) {
                work.accept(larder);
            }
        });
    }

    /** What a configuration needs for {@link #afterCommit}: {@code configuration.derive(JooqLarder.listener())}. */
    public static TransactionListenerProvider listener() {
        return new DefaultTransactionListenerProvider(new AfterCommit());
    }

    /**
     * The collections, as a part of the transaction that the connection is in: a JDBI handle's, or the one that Spring
     * has bound to the thread. With auto-commit on, each statement would be its own transaction, and half of a method
     * could be committed, so the first use of a collection is an {@link IllegalStateException} then. Otherwise as
     * {@link #in(Configuration)}.
     */
    public Larder in(Connection transaction) {
        Objects.requireNonNull(transaction, "transaction");
        return larder(JoinedConnections.of(transaction));
    }

    private Larder larder(ConnectionSource connections) {
        return options.apply(Larder.on(new SharedStorage(dialect(), connections, schema)))
                .open();
    }

    private Dialect dialect() {
        return dialect(configuration.family());
    }

    private static Dialect dialect(SQLDialect dialect) {
        return switch (dialect.family()) {
            case POSTGRES, YUGABYTEDB -> Dialect.POSTGRESQL;
            case H2 -> Dialect.H2;
            case SQLITE -> Dialect.SQLITE;
            default ->
                throw new IllegalArgumentException(
                        "Larder has no tables for " + dialect + "; use PostgreSQL, YugabyteDB, H2 or SQLite");
        };
    }

    /**
     * Makes the tables, or brings them to the present version, with a history table of Larder's own. Processes may do
     * so at once.
     *
     * @param dataSource of the same database, with the right to make tables
     * @throws dev.larder.storage.SchemaVersionException if a newer Larder has changed them
     * @throws dev.larder.storage.StorageException if the database fails
     */
    public JooqLarder migrate(DataSource dataSource) {
        TableDatabase.migrate(dialect(), dataSource, schema, "the application's database");
        return this;
    }

    /** Where the migrations of a dialect lie, to be added to the locations of the application's own Flyway. */
    public static String migrations(SQLDialect dialect) {
        return dialect(dialect).migrations();
    }

    /** The statements that make the tables in a dialect, for those who run them by hand. */
    public static String ddl(SQLDialect dialect) {
        try (InputStream script = dialect(dialect).script()) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The statements beside Larder's classes cannot be read", e);
        }
    }
}
