package dev.larder.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's Flyway and Larder's in one schema, and the application's Flyway for both. */
final class SharedMigrationsTest {

    @TempDir
    Path directory;

    private final DataSource database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");
    private final DSLContext dsl = DSL.using(database, SQLDialect.H2);

    private void migrateApplication(String... more) throws IOException {
        Files.writeString(directory.resolve("V100__orders.sql"), "create table orders (number int);");
        String[] locations = new String[more.length + 1];
        locations[0] = "filesystem:" + directory;
        System.arraycopy(more, 0, locations, 1, more.length);
        Flyway.configure(getClass().getClassLoader())
                .dataSource(database)
                .locations(locations)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private void requireBoth() {
        JooqLarder shared = JooqLarder.using(dsl);
        dsl.transaction(transaction -> {
            transaction.dsl().execute("insert into orders values (1)");
            shared.in(transaction).deque("outbox", Codec.int64()).addLast(1L);
        });
        assertThat(dsl.fetchCount(DSL.table("orders"))).isEqualTo(1);
        Integer outbox = dsl.transactionResult(transaction ->
                shared.in(transaction).deque("outbox", Codec.int64()).size());
        assertThat(outbox).isEqualTo(1);
    }

    @Test
    void migrate_beforeTheApplication_bothStart() throws IOException {
        JooqLarder.using(dsl).migrate(database);
        migrateApplication();
        JooqLarder.using(dsl).migrate(database);

        requireBoth();
    }

    @Test
    void migrate_afterTheApplication_bothStart() throws IOException {
        migrateApplication();
        JooqLarder.using(dsl).migrate(database);
        migrateApplication();

        requireBoth();
    }

    @Test
    void migrations_inTheApplicationsFlyway_makeTheTables() throws IOException {
        migrateApplication(JooqLarder.migrations(SQLDialect.H2));

        requireBoth();
    }

    @Test
    void ddl_runByHand_makesTheTables() throws IOException {
        migrateApplication();
        dsl.connection(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(JooqLarder.ddl(SQLDialect.H2));
            }
        });

        requireBoth();
    }
}
