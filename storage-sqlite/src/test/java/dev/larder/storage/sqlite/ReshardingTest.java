package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Shards.shard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.ShardHash;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReshardingTest {

    private static final Key PICKLED = new Key(Scalar.of(new byte[] {(byte) 0x80, 5, 0x4e, 0x2e}), true);

    @TempDir
    private Path temporary;

    private final CountedProgress progress = new CountedProgress();

    private Path directory() {
        return temporary.resolve("fanout");
    }

    private Optional<Resharded> reshard(int shards) {
        return Resharding.of(directory(), shards).run(progress);
    }

    private Optional<Resharded> reshard(int shards, ReshardingSteps steps) {
        return Resharding.of(directory(), shards).run(progress, steps);
    }

    /** Rows with all types of keys, tags and values, with files and without, expired and not. */
    private static Map<Key, Item> variety() {
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            items.put(Key.of(i * 1_000_003L), Samples.text("number " + i));
            items.put(Key.of("key-ä\0𝄞-" + i), i % 4 == 0 ? Samples.LARGE : Samples.text("text " + i));
            items.put(Key.of(Scalar.of(i + 0.5)), Item.of(Encoded.natively(Scalar.of(-0.0))));
        }
        items.put(Key.of(-7), new Item(Encoded.natively(Scalar.of(7L)), Expiry.never(), Scalar.of("tag")));
        items.put(
                Key.of(""),
                new Item(Encoded.natively(Scalar.of("")), Expiry.after(Duration.ofNanos(1)), Scalar.of(1L)));
        items.put(PICKLED, new Item(new Encoded(Scalar.of(new byte[] {1}), 4), Expiry.after(Duration.ofDays(1)), null));
        items.put(
                Key.of(Scalar.of(new byte[0])),
                new Item(new Encoded(Scalar.of("own"), 77), Expiry.never(), Scalar.of(2.5)));
        return items;
    }

    private void fill(int shards) {
        Shards.make(directory(), shards);
        Shards.put(directory(), shards, variety());
    }

    private void execute(int shard, String sql, Object... parameters) throws SQLException {
        try (RawDatabase raw = new RawDatabase(shard(directory(), shard))) {
            raw.execute(sql, parameters);
        }
    }

    private String query(int shard, String sql) throws SQLException {
        try (RawDatabase raw = new RawDatabase(shard(directory(), shard))) {
            return raw.query(sql);
        }
    }

    private void assertUntouched(List<String> rows, Map<String, String> files) throws SQLException, IOException {
        assertThat(Shards.rows(directory())).isEqualTo(rows);
        assertThat(Shards.files(directory())).isEqualTo(files);
        assertThat(Shards.names(temporary)).containsExactly("fanout");
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "8, 13", "13, 1", "3, 2", "2, 4"})
    void run_anyNumbers_bringsEveryRowUnchangedWhereItsHashSays(int before, int after) throws Exception {
        fill(before);
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());

        assertThat(reshard(after)).contains(new Resharded(before, after, rows.size(), 0, 0));

        assertUntouched(rows, files);
        assertThat(Shards.names(directory()))
                .isEqualTo(IntStream.range(0, after).mapToObj("%03d"::formatted).toList());
        for (int number = 0; number < after; number++) {
            int shard = number;
            assertThat(keys(shard(directory(), number)))
                    .allSatisfy(key -> assertThat(ShardHash.shard(key, after)).isEqualTo(shard));
        }
        assertThat(Shards.findings(directory())).isEmpty();
        assertThat(progress.expected).isEqualTo(progress.copied).isEqualTo(rows.size());
        assertThat(progress.finishing).isZero();
    }

    private static List<Key> keys(Path store) {
        try (Store open = SqliteStorage.at(store).open(StoreConfig.defaults())) {
            return open.page(PageRequest.first(PageRequest.Order.INSERTION, false, 1_000, Fetch.METADATA)).stream()
                    .map(Row::key)
                    .toList();
        }
    }

    @Test
    void run_thereAndBack_leavesTheSameRows() throws Exception {
        fill(1);
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());
        for (int shards : List.of(8, 13, 1)) {
            assertThat(reshard(shards)).isPresent();
        }
        assertUntouched(rows, files);
        assertThat(Shards.findings(directory())).isEmpty();
    }

    @Test
    void run_fewerShards_keepsTheOrderOfInsertionShardAfterShard() throws Exception {
        fill(3);
        List<String> inOrder =
                Shards.rowsByShard(directory()).stream().flatMap(List::stream).toList();
        reshard(1);
        assertThat(Shards.rowsByShard(directory())).containsExactly(inOrder);
    }

    @Test
    void run_rowsThatNoKeyFinds_goUnchanged() throws Exception {
        fill(2);
        // a NaN as a key, another kind of key, a place that is not listed, a value of a mode that nobody knows
        execute(0, "INSERT INTO Cache (key, raw, store_time, mode, value) VALUES (NULL, 1, 1.5, 1, 'nan')");
        execute(1, "INSERT INTO Cache (key, raw, store_time, mode, value) VALUES (NULL, 1, 1.5, 1, 'nan too')");
        execute(1, "INSERT INTO Cache (key, raw, store_time, mode, value) VALUES (x'ff', 2, 1.5, 1, 'java only')");
        execute(1, "INSERT INTO Cache (rowid, key, raw, mode, value) VALUES (-5, 'low', 1, 0, NULL)");
        execute(0, "INSERT INTO Cache (key, raw, mode, value, tag) VALUES ('odd', 1, 999999, 1.0, x'00')");
        List<String> rows = Shards.rows(directory());

        assertThat(reshard(5)).map(Resharded::rows).contains((long) rows.size());

        assertThat(Shards.rows(directory())).isEqualTo(rows);
    }

    @Test
    void run_settings_areThoseOfTheFirstShard() throws Exception {
        Settings settings = Settings.defaults()
                .with(Setting.TAG_INDEX, true)
                .with(Setting.STATISTICS, true)
                .with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED)
                .with(Setting.SQLITE_AUTO_VACUUM, 0L);
        for (int number = 0; number < 2; number++) {
            SqliteStorage.at(shard(directory(), number))
                    .open(StoreConfig.defaults().withSettings(settings))
                    .close();
        }
        execute(0, "UPDATE Settings SET value = 1000.5 WHERE key = 'size_limit'");
        execute(1, "UPDATE Settings SET value = 2000 WHERE key = 'size_limit'");
        execute(0, "UPDATE Settings SET value = 10 WHERE key = 'hits'");
        execute(1, "UPDATE Settings SET value = 20 WHERE key = 'hits'");
        execute(1, "UPDATE Settings SET value = 3 WHERE key = 'misses'");
        execute(0, "INSERT INTO Settings VALUES ('color', 'red'), ('nothing', NULL), ('larder_shards', 2)");
        execute(1, "INSERT INTO Settings VALUES ('color', 'blue'), ('larder_shards', 2)");

        reshard(3);

        for (int number = 0; number < 3; number++) {
            String row = "SELECT quote(value) FROM Settings WHERE key = ";
            assertThat(query(number, row + "'size_limit'")).isEqualTo("1000.1666666666666");
            assertThat(query(number, row + "'larder_shards'")).isEqualTo("3");
            assertThat(query(number, row + "'color'")).isEqualTo("'red'");
            assertThat(query(number, row + "'nothing'")).isEqualTo("NULL");
            assertThat(query(number, row + "'tag_index'")).isEqualTo("1");
            assertThat(query(number, row + "'hits'")).isEqualTo(number == 0 ? "30" : "0");
            assertThat(query(number, row + "'misses'")).isEqualTo(number == 0 ? "3" : "0");
            assertThat(query(number, "PRAGMA auto_vacuum")).isEqualTo("0");
            assertThat(query(number, "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(query(
                            number,
                            "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master"
                                    + " WHERE type = 'index' AND name LIKE 'Cache%' ORDER BY name)"))
                    .isEqualTo("Cache_access_count,Cache_expire_time,Cache_key_raw,Cache_tag_rowid");
        }
    }

    @Test
    void run_leases_goWithTheirKeys() {
        fill(2);
        List<Key> keys = List.of(Key.of("a"), Key.of(5), PICKLED);
        for (Key key : keys) {
            try (Store store = open(ShardHash.shard(key, 2))) {
                store.acquireLease(new LeaseName("permit", key), "me", Duration.ZERO, "note", 1, Samples.PATIENT);
                store.acquireLease(new LeaseName("permit", key), "you", Duration.ofDays(1), null, 2, Samples.PATIENT);
            }
        }
        Map<Key, List<Lease>> leases = leases(keys, 2);

        reshard(3);

        assertThat(leases(keys, 3))
                .isEqualTo(leases)
                .allSatisfy((key, held) -> assertThat(held).hasSize(2));
    }

    private Store open(int shard) {
        return SqliteStorage.at(shard(directory(), shard)).open(StoreConfig.defaults());
    }

    private Map<Key, List<Lease>> leases(List<Key> keys, int shards) {
        Map<Key, List<Lease>> leases = new LinkedHashMap<>();
        for (Key key : keys) {
            try (Store store = open(ShardHash.shard(key, shards))) {
                leases.put(key, store.leases(new LeaseName("permit", key)));
            }
        }
        return leases;
    }

    @Test
    void run_keysThatAreOneToOneShard_keepsTheOneStoredLast() throws Exception {
        Shards.make(directory(), 8);
        // integers are in shards 0 and 1, their likes in 1, 0 and 3: the later one is met second, first and second
        store(0, Key.of(8), Samples.LARGE, 100.5);
        store(1, Key.of(Scalar.of(8.0)), Samples.text("later"), 200.5);
        store(1, Key.of(1), Samples.LARGE, 300.5);
        store(0, Key.of(Scalar.of(1.0)), Samples.text("later"), 400.5);
        store(1, Key.of(9), Samples.text("earlier"), 500.5);
        store(3, Key.of(Scalar.of(9.0)), Samples.LARGE, 600.5);
        List<String> rows = Shards.rows(directory());

        assertThat(reshard(1)).contains(new Resharded(8, 1, 3, 3, 0));

        assertThat(Shards.rows(directory()))
                .isSubsetOf(rows)
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("1.0|1|400.5|"),
                        row -> assertThat(row).startsWith("8.0|1|200.5|"),
                        row -> assertThat(row).startsWith("9.0|1|600.5|"));
        assertThat(Shards.findings(directory())).isEmpty();
        assertThat(Shards.files(directory())).hasSize(1);
    }

    private void store(int shard, Key key, Item item, double storeTime) throws SQLException {
        assertThat(ShardHash.shard(key, 8)).isEqualTo(shard);
        Shards.put(directory(), 8, Map.of(key, item));
        execute(shard, "UPDATE Cache SET store_time = ? WHERE rowid = (SELECT max(rowid) FROM Cache)", storeTime);
    }

    @Test
    void run_valueFileMissingBefore_isCountedAndItsRowStays() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        Files.delete(Samples.valueFiles(shard(directory(), 1)).get(0));
        execute(
                0,
                "UPDATE Cache SET filename = '../../../etc/passwd' WHERE filename IS NOT NULL AND rowid ="
                        + " (SELECT min(rowid) FROM Cache WHERE filename IS NOT NULL)");

        assertThat(reshard(3)).contains(new Resharded(2, 3, rows.size(), 0, 2));

        assertThat(Shards.rows(directory())).hasSameSizeAs(rows);
        assertThat(Shards.files(directory())).hasSize(8);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void run_valueFiles_areLinkedNotCopied() throws Exception {
        fill(1);
        Object before = fileKey();
        reshard(2);
        assertThat(fileKey()).isEqualTo(before);
    }

    private List<Object> fileKey() throws IOException {
        List<Object> keys = new ArrayList<>();
        for (int number = 0; Files.exists(shard(directory(), number)); number++) {
            for (Path file : Samples.valueFiles(shard(directory(), number))) {
                keys.add(Files.readAttributes(file, BasicFileAttributes.class)
                        .fileKey()
                        .toString());
            }
        }
        return keys.stream().sorted().toList();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Rights are those of POSIX systems")
    void run_rights_stayTheSame() throws Exception {
        fill(1);
        Map<Path, String> rights = Map.of(
                directory(), "rwxrwx---",
                shard(directory(), 0), "rwxrwx---",
                shard(directory(), 0).resolve("cache.db"), "rw-rw----");
        for (Map.Entry<Path, String> each : rights.entrySet()) {
            Files.setPosixFilePermissions(each.getKey(), PosixFilePermissions.fromString(each.getValue()));
        }
        try (Stream<Path> entries = Files.walk(shard(directory(), 0))) {
            for (Path entry : entries.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(entry, PosixFilePermissions.fromString("rwxrwx---"));
            }
        }
        reshard(2);
        for (int number = 0; number < 2; number++) {
            assertThat(rights(shard(directory(), number).resolve("cache.db"))).isEqualTo("rw-rw----");
            try (Stream<Path> entries = Files.walk(directory())) {
                assertThat(entries.filter(Files::isDirectory))
                        .allSatisfy(each -> assertThat(rights(each)).isEqualTo("rwxrwx---"));
            }
        }
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void run_namedCollections_moveAlong() throws Exception {
        fill(2);
        for (String name : List.of("cache/a", "cache/a/b", "deque/jobs", "fanout/inner/000")) {
            try (Store store = SqliteStorage.at(directory().resolve(name)).open(StoreConfig.defaults())) {
                Samples.put(store, name, Samples.LARGE);
            }
        }
        Files.writeString(directory().resolve("notes.txt"), "mine");

        reshard(3);

        assertThat(Shards.names(directory()))
                .containsExactly("000", "001", "002", "cache", "deque", "fanout", "notes.txt");
        for (String name : List.of("cache/a", "cache/a/b", "deque/jobs", "fanout/inner/000")) {
            try (Store store = SqliteStorage.at(directory().resolve(name)).open(StoreConfig.defaults())) {
                assertThat(Samples.value(store, name)).isNotNull();
            }
        }
        assertThat(directory().resolve("notes.txt")).hasContent("mine");
        assertThat(Shards.names(temporary)).containsExactly("fanout");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void run_throughALink_reshardsWhatItNames() throws Exception {
        fill(2);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("fanout"));
        // once as a whole, once finishing what has left the link without a target
        assertThat(Resharding.of(link, 3).run(progress)).isPresent();
        assertThatThrownBy(() -> Resharding.of(link, 4).run(progress, failAt(ReshardingStep.PLACE_FREED)))
                .hasMessage("failed");
        assertThat(directory()).doesNotExist();
        assertThat(Resharding.of(link, 4).run(progress)).map(Resharded::after).contains(4);
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("fanout"));
        assertThat(Shards.names(temporary)).containsExactly("fanout", "link");
    }

    private static ReshardingSteps failAt(ReshardingStep where) {
        return step -> {
            if (step == where) {
                throw new IllegalStateException("failed");
            }
        };
    }

    // ---- refusals

    @Test
    void of_numberOutOfRange_isRefused() {
        for (int shards : new int[] {Integer.MIN_VALUE, -1, 0, 1_001}) {
            assertThatThrownBy(() -> Resharding.of(directory(), shards))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(Integer.toString(shards))
                    .hasMessageContaining("from 1 to 1000");
        }
    }

    @Test
    void run_presentNumber_doesNothing() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());
        try (RawDatabase idle = new RawDatabase(shard(directory(), 0))) {
            idle.query("SELECT count(*) FROM Cache");
            assertThat(reshard(2)).isEmpty();
        }
        assertUntouched(rows, files);
    }

    @Test
    void run_presentNumberThatAShardContradicts_setsItRight() throws Exception {
        fill(4); // as a program leaves it that was told 4 where 2 are remembered
        execute(0, "INSERT INTO Settings VALUES ('larder_shards', 2)");
        List<String> rows = Shards.rows(directory());
        assertThat(reshard(4)).map(Resharded::before).contains(4);
        assertThat(Shards.rows(directory())).isEqualTo(rows);
        assertThat(query(0, "SELECT value FROM Settings WHERE key = 'larder_shards'"))
                .isEqualTo("4");
    }

    @Test
    void run_noFanoutDirectory_isRefused() throws Exception {
        assertRefused(() -> reshard(2), StorageException.class, directory() + " does not exist");
        Files.writeString(directory(), "file");
        assertRefused(() -> reshard(2), StorageException.class, directory() + " is not a directory");
        Files.delete(directory());
        Files.createDirectory(directory());
        assertRefused(() -> reshard(2), StorageException.class, "not divided into shards", "000");
        SqliteStorage.at(directory()).open(StoreConfig.defaults()).close();
        assertRefused(() -> reshard(2), StorageException.class, "is one store");
    }

    private static void assertRefused(ThrowingCallable call, Class<?> type, String... message) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContainingAll(message);
    }

    @Test
    void run_shardMissing_isRefused() throws Exception {
        fill(3);
        execute(0, "INSERT INTO Settings VALUES ('larder_shards', 3)");
        Files.move(shard(directory(), 1), temporary.resolve("away"));
        assertRefused(() -> reshard(2), StorageException.class, shard(directory(), 1) + " is missing");
        Files.move(shard(directory(), 2), shard(directory(), 1));
        assertRefused(() -> reshard(1), StorageException.class, "one of 3 shards, but there are only 2");
        Files.delete(shard(directory(), 1).resolve("cache.db"));
        assertRefused(() -> reshard(1), StorageException.class, "no cache.db in the shard " + shard(directory(), 1));
        assertThat(Shards.names(temporary)).containsExactly("away", "fanout");
    }

    @Test
    void run_shardThatNobodyCanRead_isRefusedAndNothingLeftBehind() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());
        execute(
                1,
                "INSERT INTO larder_schema_history SELECT installed_rank + 1, '999', 'from the future', type,"
                        + " script, checksum, installed_by, installed_on, execution_time, success"
                        + " FROM larder_schema_history ORDER BY installed_rank DESC LIMIT 1");
        assertRefused(
                () -> reshard(3),
                SchemaVersionException.class,
                "999",
                shard(directory(), 1).toString());
        execute(1, "DELETE FROM larder_schema_history WHERE version = '999'");
        assertUntouched(rows, files);

        execute(1, "UPDATE Settings SET value = 'many' WHERE key = 'hits'");
        assertRefused(
                () -> reshard(3),
                CorruptStoreException.class,
                "hits",
                shard(directory(), 1).toString());
        execute(1, "UPDATE Settings SET value = 0 WHERE key = 'hits'");
        execute(0, "UPDATE Settings SET value = 'first-come' WHERE key = 'eviction_policy'");
        assertRefused(
                () -> reshard(3),
                CorruptStoreException.class,
                "eviction_policy",
                shard(directory(), 0).toString());
        execute(0, "UPDATE Settings SET value = 'none' WHERE key = 'eviction_policy'");
        assertUntouched(rows, files);

        execute(1, "INSERT INTO Cache (key, raw, value) VALUES (CAST(x'c328' AS TEXT), 1, 1)");
        assertRefused(() -> reshard(3), CorruptStoreException.class, "not UTF-8");
        assertThat(Shards.names(temporary)).containsExactly("fanout");
    }

    @Test
    void run_shardNotMadeToItsEnd_isRefused() throws Exception {
        fill(1);
        Files.createDirectory(shard(directory(), 1));
        Files.createFile(shard(directory(), 1).resolve("cache.db"));
        assertRefused(
                () -> reshard(3),
                CorruptStoreException.class,
                shard(directory(), 1).toString(),
                "open it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "001", "cache/a/b"})
    void run_databaseOpenElsewhere_isRefusedEvenIfIdle(String store) throws Exception {
        fill(2);
        SqliteStorage.at(directory().resolve("cache/a/b"))
                .open(StoreConfig.defaults())
                .close();
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());
        try (RawDatabase idle = new RawDatabase(directory().resolve(store))) {
            idle.query("SELECT count(*) FROM Cache");
            assertRefused(
                    () -> reshard(3),
                    LarderTimeoutException.class,
                    directory().resolve(store).toString(),
                    "Python processes too",
                    "nothing was changed");
            idle.execute("DELETE FROM Cache WHERE 0"); // and is not kept from working
        }
        assertUntouched(rows, files);
        assertThat(reshard(3)).isPresent();
    }

    @Test
    void run_underWay_nobodyElseCanOpenAShardOrCollection() {
        fill(2);
        Path collection = directory().resolve("cache/a");
        SqliteStorage.at(collection).open(StoreConfig.defaults()).close();
        StoreConfig impatient = StoreConfig.defaults().withOpenWait(Wait.upTo(Duration.ZERO));
        List<ReshardingStep> seen = new ArrayList<>();
        reshard(3, step -> {
            seen.add(step);
            Class<?> refusal = refusal(step);
            if (refusal != null) {
                for (Path store : List.of(shard(directory(), 0), shard(directory(), 1), collection)) {
                    assertThatThrownBy(() -> SqliteStorage.at(store).open(impatient))
                            .isInstanceOf(refusal);
                }
            }
        });
        assertThat(seen)
                .startsWith(ReshardingStep.LOOKED, ReshardingStep.HELD)
                .endsWith(ReshardingStep.DONE)
                .contains(ReshardingStep.values());
    }

    private static Class<?> refusal(ReshardingStep step) {
        if (step == ReshardingStep.HELD) {
            return LarderTimeoutException.class;
        }
        boolean isPlaceTaken =
                step.compareTo(ReshardingStep.PLACE_TAKEN) >= 0 && step.compareTo(ReshardingStep.PLACE_FREED) < 0;
        return isPlaceTaken ? StorageException.class : null;
    }

    @Test
    void run_anotherOneUnderWay_isRefused() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        List<ReshardingStep> refused = new ArrayList<>();
        reshard(3, step -> {
            if (step != ReshardingStep.LOOKED && step.compareTo(ReshardingStep.MARKED) <= 0) {
                assertRefused(() -> reshard(5), LarderTimeoutException.class, "has " + directory(), "open");
                refused.add(step);
            }
        });
        assertThat(refused).contains(ReshardingStep.HELD, ReshardingStep.SHARD_COPIED, ReshardingStep.MARKED);
        assertUntouched(rows, Shards.files(directory()));
    }

    /** Once it wrote through the log of the new shard, which has the same name as that of the old one. */
    @Test
    void run_somebodyHasOpenedAnOldShardAndWaits_failsBeforeTheNewOneIsThere() throws Exception {
        fill(2);
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        reshard(3, step -> {
            if (step == ReshardingStep.HELD) {
                Connection late = open(shard(directory(), 0));
                waiting.add(CompletableFuture.supplyAsync(() -> firstRead(late)));
            }
        });
        assertThat(waiting.get(0).get(30, TimeUnit.SECONDS)).startsWith("[SQLITE_");
        assertThat(Shards.findings(directory())).isEmpty();
    }

    /** What becomes of it, with a generous wait. */
    private static String firstRead(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("SELECT * FROM Settings");
            return "read";
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    private static Connection open(Path store) {
        try {
            return DriverManager.getConnection("jdbc:sqlite:" + store.resolve("cache.db"));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void run_shardMadeSinceTheFirstLook_isRefused() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        ReshardingSteps makeOne = step -> {
            if (step == ReshardingStep.LOOKED) {
                SqliteStorage.at(shard(directory(), 2))
                        .open(StoreConfig.defaults())
                        .close();
            }
        };
        assertRefused(() -> reshard(1, makeOne), StorageException.class, "just changed " + directory(), "try again");
        assertUntouched(rows, Shards.files(directory()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout.reshard-old", "fanout.reshard-new"})
    void run_namedByWhatARunLeaves_isRefusedNamingTheDirectory(String name) throws Exception {
        Files.createDirectory(temporary.resolve(name));
        assertRefused(
                () -> Resharding.of(temporary.resolve(name), 3).run(progress),
                StorageException.class,
                "unfinished",
                "name " + directory());
    }

    // ---- what other runs leave

    @ParameterizedTest
    @EnumSource(names = {"HELD", "CLEARED", "SHARDS_MADE", "SHARD_COPIED", "BUILT"})
    void run_failureBeforeTheNewDirectoryIsComplete_leavesAllAsItWas(ReshardingStep where) throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        Map<String, String> files = Shards.files(directory());
        assertThatThrownBy(() -> reshard(3, failAt(where))).hasMessage("failed");
        assertUntouched(rows, files);
        assertThat(Shards.names(directory())).containsExactly("000", "001");
    }

    @Test
    void run_leftOverOfAKilledRun_isThrownAway() throws Exception {
        fill(2);
        Path leftOver = temporary.resolve("fanout.reshard-new");
        Shards.make(leftOver, 5);
        Files.writeString(leftOver.resolve("cache.db.resharded.new"), "half a mark");
        List<String> rows = Shards.rows(directory());
        assertThat(reshard(3)).map(Resharded::after).contains(3);
        assertUntouched(rows, Shards.files(directory()));
        assertThat(Shards.names(directory())).containsExactly("000", "001", "002");
    }

    @Test
    void run_stoppedWhenComplete_isFinishedByTheNext() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        assertThatThrownBy(() -> reshard(3, failAt(ReshardingStep.MARKED))).hasMessage("failed");
        assertThat(reshard(3)).contains(new Resharded(2, 3, rows.size(), 0, 0));
        assertThat(progress.finishing).isOne();
        assertThat(progress.copied).isEqualTo(rows.size());
        assertUntouched(rows, Shards.files(directory()));
    }

    @Test
    void run_anotherNumberThanTheUnfinishedOne_finishesAndGoesOn() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        assertThatThrownBy(() -> reshard(3, failAt(ReshardingStep.PLACE_FREED))).hasMessage("failed");
        assertThat(directory()).doesNotExist();
        assertThat(reshard(5)).contains(new Resharded(3, 5, rows.size(), 0, 0));
        assertThat(progress.finishing).isOne();
        assertUntouched(rows, Shards.files(directory()));
    }

    @ParameterizedTest
    @EnumSource(names = {"SET_ASIDE", "PLACE_FREED"})
    void run_directoryMadeAnewMeanwhile_isRefusedAndGoesOnWhenItIsMovedAway(ReshardingStep when) throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        ReshardingSteps makeAnew = step -> {
            if (step == when) {
                Shards.make(directory(), 8);
            }
        };
        assertRefused(
                () -> reshard(3, makeAnew), StorageException.class, directory().toString());
        assertRefused(() -> reshard(3), StorageException.class, "made " + directory() + " anew", "move away");
        Files.move(directory(), temporary.resolve("anew"));
        assertThat(reshard(3)).contains(new Resharded(2, 3, rows.size(), 0, 0));
        assertThat(Shards.rows(directory())).isEqualTo(rows);
        assertThat(Shards.names(temporary)).containsExactly("anew", "fanout");
    }

    @Test
    void run_fileOfSomebodyElseInThePlace_isLeftAlone() throws Exception {
        fill(2);
        List<String> rows = Shards.rows(directory());
        Files.move(directory(), temporary.resolve("fanout.reshard-old"));
        Files.writeString(directory(), "mine");
        assertRefused(() -> reshard(3), StorageException.class, directory().toString(), "reshard-old");
        assertThat(directory()).hasContent("mine");
        Files.delete(directory());
        assertThat(reshard(3)).isPresent();
        assertUntouched(rows, Shards.files(directory()));
    }
}
