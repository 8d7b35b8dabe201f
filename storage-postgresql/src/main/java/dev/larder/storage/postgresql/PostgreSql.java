package dev.larder.storage.postgresql;

import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/** Where a PostgreSQL database is. Collections in it have names; opening nothing by itself. */
public final class PostgreSql {

    private PostgreSql() {}

    /**
     * The database that a pool of the application is to. Its connections are borrowed for one operation, or for one
     * transaction, and given back as they were; the pool is never closed. A second one is borrowed when the first
     * collection is opened, if there is one, and one is kept as long as somebody waits for a change: a pool of one
     * connection does where nobody does, once the tables are made, which takes two.
     */
    public static PostgreSqlStorage at(DataSource dataSource) {
        return new PostgreSqlStorage(
                PostgreSqlOptions.DEFAULTS, new BorrowedConnections(Objects.requireNonNull(dataSource, "dataSource")));
    }

    /**
     * The database that a {@code DSLContext} of the application is to, by its connection provider; otherwise as
     * {@link #at(DataSource)}. Its transactions are not joined: that is what {@code JooqLarder} does.
     */
    public static PostgreSqlStorage at(DSLContext dsl) {
        return new PostgreSqlStorage(
                PostgreSqlOptions.DEFAULTS,
                new BorrowedConnections(new ProvidedConnections(
                        Objects.requireNonNull(dsl, "dsl").configuration().connectionProvider())));
    }

    /**
     * The database at a JDBC URL, which says user and password too if the server wants them. Larder makes a pool of its
     * own for it, which is open as long as a collection is.
     *
     * @throws IllegalArgumentException if it is not the URL of a PostgreSQL database
     */
    public static PostgreSqlStorage at(String url) {
        return new PostgreSqlStorage(PostgreSqlOptions.DEFAULTS, new PooledConnections(url));
    }
}
