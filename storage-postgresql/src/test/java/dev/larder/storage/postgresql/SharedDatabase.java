package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.tables.DistributionKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One set of tables for all tests of a class, each of which gets a collection of its own. At the end it looks whether
 * all statements that were sent meanwhile name the collection.
 */
final class SharedDatabase implements AutoCloseable {

    private static final AtomicLong CLASSES = new AtomicLong();

    private final AtomicLong made = new AtomicLong();
    private final String schema = "test_" + CLASSES.incrementAndGet();
    private final PostgreSqlStorage database = PostgreSql.at(
                    PostgresServer.url(DriverSockets.settings(OverheardSockets.class, schema)))
            .schema(schema)
            .applicationClock();
    private final Store keeper = database.open(StoreConfig.defaults());

    NamedStorage newStorage() {
        return database.named("test " + made.incrementAndGet());
    }

    /** Makes the cull limit of a collection, which has one of its own, -5. */
    void damageSettings(String collection) throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                PreparedStatement update = connection.prepareStatement("UPDATE " + schema
                        + ".larder_setting SET int_value = -5"
                        + " WHERE name = 'cull_limit'"
                        + " AND collection = (SELECT id FROM " + schema + ".larder_collection WHERE name = ?)")) {
            update.setString(1, collection);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Override
    public void close() {
        keeper.close();
        assertThat(OverheardSockets.statements(schema))
                .isNotEmpty()
                .allSatisfy(statement ->
                        assertThat(DistributionKey.missing(statement)).isEmpty());
    }
}
