package dev.larder.examples.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.larder.jooq.JooqLarder;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.JDBCUtils;

/** The application's database: a pool of connections, and the tables of the application and of Larder. */
final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 4;

    private final HikariDataSource pool;
    private final SQLDialect dialect;

    /** @param url of a SQLite file, an H2 database or a PostgreSQL server */
    Database(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        dialect = JDBCUtils.dialect(url);
        if (dialect == SQLDialect.SQLITE) {
            // a transaction that reads first could not write any more if another one has written since
            config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
            config.addDataSourceProperty("busy_timeout", "10000");
        }
        pool = new HikariDataSource(config);
    }

    /** Makes all tables by one Flyway, the application's. */
    Database migrate() {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/orders", JooqLarder.migrations(dialect))
                .outOfOrder(true) // a later version of Larder adds numbers below ours
                .load()
                .migrate();
        return this;
    }

    DSLContext dsl() {
        // the names as the migration has them, which each database puts into the case that it likes
        Settings settings =
                new Settings().withRenderQuotedNames(RenderQuotedNames.NEVER).withRenderNameCase(RenderNameCase.LOWER);
        return DSL.using(pool, dialect, settings);
    }

    @Override
    public void close() {
        pool.close();
    }
}
