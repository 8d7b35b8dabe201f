package dev.larder.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.migrations.h2.EntryTally;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Durability;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.StorageException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening files of H2: good ones, bad ones, and what lies where they would be. */
final class H2OpeningTest {

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("store");
    }

    private Path file() {
        return directory.resolve("store.mv.db");
    }

    private Cache<String, String> open() {
        return Cache.on(H2.file(path()))
                .keys(Codec.string())
                .values(Codec.string())
                .open();
    }

    private void makeStore() {
        try (var cache = open()) {
            cache.set("key", "value");
        }
    }

    private Connection raw() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + path(), "", "");
    }

    @Test
    void open_missingParents_areMade() {
        Path deep = directory.resolve("a/b/with space?and%25/ü");
        try (var cache = Cache.on(H2.file(deep)).open()) {
            cache.set("key", "value");
        }

        assertThat(deep.resolveSibling("ü.mv.db")).isRegularFile();
    }

    @Test
    void open_afterClosing_hasWhatWasWritten() {
        makeStore();

        try (var cache = open()) {
            assertThat(cache.get("key")).isEqualTo("value");
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void open_twiceInOneProcess_isTheSamePlace() {
        try (var one = open();
                var other = open()) {
            one.set("key", "value");

            assertThat(other.get("key")).isEqualTo("value");
        }
    }

    @Test
    void named_collectionsOfOneFile_doNotMeet() {
        try (var one = Cache.on(H2.file(path()).named("one")).open();
                var other = Cache.on(H2.file(path()).named("other")).open()) {
            one.set("key", "value");

            assertThat(other.get("key")).isNull();
        }
    }

    @Test
    void memory_openedByItsUri_staysAsLongAsAnyoneHasItOpen() {
        H2Storage storage = H2.memory();
        var same = new H2StorageProvider().storage(storage.uri()).orElseThrow();
        try (var one = Cache.on(storage).open()) {
            one.set("key", "value");
            try (var other = Cache.on(same).open()) {
                assertThat(other.get("key")).isEqualTo("value");
            }

            assertThat(one.get("key")).isEqualTo("value");
        }
        try (var later = Cache.on(storage).open()) {
            assertThat(later.get("key")).isNull();
        }
    }

    @Test
    void durabilityFull_writesAndReads() {
        try (var cache = Cache.on(H2.file(path())).durability(Durability.FULL).open()) {
            cache.set("key", "value");
            cache.transact(tx -> {
                tx.set("other", "value");
            });

            assertThat(cache.size()).isEqualTo(2);
        }
    }

    @Test
    void file_pathOfAnotherFileSystem_isRefused() throws Exception {
        Path archive = directory.resolve("archive.zip");
        try (var made = new ZipOutputStream(Files.newOutputStream(archive))) {
            made.putNextEntry(new ZipEntry("entry"));
        }
        try (var system = FileSystems.newFileSystem(archive)) {
            assertThatThrownBy(() -> H2.file(system.getPath("store")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("choose a path of the default file system");
        }
    }

    @Test
    void file_pathWithOptions_isRefused() {
        assertThatThrownBy(() -> H2.file(directory.resolve("store;INIT=DROP ALL OBJECTS")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
    }

    @Test
    void open_directoryInTheWay_isRefused() throws Exception {
        Files.createDirectory(file());

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(file() + " is a directory");
    }

    @Test
    void open_fileWhereADirectoryShouldBe_isRefused() throws Exception {
        Files.createFile(path());

        assertThatThrownBy(() -> Cache.on(H2.file(path().resolve("below"))).open())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("The directory " + path() + " for the H2 database cannot be made");
    }

    @Test
    void open_fileThatIsNoDatabase_isRefused() throws Exception {
        byte[] text = new byte[20_000];
        Arrays.fill(text, (byte) 'x');
        Files.write(file(), text);

        assertThatThrownBy(this::open)
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("org.h2.tools.Recover");
        assertThat(file()).hasBinaryContent(text);
    }

    @Test
    void open_newerSchema_isRefused() throws Exception {
        makeStore();
        try (Connection connection = raw();
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO \"larder_schema_history\" SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
                            + " 'x', CURRENT_TIMESTAMP, 1, TRUE");
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("newer Larder");
        raw().close(); // nobody has it open
    }

    @Test
    void open_databaseOfSomebodyElse_isRefused() throws Exception {
        DriverManager.getConnection("jdbc:h2:" + path(), "sa", "secret").close();

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Larder has not made it");
    }

    @Test
    void interruptedThread_leavesTheDatabaseOpen() throws Exception {
        try (var cache = open()) {
            cache.set("large", "x".repeat(500_000));
            var worker = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    cache.set("key " + i, "value");
                    cache.get("large");
                }
            });
            worker.start();
            while (worker.isAlive()) {
                worker.interrupt();
                Thread.onSpinWait();
            }
            worker.join();

            assertThat(cache.get("key 299")).isEqualTo("value");
            assertThat(cache.size()).isEqualTo(301);
            assertThat(cache.check()).isEmpty();
        }
    }

    /** Databases have recorded the name: renamed, the class would not be found by those that are there. */
    @Test
    void trigger_hasTheNameThatDatabasesHaveRecorded() throws Exception {
        makeStore();

        Class<?> trigger = Class.forName("dev.larder.migrations.h2.EntryTally");
        assertThat(trigger).isEqualTo(EntryTally.class).isPublic();
        assertThat(trigger.getConstructor().newInstance()).isInstanceOf(Trigger.class);
        try (Connection connection = raw();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT JAVA_CLASS FROM INFORMATION_SCHEMA.TRIGGERS")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("dev.larder.migrations.h2.EntryTally");
        }
    }
}
