package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.FailurePolicy;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches that the server keeps out of its log, and what must not be there. */
final class UnloggedTest {

    private static PostgreSqlStorage storage(String schema) {
        return PostgreSql.at(PostgresServer.url()).schema(schema).unlogged();
    }

    private static Cache<String, String> cache(Storage storage) {
        return Cache.on(storage).keys(Codec.string()).values(Codec.string()).open();
    }

    private static String persistence(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT relpersistence FROM pg_class WHERE oid = '" + table + "'::regclass")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void crash_unlogged_emptiesTheCacheAndLeavesTheOthers(@TempDir Path directory) {
        try (RestartableServer server = RestartableServer.in(directory.resolve("data"))) {
            PostgreSqlStorage logged = PostgreSql.at(server.url());
            PostgreSqlStorage unlogged = logged.unlogged().named("pages");
            FailurePolicy patience = FailurePolicy.FAIL.afterRetrying(Duration.ofMinutes(1));
            try (Cache<String, String> kept = Cache.on(logged)
                            .keys(Codec.string())
                            .values(Codec.string())
                            .onFailure(patience)
                            .open();
                    Cache<String, String> lost = Cache.on(unlogged)
                            .keys(Codec.string())
                            .values(Codec.string())
                            .onFailure(patience)
                            .sizeLimit(123_456_789)
                            .open()) {
                kept.set("key", "value");
                lost.set("key", "value");
                lost.set("long", "value".repeat(100_000));
                server.restart();
                assertThat(lost.get("key")).as("an orderly restart").isEqualTo("value");
                assertThat(lost.get("long")).hasSize(500_000);
                server.crash();
                assertThat(kept.get("key")).isEqualTo("value");
                assertThat(lost.get("key")).isNull();
                assertThat(lost.size()).isZero();
                assertThat(lost.settings().get(Setting.SIZE_LIMIT))
                        .as("settings are kept")
                        .isEqualTo(123_456_789);
                lost.set("key", "again");
                lost.set("long", "again".repeat(100_000));
                assertThat(lost.get("key")).isEqualTo("again");
                assertThat(lost.get("long")).hasSize(500_000);
                assertThat(lost.check()).isEmpty();
            }
        }
    }

    @Test
    void unlogged_tables_haveASchemaOfTheirOwn() throws SQLException {
        storage("apart").open(StoreConfig.defaults()).close();
        assertThat(List.of(
                        persistence("apart_unlogged.larder_entry"),
                        persistence("apart_unlogged.larder_chunk"),
                        persistence("apart_unlogged.larder_tally")))
                .containsOnly("u");
        assertThat(List.of(
                        persistence("apart_unlogged.larder_collection"),
                        persistence("apart_unlogged.larder_setting"),
                        persistence("apart_unlogged.larder_lease")))
                .containsOnly("p");
    }

    @Test
    void unlogged_schemaWithTooLongAName_isRefused() {
        PostgreSqlStorage storage = PostgreSql.at(PostgresServer.url()).schema("s".repeat(63));
        assertThatIllegalArgumentException().isThrownBy(storage::unlogged);
    }

    /** What is opened on a storage, whether it is told that its tables are unlogged or finds them so. */
    private interface Opening {
        AutoCloseable open(Storage storage);
    }

    static final List<Opening> NOT_CACHES = List.of(
            storage -> Deque.on(storage).values(Codec.string()).open(),
            storage -> Index.on(storage)
                    .keys(Codec.string())
                    .values(Codec.string())
                    .open(),
            storage -> WorkQueue.on(storage).values(Codec.string()).open());

    @ParameterizedTest
    @FieldSource("NOT_CACHES")
    void unlogged_noCache_isRefused(Opening opening) {
        PostgreSqlStorage unlogged = storage("refusing");
        unlogged.open(StoreConfig.defaults()).close();
        PostgreSqlStorage found = PostgreSql.at(PostgresServer.url()).schema("refusing_unlogged");
        for (PostgreSqlStorage each : List.of(unlogged.named("other"), found.named("other"))) {
            assertThatThrownBy(() -> opening.open(each).close())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("A crash of the server empties");
        }
    }

