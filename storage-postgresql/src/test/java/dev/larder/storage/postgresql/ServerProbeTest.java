package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkItem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What is found out about a server, and about what stands before it, when a collection is opened. */
final class ServerProbeTest {

    /** Connections through something that reads statements before the server does. */
    private static final class Narrow extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Narrow.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("prepareStatement")) {
                            requireUnderstood((String) arguments[0]);
                        }
                        if (method.getName().equals("isWrapperFor")) {
                            return false;
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        private static void requireUnderstood(String sql) throws SQLException {
            String text = sql.toLowerCase(Locale.ROOT);
            int conflict = text.indexOf("on conflict");
            if (text.contains("skip locked") || (conflict >= 0 && text.indexOf('?', conflict) >= 0)) {
                throw new SQLSyntaxErrorException("Not understood: " + sql);
            }
        }
    }

    private static PostgreSqlStorage narrow(String schema) {
        Narrow narrow = new Narrow();
        narrow.setUrl(PostgresServer.url());
        return PostgreSql.at(narrow).schema(schema);
    }

    private static void store(Store store, String key) {
        store.store(
                Key.of(key),
                Item.of(Encoded.natively(Scalar.of("value"))),
                Condition.always(),
                null,
                Cull.NONE,
                Wait.FOREVER);
    }

    @Test
    void open_noSkipLockedNorParametersBehindRows_claimsAndAddsAllTheSame() {
        try (Store store = narrow("narrow_claims").open(StoreConfig.defaults())) {
            assertThat(store.add(Key.of("sum"), Scalar.of(2), Scalar.of(1), Cull.NONE, Wait.FOREVER))
                    .isEqualTo(Scalar.of(3));
            assertThat(store.add(Key.of("sum"), Scalar.of(2), Scalar.of(1), Cull.NONE, Wait.FOREVER))
                    .isEqualTo(Scalar.of(5));
            WorkItem item = new WorkItem(Encoded.natively(Scalar.of("item")), Duration.ZERO, 0, null);
            store.offer(List.of(item), Wait.FOREVER);
            assertThat(store.claim(1, Duration.ofMinutes(1), 3, Wait.FOREVER).items())
                    .hasSize(1);
        }
    }

    @Test
    void open_noNotifications_waitersLookForThemselves() throws InterruptedException {
        PostgreSqlStorage storage = narrow("narrow_waits");
        try (Store waiting = storage.open(StoreConfig.defaults());
                Store other = narrow("narrow_waits").open(StoreConfig.defaults());
                var watch = waiting.watch(Key.of("key"))) {
            store(other, "key");
            assertThat(watch.await(new Wait(Duration.ofSeconds(20).toNanos()))).isTrue();
        }
    }

    @Test
    void open_numbersInReserveForEachConnection_isRefused() throws SQLException {
        PostgreSqlStorage storage = PostgreSql.at(PostgresServer.url()).schema("reserving");
        storage.open(StoreConfig.defaults()).close();
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SEQUENCE reserving.larder_tally_id_seq CACHE 100");
        }
        assertThatThrownBy(() -> storage.open(StoreConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("queues would lose their order")
                .hasMessageContaining("ysql_sequence_cache_minval=1");
    }
}
