package dev.larder.storage.postgresql;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.larder.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Whether the server passes over rows that another transaction holds, on which work queues rely: there are servers that
 * accept the words and hand one row to two.
 */
final class SkipLockedProbe {

    /** Name of the row that is tried out, which is no collection. */
    static final String PROBE = "larder: probe";

    private final Loans loans;
    private final Table<?> collections;
    private final Field<String> names = field(name("name"), String.class);

    SkipLockedProbe(Loans loans, String schema) {
        this.loans = loans;
        collections = table(name(schema, "larder_collection"));
    }

    /** @throws StorageException if it does not */
    void run() throws SQLException {
        try (Loan one = loans.borrow();
                Loan other = loans.borrow()) {
            Connection first = one.connection();
            Connection second = other.connection();
            DSL.using(first, SQLDialect.POSTGRES, settings())
                    .insertInto(collections, names)
                    .values(PROBE)
                    .onConflictDoNothing()
                    .execute();
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            try {
                int held = claim(first);
                int heldTwice = held == 0 ? 0 : claim(second);
                if (heldTwice > 0) {
                    throw new StorageException(
                            "The server accepts FOR UPDATE SKIP LOCKED but handed one row to two transactions: a work"
                                    + " queue would give one item to two holders. Use a server that keeps row locks"
                                    + " (in YugabyteDB: wait queues on, which is its default)",
                            null);
                }
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

    private static Settings settings() {
        return new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER);
    }

    private int claim(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES, settings())
                .select(names)
                .from(collections)
                .where(names.eq(PROBE))
                .forUpdate()
                .skipLocked()
                .fetch()
                .size();
    }
}
