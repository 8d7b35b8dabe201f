package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Key;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalIndexTest {

    @TempDir
    Path directory;

    private Path database;

    @BeforeEach
    void find() {
        database = directory.resolve("cache.db");
    }

    private Store open() {
        return SqliteStorage.at(directory).open(StoreConfig.defaults());
    }

    private WalIndex index() {
        return Objects.requireNonNull(WalIndex.of(database), "no wal-index");
    }

    @Test
    void head_afterACommitOfAnybody_isAnother() throws IOException, SQLException {
        try (Store store = open();
                RawDatabase other = new RawDatabase(directory)) {
            byte[] before = index().head();
            assertThat(index().head()).isEqualTo(before);

            other.execute("UPDATE Settings SET value = 1 WHERE key = 'statistics'");
            byte[] afterOther = index().head();
            assertThat(afterOther).isNotEqualTo(before);

            Samples.put(store, "key", "value");
            assertThat(index().head()).isNotEqualTo(afterOther);
        }
    }

    @Test
    void head_whileSomebodyReadsOrRollsBack_staysTheSame() throws IOException, SQLException {
        try (Store store = open();
                RawDatabase other = new RawDatabase(directory)) {
            byte[] before = index().head();

            other.query("SELECT count(*) FROM Cache");
            other.execute("BEGIN IMMEDIATE");
            other.execute("DELETE FROM Settings");
            other.execute("ROLLBACK");

            assertThat(store.count()).isZero();
            assertThat(index().head()).isEqualTo(before);
        }
    }

    @Test
    void of_storeClosedAndOpenedAgain_isThatOfTheNewFile() throws IOException {
        WalIndex closed;
        try (Store store = open()) {
            Samples.put(store, "key", "value");
            closed = index();
            assertThat(index()).isSameAs(closed);
        }
        try (Store store = open()) {
            WalIndex index = index();
            assertThat(index).isNotSameAs(closed);
            byte[] before = index.head();
            Samples.put(store, "key", "value");
            assertThat(index.head()).isNotEqualTo(before);
        }
    }

    @Test
    void of_databaseNotInWalMode_isNull() {
        Settings settings = Settings.defaults().with(Setting.SQLITE_JOURNAL_MODE, "persist");
        try (Store store =
                SqliteStorage.at(directory).open(StoreConfig.defaults().withSettings(settings))) {
            assertThat(store.count()).isZero();
            assertThat(WalIndex.of(database)).isNull();
        }
    }

    @Test
    void watch_databaseNotInWalMode_noticesOtherConnections() throws SQLException, InterruptedException {
        Settings settings = Settings.defaults().with(Setting.SQLITE_JOURNAL_MODE, "persist");
        try (Store store =
                        SqliteStorage.at(directory).open(StoreConfig.defaults().withSettings(settings));
                RawDatabase other = new RawDatabase(directory);
                ChangeWatch watch = store.watch(Key.of("key"))) {
            other.execute("UPDATE Settings SET value = 1 WHERE key = 'statistics'");

            assertThat(watch.await(Samples.PATIENT)).isTrue();
        }
    }

    /** The kernel drops all locks of a process on a file with any descriptor of it that the process closes. */
    @Test
    void of_inTheMiddleOfATransaction_leavesSqliteItsLocks() {
        assumeThat(Path.of("/proc/locks")).exists();
        try (Store store = open()) {
            store.transact(Samples.PATIENT, () -> {
                List<String> before = locks();
                assertThat(before).isNotEmpty();
                assertThat(index()).isNotNull();
                Thread.currentThread().interrupt();
                assertThat(index()).isNotNull();
                assertThat(Thread.interrupted()).isTrue();
                System.gc(); // would close what nobody can reach
                assertThat(locks()).isEqualTo(before);
                return true;
            });
        }
    }

    /** What this process has locked of the wal-index. */
    private List<String> locks() {
        try (Stream<String> all = Files.lines(Path.of("/proc/locks"))) {
            String owner = " " + ProcessHandle.current().pid() + " ";
            String file = ":" + Files.getAttribute(directory.resolve("cache.db-shm"), "unix:ino") + " ";
            return all.filter(line -> line.contains(owner) && line.contains(file))
                    .map(line -> line.substring(line.indexOf(':') + 1))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
