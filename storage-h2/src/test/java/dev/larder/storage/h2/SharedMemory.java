package dev.larder.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** One database in memory for all tests of a class, each of which gets a collection of its own. */
final class SharedMemory implements AutoCloseable {

    private final AtomicLong made = new AtomicLong();
    private final String name = UUID.randomUUID().toString();
    private final H2Storage database = H2.memory(name);
    private final Store keeper = database.open(StoreConfig.defaults());

    NamedStorage newStorage() {
        return database.named("test " + made.incrementAndGet());
    }

    /** Makes the cull limit of a collection, which has one of its own, -5. */
    void damageSettings(String collection) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + name, "", "");
                PreparedStatement update = connection.prepareStatement("UPDATE larder_setting SET int_value = -5"
                        + " WHERE name = 'cull_limit'"
                        + " AND collection = (SELECT id FROM larder_collection WHERE name = ?)")) {
            update.setString(1, collection);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Override
    public void close() {
        keeper.close();
    }
}
