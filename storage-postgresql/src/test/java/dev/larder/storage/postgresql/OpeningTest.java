package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import dev.larder.storage.Cull;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What opening costs, and what it needs. */
final class OpeningTest {

    private static void add(Store store) {
        store.add(Key.of("number"), Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
    }

    /** Making the tables takes Flyway a second one. */
    @Test
    void open_poolOfOneConnection_works() {
        PostgreSql.at(PostgresServer.url())
                .schema("opening_one")
                .open(StoreConfig.defaults())
                .close();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.url());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Store store = PostgreSql.at(pool).schema("opening_one").open(StoreConfig.defaults())) {
            add(store);
            assertThat(store.count()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void take_poolOfOneConnection_leavesItToOthersWhileItWaits() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.url());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config);
                Threads threads = new Threads();
                Deque<String> deque = Deque.on(
                                PostgreSql.at(pool).schema("opening_one").named("deque"))
                        .values(Codec.string())
                        .open()) {
            Future<String> taken = threads.start(deque::takeFirst);
            Threads.awaitBriefly(new CountDownLatch(1)); // it has begun to wait, mostly
            deque.addLast("element");
            assertThat(Threads.result(taken)).isEqualTo("element");
        }
    }

    @Test
    void open_currentSchema_startsNoMigration() throws SQLException {
        int making = tripsToOpen("opening_current");
        assertThat(tripsToOpen("opening_current"))
                .as("Flyway takes dozens, other than what is tried out at each opening")
                .isLessThan(making - 20);
    }

    private static int tripsToOpen(String schema) throws SQLException {
        try (CountingPool pool = new CountingPool(any -> {});
                Store store = PostgreSql.at(pool).schema(schema).open(StoreConfig.defaults())) {
            int trips = pool.trips();
            assertThat(store.count()).isZero();
            return trips;
        }
    }

    @Test
    void open_newerSchema_isRefused() throws SQLException {
        PostgreSqlStorage storage = PostgreSql.at(PostgresServer.url()).schema("opening_newer");
        storage.open(StoreConfig.defaults()).close();
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE opening_newer.larder_schema_history SET version = '999' WHERE version = '1'");
        }
        assertThatThrownBy(() -> storage.open(StoreConfig.defaults()))
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageContaining("999");
    }
}
