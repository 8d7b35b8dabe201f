package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.FakeClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clock of the server decides what has expired, whatever those of the applications say. */
final class ServerClockTest {

    private static final Key KEY = Key.of("key");

    private static double serverTime() throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT extract(epoch FROM clock_timestamp())")) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static void put(Store store, Expiry expiry) {
        Item item = new Item(Encoded.natively(Scalar.of("value")), expiry, null);
        store.store(KEY, item, Condition.always(), null, Cull.NONE, Wait.FOREVER);
    }

    @Test
    void expiry_applicationYearsAhead_isByTheServersClock() throws SQLException {
        PostgreSqlStorage storage = PostgreSql.at(PostgresServer.url()).schema("server_clock");
        FakeClock ahead = new FakeClock();
        try (Store right = storage.open(StoreConfig.defaults());
                Store wrong = PostgreSql.at(PostgresServer.url())
                        .schema("server_clock")
                        .open(StoreConfig.defaults().withClock(ahead))) {
            put(right, Expiry.after(Duration.ofHours(1)));
            assertThat(wrong.get(KEY, Access.IGNORE)).isNotNull();

            put(wrong, Expiry.after(Duration.ofHours(1)));
            assertThat(right.find(KEY, Fetch.METADATA, Access.IGNORE).expireTime())
                    .isCloseTo(serverTime() + 3_600, within(60.0));
            ahead.advance(Duration.ofDays(1));
            assertThat(wrong.get(KEY, Access.IGNORE)).isNotNull();

            put(wrong, Expiry.after(Duration.ZERO));
            assertThat(right.get(KEY, Access.IGNORE)).isNull();
        }
    }

    @Test
    void instant_betweenTwoQuestions_isBetweenTheirAnswers() throws SQLException {
        try (CountingPool pool = new CountingPool(any -> {})) {
            ServerClock clock = new ServerClock(new Loans(pool, Duration.ofSeconds(30)));
            double before = serverTime();
            double told = clock.instant().toEpochMilli() / 1e3;
            assertThat(told).isBetween(before - 1, serverTime() + 1);
        }
    }
}
