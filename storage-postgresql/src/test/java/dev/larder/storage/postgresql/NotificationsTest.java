package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Commits wake those who wait in another process, for which another storage with connections of its own stands. */
final class NotificationsTest {

    private static final int ROUNDS = 21;

    private static final long MILLI = 1_000_000;

    private static PostgreSqlStorage storage(String schema) {
        return PostgreSql.at(PostgresServer.url()).schema(schema);
    }

    private static void put(Store store, Key key) {
        Item item = Item.of(Encoded.natively(Scalar.of("value")));
        store.store(key, item, Condition.always(), null, Cull.NONE, Wait.FOREVER);
    }

    /** Everything that is notified, as a third party hears it. */
    private static final class Listener implements AutoCloseable {

        private static final String MARK = "mark";

        private final Connection connection = DriverManager.getConnection(PostgresServer.url());

        Listener() throws SQLException {
            execute("LISTEN larder");
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private int count(String sql) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** What has been notified about a schema until now: notifications come in the order of the commits. */
        List<String> heard(String schema) throws SQLException {
            execute("NOTIFY larder, '" + MARK + "'");
            List<String> heard = new ArrayList<>();
            while (true) {
                PGNotification[] some = connection.unwrap(PGConnection.class).getNotifications(0);
                for (PGNotification each : some == null ? new PGNotification[0] : some) {
                    if (each.getParameter().equals(MARK)) {
                        return heard;
                    }
                    if (each.getParameter().startsWith(schema + ".")) {
                        heard.add(each.getParameter());
                    }
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Test
    void watch_commitOfAnotherProcess_wakesLongBeforeTheNextLook() {
        try (Threads threads = new Threads();
                Store taker = storage("notified").open(StoreConfig.defaults());
                Store putter = storage("notified").open(StoreConfig.defaults())) {
            long[] nanos = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                Key key = Key.of(round);
                CountDownLatch looked = new CountDownLatch(1);
                try (ChangeWatch watch = taker.watch(key)) {
                    Future<Long> woken = threads.start(() -> {
                        while (taker.get(key, Access.IGNORE) == null) {
                            looked.countDown();
                            watch.await(Wait.FOREVER);
                        }
                        return System.nanoTime();
                    });
                    Threads.await(looked);
                    long start = System.nanoTime();
                    put(putter, key);
                    nanos[round] = Threads.result(woken) - start;
                }
            }
            Arrays.sort(nanos);
            // who only looks every 250 ms is half of that late
            assertThat(nanos[ROUNDS / 2]).isLessThan(80 * MILLI);
        }
    }

    @Test
    void commit_watched_isNotifiedOnceAndNotBefore() throws SQLException {
        try (Listener listener = new Listener();
                Store taker = storage("notified_once").open(StoreConfig.defaults());
                Store putter = storage("notified_once").open(StoreConfig.defaults());
                ChangeWatch watch = taker.watch(Key.of("watched"))) {
            awaitWatcher(listener, "notified_once");
            put(putter, Key.of("first"));
            assertThat(listener.heard("notified_once")).hasSize(1);
            putter.transact(Wait.FOREVER, () -> {
                put(putter, Key.of("second"));
                put(putter, Key.of("third"));
                assertThat(heard(listener, "notified_once")).isEmpty();
                return true;
            });
            assertThat(listener.heard("notified_once")).hasSize(1);
            assertThat(watch).isNotNull();
        }
    }

    private static List<String> heard(Listener listener, String schema) {
        try {
            return listener.heard(schema);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Until the server knows that somebody waits. */
    private static void awaitWatcher(Listener listener, String schema) {
        Threads.await(() -> listener.count("SELECT count(*) FROM " + schema + ".larder_watcher") > 0);
    }

    @Test
    void commit_nobodyWaits_isNotNotified() throws SQLException {
        try (Listener listener = new Listener();
                Store store = storage("unwatched").open(StoreConfig.defaults())) {
            put(store, Key.of("key"));
            assertThat(listener.heard("unwatched")).isEmpty();
        }
    }
}
