package dev.larder.storage.postgresql;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.larder.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.SQLDialect;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tries out what the server does, and what stands before it: engines that speak PostgreSQL's language do not speak all
 * of it, and there are those that accept words and do not do as they say. Nothing it writes is committed.
 */
final class ServerProbe {

    private static final System.Logger LOG = System.getLogger(ServerProbe.class.getName());

    /** Number of no collection; its row in the table of turns is there for this. */
    private static final long NOBODY = 0;

    private static final Field<Long> COLLECTION = field(name("collection"), SQLDataType.BIGINT);

    private static final Duration SECOND_CONNECTION = Duration.ofSeconds(2);

    private final Loans loans;
    private final String schema;

    ServerProbe(Loans loans, String schema) {
        this.loans = loans;
        this.schema = schema;
    }

    /**
     * What may be left to the server.
     *
     * @param skipsLocked whether rows that another transaction holds can be passed over
     * @param bindsUpserts whether parameters may stand in what an insertion does if there is such a row
     * @param sparesConnection whether one connection can be kept to listen on, and others are left
     */
    record Abilities(boolean skipsLocked, boolean bindsUpserts, boolean sparesConnection) {

        /** Enough for a server to which nothing but queries is sent. */
        static final Abilities NONE = new Abilities(false, false, false);
    }

    /**
     * @throws StorageException if it is none that collections can rely on
     * @throws SQLException if it cannot be asked
     */
    Abilities run() throws SQLException {
        try (Loan one = loans.borrow();
                Loan other = loans.borrowAnother(SECOND_CONNECTION)) {
            Connection first = one.connection();
            if (other == null) {
                return alone(first);
            }
            Connection second = other.connection();
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            try {
                requireOrder(first, second);
                return new Abilities(skipsLocked(first, second), bindsUpserts(first), true);
            } finally {
                first.rollback();
                second.rollback();
                first.setAutoCommit(true);
                second.setAutoCommit(true);
            }
        } catch (DataAccessException e) {
            SQLException cause = e.getCause(SQLException.class);
            if (cause == null) {
                throw e;
            }
            throw cause;
        }
    }

    /** What one connection can find out; what two transactions do to each other stays untried. */
    private Abilities alone(Connection connection) throws SQLException {
        LOG.log(
                System.Logger.Level.INFO,
                "The pool has no second connection to listen on, so changes are looked for, or to try out whether the"
                        + " server keeps rows locked, as PostgreSQL does; where queues are used it should have some");
        connection.setAutoCommit(false);
        try {
            boolean isAccepted = unlessRefused(
                            connection,
                            () -> on(connection)
                                    .fetch(turn().forUpdate().skipLocked())
                                    .size())
                    != null;
            return new Abilities(isAccepted, bindsUpserts(connection), false);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static DSLContext on(Connection connection) {
        return DSL.using(
                connection, SQLDialect.POSTGRES, new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER));
    }

    private Table<?> named(String table) {
        return table(name(schema, table));
    }

    /** Rows get numbers in the order in which they are written, whoever writes them: queues rely on it. */
    private void requireOrder(Connection first, Connection second) {
        long one = nextNumber(first);
        long two = nextNumber(second);
        long three = nextNumber(first);
        if (one >= two || two >= three) {
            throw new StorageException(
                    "The server numbered rows " + one + ", " + two + ", " + three
                            + " that were written one after the other by two connections: queues would lose their"
                            + " order. Let sequences keep no numbers in reserve for each connection (in YugabyteDB:"
                            + " ysql_sequence_cache_minval=1)",
                    null);
        }
    }

    private long nextNumber(Connection connection) {
        Field<Long> id = field(name("id"), SQLDataType.BIGINT);
        return on(connection)
                .insertInto(
                        named("larder_tally"),
                        COLLECTION,
                        field(name("row_count"), SQLDataType.BIGINT),
                        field(name("byte_count"), SQLDataType.BIGINT),
                        field(name("weight"), SQLDataType.BIGINT))
                .values(NOBODY, 0L, 0L, 0L)
                .returningResult(id)
                .fetchSingle(id);
    }

    private boolean skipsLocked(Connection first, Connection second) throws SQLException {
        on(first).fetch(turn().forUpdate());
        Integer heldTwice = unlessRefused(
                second, () -> on(second).fetch(turn().forUpdate().skipLocked()).size());
        if (heldTwice != null && heldTwice > 0) {
            throw new StorageException(
                    "The server accepts FOR UPDATE SKIP LOCKED but handed one row to two transactions: a work"
                            + " queue would give one item to two holders. Use a server that keeps row locks"
                            + " (in YugabyteDB: wait queues on, which is its default)",
                    null);
        }
        return heldTwice != null;
    }

    private SelectConditionStep<Record1<Long>> turn() {
        return DSL.select(COLLECTION).from(named("larder_turn")).where(COLLECTION.eq(NOBODY));
    }

    private boolean bindsUpserts(Connection connection) throws SQLException {
        Field<String> setting = field(name("name"), SQLDataType.VARCHAR);
        Field<Short> kind = field(name("value_kind"), SQLDataType.SMALLINT);
        return unlessRefused(
                        connection,
                        () -> on(connection)
                                .insertInto(named("larder_setting"), COLLECTION, setting, kind)
                                .values(NOBODY, "probe", (short) 0)
                                .onConflict(COLLECTION, setting)
                                .doUpdate()
                                .set(kind, (short) 1)
                                .execute())
                != null;
    }

    /** Runs a statement whose words may not be understood; if they are not, returns null and ends the transaction. */
    private static <T> @Nullable T unlessRefused(Connection connection, Supplier<T> statement) throws SQLException {
        try {
            return statement.get();
        } catch (RuntimeException e) { // jOOQ's, or that of whoever reads the statement before the server does
            LOG.log(System.Logger.Level.DEBUG, "The server, or what stands before it, refuses a statement", e);
            connection.rollback();
            return null;
        }
    }
}
