package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.Index;
import dev.larder.codec.Codec;
import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hits come from a replica, and everything else from where it was written. */
final class ReplicaTest {

    /** A replica has two seconds to answer, but not for each question; and a slow machine. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final String LARGE = "x".repeat(100_000);

    private static Cache<String, String> open(PostgreSqlStorage storage) {
        return Cache.on(storage)
                .keys(Codec.string())
                .values(Codec.string())
                .statistics(true)
                .open();
    }

    private static String ask(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReplay(RestartableServer primary, RestartableServer standby) {
        String written = ask(primary.url(), "SELECT pg_current_wal_insert_lsn()");
        Threads.await(() -> ask(standby.url(), "SELECT pg_last_wal_replay_lsn() >= '" + written + "'")
                .equals("t"));
    }

    @Test
    void cache_streamingReplica_givesItsHitsAndNothingElse(@TempDir Path directory) {
        try (RestartableServer primary = RestartableServer.in(directory.resolve("primary"));
                RestartableServer standby = primary.startStandby(directory.resolve("standby"))) {
            PostgreSqlStorage storage = PostgreSql.at(primary.url()).readingFrom(standby.url());
            try (Cache<String, String> cache = open(storage);
                    Index<String, String> index = Index.on(storage.named("index"))
                            .keys(Codec.string())
                            .values(Codec.string())
                            .open();
                    Deque<String> deque = Deque.on(storage.named("deque"))
                            .values(Codec.string())
                            .open()) {
                cache.set("key", "old");
                cache.set("large", LARGE);
                index.put("key", "old");
                deque.add("old");
                awaitReplay(primary, standby);
                execute(standby.url(), "SELECT pg_wal_replay_pause()");
                Threads.await(() -> ask(standby.url(), "SELECT pg_get_wal_replay_pause_state()")
                        .equals("paused"));
                cache.set("key", "new");
                cache.set("large", LARGE + "new");
                cache.set("later", "new");
                index.put("key", "new");
                deque.add("new");

                assertThat(cache.get("key")).isEqualTo("old");
                assertThat(cache.getAll(List.of("key"))).isEqualTo(Map.of("key", "old"));
                assertThat(cache.stats().hits()).as("counted").isEqualTo(2);

                assertThat(cache.get("later"))
                        .as("what the replica does not have")
                        .isEqualTo("new");
                assertThat(cache.getAll(List.of("key", "later")))
                        .as("one state")
                        .isEqualTo(Map.of("key", "new", "later", "new"));
                assertThat(cache.get("large")).isEqualTo(LARGE + "new");
                assertThat(cache.entry("key").orElseThrow().value()).isEqualTo("new");
                assertThat(cache.get("key", key -> "loaded")).isEqualTo("new");
                assertThat(cache.asMap().get("key")).isEqualTo("new");
                assertThat(cache.<String>transactResult(same -> same.get("key")))
                        .isEqualTo("new");
                assertThat(cache.compareAndSet("key", "new", "newer")).isTrue();
                assertThat(cache.contains("later")).isTrue();
                assertThat(cache).containsExactlyInAnyOrder("key", "large", "later");
                assertThat(index.get("key")).isEqualTo("new");
                assertThat(deque.pollFirst()).isEqualTo("old");
                assertThat(deque.peekFirst()).isEqualTo("new");
                assertThat(cache.delete("key")).isTrue();
                assertThat(cache.contains("key")).isFalse();

                assertThat(cache.get("key"))
                        .as("the replica has refused nothing")
                        .isEqualTo("old");
                execute(standby.url(), "SELECT pg_wal_replay_resume()");
                awaitReplay(primary, standby);
                assertThat(cache.get("key")).isNull();
                assertThat(cache.get("later")).isEqualTo("new");
                standby.stop();
                assertThat(cache.get("later")).as("without a replica").isEqualTo("new");
            }
        }
    }

    @Test
    void get_hit_costsTheServerNothing() throws SQLException {
        try (CountingPool pool = new CountingPool(any -> {});
                Cache<String, String> cache =
                        open(PostgreSql.at(pool).schema("replica").readingFrom(PostgresServer.url()))) {
            cache.set("key", "value");
            assertThat(cache.get("key")).isEqualTo("value");
            int before = pool.trips();
            assertThat(cache.get("key")).isEqualTo("value");
            assertThat(pool.trips() - before)
                    .as("but for the statistics, now and then")
                    .isLessThan(10);
        }
    }

    @Test
    void get_replicaSaysNothing_comesFromTheServerInTime() throws IOException {
        try (Relay relay = new Relay(PostgresServer.url());
                Cache<String, String> cache = open(PostgreSql.at(PostgresServer.url())
                        .schema("replica")
                        .named("silent")
                        .readingFrom(relay.url()))) {
            cache.set("key", "value");
            assertThat(cache.get("key")).isEqualTo("value");
            relay.block();
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(cache.get("key")).isEqualTo("value");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
            relay.unblock();
        }
    }

    @Test
    void open_replicaIsNotThere_opensAndReadsWhereItIsWritten() {
        try (Cache<String, String> cache = open(PostgreSql.at(PostgresServer.url())
                .schema("replica")
                .named("absent")
                .readingFrom("jdbc:postgresql://127.0.0.1:1/postgres?user=postgres"))) {
            cache.set("key", "value");
            assertThat(cache.get("key")).isEqualTo("value");
        }
    }

    @Test
    void get_fromADatabaseThatIsNoCopy_takesNothingFromIt() {
        execute(PostgresServer.url(), "CREATE DATABASE no_copy");
        String other = PostgresServer.url().replaceFirst("/postgres\\b", "/no_copy");
        assertThat(other).isNotEqualTo(PostgresServer.url());
        try (Cache<String, String> first = open(PostgreSql.at(other).named("another"));
                Cache<String, String> cache =
                        open(PostgreSql.at(other).schema("one").named("same"));
                Cache<String, String> copied =
                        open(PostgreSql.at(other).schema("one").named("second"));
                Cache<String, String> swapped = open(PostgreSql.at(PostgresServer.url())
                        .schema("one")
                        .named("second")
                        .readingFrom(other))) {
            first.set("key", "another's");
            cache.set("key", "another's");
            copied.set("key", "another's");
            swapped.set("key", "own");
            assertThat(swapped.get("key")).isEqualTo("own");
        }
    }

    @Test
    void readingFrom_whatCannotBe_isRefused() {
        PostgreSqlStorage storage = PostgreSql.at(PostgresServer.url());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> storage.readingFrom("jdbc:h2:mem:"))
                .withMessageContaining("jdbc:postgresql:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> storage.unlogged().readingFrom(PostgresServer.url()))
                .withMessageContaining("replica");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> storage.readingFrom(PostgresServer.url()).unlogged())
                .withMessageContaining("replica");
    }
}
