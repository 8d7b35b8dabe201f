package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.put;
import static dev.larder.storage.sqlite.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpeningTest {

    private static final StoreConfig CONFIG = StoreConfig.defaults();
    private static final StoreConfig IMPATIENT = CONFIG.withOpenWait(Wait.upTo(Duration.ofMillis(30)));

    @TempDir
    private Path temporary;

    private Path directory() {
        return temporary.resolve("store");
    }

    private Path database() {
        return directory().resolve("cache.db");
    }

    private void makeStore() {
        try (Store store = SqliteStorage.at(directory()).open(CONFIG)) {
            put(store, "key", "value");
        }
    }

    @Test
    void open_missingParents_areMade() {
        Path deep = temporary.resolve("a/b/with space?and%25/ü");
        try (Store store = SqliteStorage.at(deep).open(CONFIG)) {
            put(store, "key", "value");
        }

        assertThat(deep.resolve("cache.db")).isRegularFile();
    }

    @Test
    void open_newStore_hasTheFormatsPragmas() throws SQLException {
        makeStore();

        try (RawDatabase raw = new RawDatabase(directory())) {
            assertThat(raw.query("PRAGMA auto_vacuum")).isEqualTo("1");
            assertThat(raw.query("PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(raw.query("SELECT count(*) FROM sqlite_master WHERE name = 'Cache_store_time'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void open_otherPragmasAskedFor_areInForceFromTheStart() throws SQLException {
        Settings settings = Settings.defaults()
                .with(Setting.SQLITE_AUTO_VACUUM, 0L)
                .with(Setting.SQLITE_JOURNAL_MODE, "persist")
                .with(Setting.TAG_INDEX, true);
        SqliteStorage.at(directory()).open(CONFIG.withSettings(settings)).close();

        try (RawDatabase raw = new RawDatabase(directory())) {
            assertThat(raw.query("PRAGMA auto_vacuum")).isEqualTo("0");
            assertThat(raw.query("PRAGMA journal_mode")).isNotEqualTo("wal");
            assertThat(raw.query("SELECT count(*) FROM sqlite_master WHERE name = 'Cache_tag_rowid'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void open_fileInTheWay_isRefusedNamingIt() throws IOException {
        Files.writeString(directory(), "in the way");

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(directory().toString());
        assertThatThrownBy(() -> SqliteStorage.at(directory().resolve("inner")).open(CONFIG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(directory().toString());
        assertThat(directory()).hasContent("in the way");
    }

    @Test
    void open_directoryWhereTheDatabaseShouldBe_isRefused() throws IOException {
        Files.createDirectories(database());

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(directory().toString());
    }

    @Test
    void open_noDatabase_isCorruptAndLeftAlone() throws IOException {
        Files.createDirectories(directory());
        Files.writeString(database(), "This is a diary and no database. ".repeat(100));
        byte[] before = Files.readAllBytes(database());

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(directory().toString());
        assertThat(Files.readAllBytes(database())).isEqualTo(before);
    }

    @Test
    void open_truncatedDatabase_isCorruptAndLeftAlone() throws IOException {
        makeStore();
        byte[] whole = Files.readAllBytes(database());
        byte[] before = Arrays.copyOf(whole, whole.length / 2);
        Files.write(database(), before);

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(directory().toString());
        assertThat(Files.readAllBytes(database())).isEqualTo(before);
    }

    @Test
    void open_emptyFile_becomesAStore() throws IOException {
        Files.createDirectories(directory());
        Files.createFile(database());
        makeStore();

        try (Store store = SqliteStorage.at(directory()).open(CONFIG)) {
            assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id INTEGER PRIMARY KEY)",
                "CREATE TABLE Settings (name TEXT, content TEXT)",
                "CREATE TABLE Cache (id INTEGER PRIMARY KEY, body BLOB)"
            })
    void open_databaseOfAnotherProgram_isRefusedAndLeftAlone(String table) throws IOException, SQLException {
        Files.createDirectories(directory());
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute(table);
        }
        byte[] before = Files.readAllBytes(database());

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(directory().toString())
                .hasMessageContaining("not a store of Larder or DiskCache");
        assertThat(Files.readAllBytes(database())).isEqualTo(before);
    }

    @Test
    void open_storeOfANewerVersion_isRefused() throws SQLException {
        makeStore();
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute("INSERT INTO larder_schema_history SELECT installed_rank + 1, '999', 'from the future', type,"
                    + " script, checksum, installed_by, installed_on, execution_time, success"
                    + " FROM larder_schema_history ORDER BY installed_rank DESC LIMIT 1");
        }

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageContaining("999")
                .hasMessageContaining(directory().toString());
    }

    @Test
    void open_unknownPolicyInTheSettings_isRefusedNamingTheRowAndRepairedByAnExplicitOne() throws SQLException {
        makeStore();
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute("UPDATE Settings SET value = 'first-come' WHERE key = 'eviction_policy'");
        }

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG))
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining("eviction_policy")
                .hasMessageContaining("first-come");
        Settings repair = Settings.defaults().with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED);
        SqliteStorage.at(directory()).open(CONFIG.withSettings(repair)).close();
        try (Store store = SqliteStorage.at(directory()).open(CONFIG)) {
            assertThat(store.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
            assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
        }
    }

    @Test
    void open_settingOutOfRange_isRefusedBeforeAnythingIsMade() {
        Settings wrong = Settings.of(java.util.Map.of("cull_limit", Scalar.of(-1L)));

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG.withSettings(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cull_limit");
        assertThat(directory()).doesNotExist();
    }

    @Test
    void open_counterAmongTheSettings_isRefused() {
        Settings wrong = Settings.of(java.util.Map.of("count", Scalar.of(0L)));

        assertThatThrownBy(() -> SqliteStorage.at(directory()).open(CONFIG.withSettings(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count");
    }

    @Test
    void open_currentStoreWhileAnotherProcessWrites_waitsForNothing() throws SQLException {
        makeStore();
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute("BEGIN IMMEDIATE");

            try (Store store = SqliteStorage.at(directory()).open(CONFIG.withOpenWait(Wait.upTo(Duration.ZERO)))) {
                assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
            }
        }
    }

    @Test
    void open_changesToMakeWhileAnotherProcessWrites_timesOutHavingChangedNothing() throws SQLException {
        makeStore();
        Settings change = Settings.defaults().with(Setting.CULL_LIMIT, 3L);
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> SqliteStorage.at(directory()).open(IMPATIENT.withSettings(change)))
                    .isInstanceOfSatisfying(
                            LarderTimeoutException.class,
                            e -> assertThat(e.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(30)))
                    .hasMessageContaining(directory().toString());
            raw.execute("ROLLBACK");
            assertThat(raw.query("SELECT value FROM Settings WHERE key = 'cull_limit'"))
                    .isEqualTo("10");
        }
    }

    @Test
    void open_databaseLockedAltogether_timesOut() throws SQLException {
        makeStore();
        try (RawDatabase raw = new RawDatabase(directory())) {
            raw.execute("PRAGMA locking_mode = EXCLUSIVE");
            raw.execute("BEGIN EXCLUSIVE");

            assertThatThrownBy(() -> SqliteStorage.at(directory()).open(IMPATIENT))
                    .isInstanceOf(LarderTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "afs", "sshfs", "fuse.sshfs", "NFS"})
    void open_networkFileSystem_isRefusedUnlessAllowed(String type) {
        SqliteStorage storage = SqliteStorage.at(directory()).withFileSystemProbe(any -> type);

        assertThatThrownBy(() -> storage.open(CONFIG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(type)
                .hasMessageContaining(directory().toString());
        assertThat(database()).doesNotExist();
        storage.open(CONFIG.withAllowNetworkDisk(true)).close();
        assertThat(database()).exists();
    }

    @Test
    void open_probeFails_isRefusedUnlessAllowed() {
        SqliteStorage storage = SqliteStorage.at(directory()).withFileSystemProbe(any -> {
            throw new IOException("no such device");
        });

        assertThatThrownBy(() -> storage.open(CONFIG))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no such device");
        storage.open(CONFIG.withAllowNetworkDisk(true)).close();
    }

    @Test
    void open_byManyProcessesAtOnce_makesOneStore() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                                OpeningProcess.class.getName(),
                                directory().toString(),
                                "process" + i)
                        .redirectErrorStream(true)
                        .redirectOutput(temporary.resolve("output" + i).toFile())
                        .start());
            }
            for (int i = 0; i < processes.size(); i++) {
                assertThat(processes.get(i).waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(processes.get(i).exitValue())
                        .as(Files.readString(temporary.resolve("output" + i)))
                        .isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        try (Store store = SqliteStorage.at(directory()).open(CONFIG)) {
            assertThat(store.count()).isEqualTo(4);
            assertThat(store.verify(false, Samples.PATIENT)).isEmpty();
        }
    }
}
