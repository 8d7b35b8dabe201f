package dev.larder.it.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.FanoutCacheReference;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Finding;
import dev.larder.storage.LarderException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import dev.larder.storage.sqlite.SqliteStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a directory of shards: their number, directories half made, and those that are being resharded. */
class FanoutOpeningTest {

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("fanout");
    }

    private static Scalar remembered(Path shard) {
        try (Store store = SqliteStorage.at(shard).open(StoreConfig.defaults())) {
            return store.settings().rows().get("larder_shards");
        }
    }

    @Test
    void open_newDirectory_hasEightShardsThatRememberIt() {
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory()).open()) {
            assertThat(cache.shards()).isEqualTo(8);
            assertThat(cache.directory()).contains(directory());
            assertThat(cache.toString()).startsWith("FanoutCache[file:").contains("fanout");
        }
        for (int shard = 0; shard < 8; shard++) {
            assertThat(remembered(directory().resolve("00" + shard))).isEqualTo(Scalar.of(8L));
        }
        assertThat(directory().resolve("008")).doesNotExist();
    }

    @Test
    void open_otherNumberSaid_isRefusedAndChangesNothing() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(3).open()) {
            cache.retrying().set("key", "value");
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FanoutCache.at(directory()).shards(5).sizeLimit(1_000).open())
                .withMessageContainingAll("3 shards, not 5", "`larder reshard " + directory() + " 5`");
        assertThat(directory().resolve("003")).doesNotExist();
        for (var builder :
                List.of(FanoutCache.at(directory()), FanoutCache.at(directory()).shards(3))) {
            try (FanoutCache<Object, Object> cache = builder.open()) {
                assertThat(cache.shards()).isEqualTo(3);
                assertThat(cache.get("key")).isEqualTo("value");
                assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
            }
        }
    }

    @Test
    void shards_fewerThanOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FanoutCache.at(directory()).shards(0))
                .withMessageContaining("0");
    }

    @Test
    void open_creationInterrupted_completesIt() {
        // the first store was made and knows how many there are to be; the process ended while it made the second
        try (Store first = SqliteStorage.at(directory().resolve("000")).open(StoreConfig.defaults())) {
            first.changeSettings(
                    Settings.of(Map.of("larder_shards", Scalar.of(5L), "size_limit", Scalar.of(1_000_000.0))),
                    Wait.FOREVER);
        }
        SqliteStorage.at(directory().resolve("001"))
                .open(StoreConfig.defaults())
                .close();

        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory()).open()) {
            assertThat(cache.shards()).isEqualTo(5);
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(5_000_000);
            assertThat(cache.check()).isEmpty();
        }
        assertThat(remembered(directory().resolve("004"))).isEqualTo(Scalar.of(5L));
    }

    @Test
    void open_creationInterruptedBeforeTheNumberWasKnown_takesTheOneSaid() {
        SqliteStorage.at(directory().resolve("000"))
                .open(StoreConfig.defaults())
                .close();

        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(2).open()) {
            assertThat(cache.shards()).isEqualTo(2);
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1L << 30);
        }
    }

    @Test
    void open_shardsThatDisagree_isRefused() {
        FanoutCache.at(directory()).shards(4).open().close();
        try (Store third = SqliteStorage.at(directory().resolve("002")).open(StoreConfig.defaults())) {
            third.changeSettings(Settings.of(Map.of("larder_shards", Scalar.of(9L))), Wait.FOREVER);
        }
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> FanoutCache.at(directory()).open())
                .withMessageContaining("9 shards, not 4");

        try (Store first = SqliteStorage.at(directory().resolve("000")).open(StoreConfig.defaults())) {
            first.changeSettings(Settings.of(Map.of("larder_shards", Scalar.of("many"))), Wait.FOREVER);
        }
        assertThatExceptionOfType(CorruptStoreException.class)
                .isThrownBy(() -> FanoutCache.at(directory()).open())
                .withMessageContaining("larder_shards");
    }

    @Test
    void open_byManyThreadsAtOnce_makesOneCache() {
        try (Threads threads = new Threads()) {
            List<Integer> counts = threads.race(4, thread -> {
                var builder = FanoutCache.at(directory());
                try (FanoutCache<Object, Object> cache =
                        (thread == 2 ? builder.sizeLimit(9_000_000) : builder).open()) {
                    cache.retrying().set("key" + thread, 1L);
                    return cache.shards();
                }
            });
            assertThat(counts).containsOnly(8);
        }
        try (FanoutCache<Object, Object> cache = FanoutCache.at(directory()).open()) {
            assertThat(cache.size()).isEqualTo(4);
            assertThat(cache.settings().get(Setting.SIZE_LIMIT)).isEqualTo(9_000_000);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void open_byManyAtOnceWithANumberAndWithout_agree() {
        try (Threads threads = new Threads()) {
            List<Integer> counts = threads.race(4, thread -> {
                var builder = FanoutCache.at(directory());
                try (FanoutCache<Object, Object> cache = (thread == 0 ? builder.shards(3) : builder).open()) {
                    return cache.shards();
                } catch (StorageException | IllegalArgumentException othersWereFirst) {
                    return 8;
                }
            });
            assertThat(counts.stream().distinct()).hasSize(1);
        }
    }

    // ---- resharding

    @Test
    void open_reshardingUnfinished_isRefusedUntilItIs() throws IOException {
        FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(2).open();
        Path unfinished = Files.createDirectory(parent.resolve("fanout.reshard-old"));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> FanoutCache.at(directory()).open())
                .withMessageContainingAll(unfinished.toString(), "larder reshard " + directory());
        cache.close();
        assertThatExceptionOfType(StorageException.class)
                .as("a closed cache that is used again")
                .isThrownBy(() -> cache.get("key"));

        Files.delete(unfinished);
        Files.createDirectory(parent.resolve("fanout.reshard-new"));
        assertThat(cache.get("key")).isNull();
        cache.close();
    }

    @Test
    void reopening_reshardedMeanwhile_isRefused() throws IOException {
        FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(2).sizeLimit(2_000).open();
        cache.close();
        Files.move(directory(), parent.resolve("away"));
        FanoutCache.at(directory()).shards(3).sizeLimit(9_000).open().close();

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> cache.get("key"))
                .withMessageContaining("3 shards, not 2");
        try (FanoutCache<Object, Object> now = FanoutCache.at(directory()).open()) {
            assertThat(now.settings().get(Setting.SIZE_LIMIT)).isEqualTo(9_000);
        }
    }

    // ---- the rest

    @Test
    void check_damageInAShard_namesTheShard() throws IOException {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(4).open()) {
            cache.retrying().set(3L, new byte[50_000]);
            Path file;
            try (var blob = cache.read(3L).orElseThrow()) {
                file = blob.path().orElseThrow();
            }
            assertThat(file).startsWithRaw(directory().resolve("003"));
            Files.delete(file);

            assertThat(cache.check()).singleElement().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.Kind.VALUE_FILE_MISSING);
                assertThat(finding.subject()).startsWith("003/");
            });
            assertThat(cache.repair()).hasSize(1).allMatch(Finding::repaired);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void damage_ofOneShard_isThatOfItsKeysOnly() throws SQLException {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory()).shards(2).open()) {
            FanoutCache<Object, Object> patient = cache.retrying();
            patient.set(1L, "in the second shard");
            String database = "jdbc:sqlite:" + directory().resolve("001").resolve("cache.db");
            try (Connection connection = DriverManager.getConnection(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE Settings");
                statement.execute("DROP TABLE Cache");
            }

            for (long i = 0; i < 200; i++) {
                assertThat(patient.set(2L, i)).isTrue();
                assertThat(patient.get(2L)).isEqualTo(i);
            }
            assertThatExceptionOfType(LarderException.class).isThrownBy(() -> patient.set(1L, "value"));
            assertThatExceptionOfType(LarderException.class).isThrownBy(cache::size);
            assertThatExceptionOfType(LarderException.class)
                    .as("opening needs all of them")
                    .isThrownBy(() -> FanoutCache.at(directory()).open());
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void reference_sentAndOpened_isACacheOfTheSameShards() throws Exception {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (FanoutCache<Object, Object> cache =
                        FanoutCache.at(directory()).shards(3).open();
                ObjectOutputStream out = new ObjectOutputStream(sent)) {
            cache.retrying().set("key", "value");
            out.writeObject(cache.withTimeout(Duration.ofSeconds(1)).reference());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()));
                FanoutCache<Object, Object> elsewhere =
                        ((FanoutCacheReference<Object, Object>) in.readObject()).open()) {
            assertThat(elsewhere.shards()).isEqualTo(3);
            assertThat(elsewhere.get("key")).isEqualTo("value");
        }
    }

    @Test
    void temporary_everyTime_isAFreshDirectory() {
        try (FanoutCache<Object, Object> one = FanoutCache.temporary().open();
                FanoutCache<Object, Object> other =
                        FanoutCache.temporary().shards(2).open()) {
            assertThat(one.directory()).isNotEqualTo(other.directory());
            assertThat(other.shards()).isEqualTo(2);
            Cache<Object, Object> again = one;
            assertThat(again.directory().orElseThrow()).isDirectory();
        }
    }
}