    @Test
    void unlogged_queueInACache_isRefused() {
        try (Cache<String, String> cache = cache(storage("refusing").named("cache"))) {
            assertThatThrownBy(() -> cache.push("item")).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void unlogged_larder_hasCachesOnly() {
        try (Larder larder = Larder.open(storage("refusing"))) {
            larder.cache("pages", Codec.string(), Codec.string()).set("key", "value");
            assertThatThrownBy(() -> larder.lock("one")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> larder.counter("one")).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> larder.deque("jobs", Codec.string()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(larder.collections()).hasSize(1);
        }
    }

    @Test
    void unlogged_fanoutCache_works() {
        try (FanoutCache<String, String> cache = FanoutCache.on(
                        storage("refusing").named("many"))
                .keys(Codec.string())
                .values(Codec.string())
                .shards(3)
                .open()) {
            cache.set("key", "value");
            assertThat(cache.get("key")).isEqualTo("value");
        }
    }

    @Test
    void capabilities_logged_holdMoreThanCaches() {
        try (Store logged = PostgreSql.at(PostgresServer.url()).open(StoreConfig.defaults());
                Store unlogged = storage("refusing").open(StoreConfig.defaults())) {
            assertThat(logged.capabilities()).doesNotContain(Capability.CACHES_ONLY);
            assertThat(unlogged.capabilities()).contains(Capability.CACHES_ONLY, Capability.PERSISTENT);
        }
    }

    @Test
    void reference_openedElsewhere_isUnlogged() throws SQLException {
        try (Cache<String, String> cache = cache(storage("referred").named("cache"))) {
            cache.set("key", "value");
            Storage found = new PostgreSqlStorageProvider()
                    .storage(storage("referred").named("cache").uri())
                    .orElseThrow();
            try (Cache<String, String> other = cache(found)) {
                assertThat(other.get("key")).isEqualTo("value");
            }
        }
    }

    private static void migrate(String schema, String... locations) {
        Flyway.configure()
                .dataSource(PostgresServer.url(), null, null)
                .schemas(schema)
                .locations(locations)
                .load()
                .migrate();
    }

    @Test
    void withoutMigration_migratedByTheApplication_isUnlogged() {
        migrate("chosen_unlogged", PostgreSqlStorage.MIGRATIONS, PostgreSqlStorage.UNLOGGED_MIGRATIONS);
        try (Store store = storage("chosen").withoutMigration().open(StoreConfig.defaults())) {
            assertThat(store.capabilities()).contains(Capability.CACHES_ONLY);
        }
    }

    @Test
    void withoutMigration_loggedTables_areRefused() {
        migrate("forgotten_unlogged", PostgreSqlStorage.MIGRATIONS);
        PostgreSqlStorage storage = storage("forgotten").withoutMigration();
        assertThatThrownBy(() -> storage.open(StoreConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(PostgreSqlStorage.UNLOGGED_MIGRATIONS);
    }

    /** Whoever made the tables was ended before they were unlogged. */
    @Test
    void unlogged_halfMigrated_isFinished() throws SQLException {
        PostgreSqlStorage logged = PostgreSql.at(PostgresServer.url()).schema("half_unlogged");
        cache(logged).close();
        assertThat(persistence("half_unlogged.larder_entry")).isEqualTo("p");
        storage("half").open(StoreConfig.defaults()).close();
        assertThat(persistence("half_unlogged.larder_entry")).isEqualTo("u");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void unlogged_tablesWithOtherCollections_areRefused(int kind) throws Exception {
        String schema = "taken" + kind;
        NOT_CACHES
                .get(kind)
                .open(PostgreSql.at(PostgresServer.url()).schema(schema + "_unlogged"))
                .close();
        assertThatThrownBy(() -> storage(schema).open(StoreConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("deques, indexes or queues");
        assertThat(persistence(schema + "_unlogged.larder_entry")).isEqualTo("p");
    }
}
