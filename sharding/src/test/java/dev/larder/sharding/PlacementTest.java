package dev.larder.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the rows of collections are. */
final class PlacementTest {

    private static final int SERVERS = 3;

    /** The collections that have rows in a table of one server. */
    private static Set<Long> collections(int server, String table) throws SQLException {
        Set<Long> found = new HashSet<>();
        try (Connection connection = SharedServers.get().dataSource(server).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT DISTINCT collection FROM larder." + table + " WHERE collection > 0")) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found;
    }

    @Test
    void rows_ofSixCollections_areOnAllServersAndOfEachOnOne() throws SQLException {
        for (int i = 0; i < 2 * SERVERS; i++) {
            try (Store store = SharedServers.newStorage().open(StoreConfig.defaults())) {
                store.store(
                        Key.of("key"),
                        Item.of(Encoded.natively(Scalar.of("x".repeat(100_000)))),
                        Condition.always(),
                        null,
                        Cull.NONE,
                        Wait.FOREVER);
                assertThat(store.totals().bytes()).isEqualTo(100_000);
            }
        }
        for (String table : new String[] {"larder_turn", "larder_entry", "larder_chunk", "larder_tally"}) {
            for (int server = 0; server < SERVERS; server++) {
                int place = server;
                assertThat(collections(server, table))
                        .as(table + " on server " + server)
                        .hasSizeGreaterThanOrEqualTo(2)
                        .allMatch(collection -> collection % SERVERS == place);
            }
        }
    }
}
