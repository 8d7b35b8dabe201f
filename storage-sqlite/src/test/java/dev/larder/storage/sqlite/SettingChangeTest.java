package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.PATIENT;
import static dev.larder.storage.sqlite.Samples.put;
import static dev.larder.storage.sqlite.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SettingChangeTest {

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = SqliteStorage.at(directory).open(StoreConfig.defaults());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static <T> Settings only(Setting<T> setting, T value) {
        return Settings.defaults().with(setting, value);
    }

    @Test
    void change_indexesFollowPolicyAndTagIndex() throws Exception {
        Settings change = only(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED)
                .with(Setting.TAG_INDEX, true);
        store.changeSettings(change, PATIENT);

        try (RawDatabase raw = new RawDatabase(directory)) {
            String indexes = "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_master"
                    + " WHERE type = 'index' AND name LIKE 'Cache_%' ORDER BY name)";
            assertThat(raw.query(indexes))
                    .isEqualTo("Cache_access_count Cache_expire_time Cache_key_raw Cache_tag_rowid");
            store.changeSettings(
                    only(Setting.EVICTION_POLICY, EvictionPolicy.NONE).with(Setting.TAG_INDEX, false), PATIENT);
            assertThat(raw.query(indexes)).isEqualTo("Cache_expire_time Cache_key_raw");
        }
    }

    @Test
    void change_journalModeWhileOthersRead_isMadeBetweenTheirReads() throws Exception {
        put(store, "key", "value");
        AtomicBoolean isDone = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            Future<Integer> reading = threads.start(() -> {
                int reads = 0;
                do {
                    assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
                    reads++;
                } while (!isDone.get());
                return reads;
            });
            for (String mode : new String[] {"truncate", "wal", "delete", "wal"}) {
                store.changeSettings(only(Setting.SQLITE_JOURNAL_MODE, mode), PATIENT);
                put(store, "mode", mode);
                assertThat(store.settings().get(Setting.SQLITE_JOURNAL_MODE)).isEqualTo(mode);
            }
            isDone.set(true);
            assertThat(Threads.result(reading)).isPositive();
        }
        try (RawDatabase raw = new RawDatabase(directory)) {
            assertThat(raw.query("PRAGMA journal_mode")).isEqualTo("wal");
        }
    }

    @Test
    void change_journalModeWhileAnotherProcessHasTheStoreOpen_timesOutHavingChangedNothing() throws Exception {
        try (RawDatabase raw = new RawDatabase(directory)) {
            raw.execute("BEGIN");
            raw.query("SELECT count(*) FROM Cache");

            assertThatThrownBy(() -> store.changeSettings(
                            only(Setting.SQLITE_JOURNAL_MODE, "delete").with(Setting.CULL_LIMIT, 3L),
                            Wait.upTo(Duration.ofMillis(50))))
                    .isInstanceOf(LarderTimeoutException.class);
            assertThat(raw.query("SELECT value FROM Settings WHERE key = 'sqlite_journal_mode'"))
                    .isEqualTo("wal");
        }
        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(10L);
        put(store, "key", "still works");
        assertThat(value(store, "key")).isEqualTo(Scalar.of("still works"));
    }

    @Test
    void change_journalModeInsideATransaction_isRefused() {
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    store.changeSettings(only(Setting.SQLITE_JOURNAL_MODE, "delete"), PATIENT);
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("journal mode");
    }

    @Test
    void change_insideATransactionThatRollsBack_isUndone() {
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    store.changeSettings(only(Setting.CULL_LIMIT, 3L), PATIENT);
                    assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(3L);
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");
        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(10L);
    }

    @Test
    void change_counter_isRefused() {
        assertThatThrownBy(() -> store.changeSettings(Settings.of(Map.of("size", Scalar.of(0L))), PATIENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size");
    }

    @Test
    void settings_unknownPolicyWrittenByAnother_isACorruptStoreUntilSetAnew() throws Exception {
        try (RawDatabase raw = new RawDatabase(directory)) {
            raw.execute("UPDATE Settings SET value = 'first-come' WHERE key = 'eviction_policy'");

            Threads.await(() -> {
                try {
                    store.settings();
                    return false;
                } catch (CorruptStoreException e) {
                    assertThat(e).hasMessageContaining("eviction_policy").hasMessageContaining("first-come");
                    return true;
                }
            });
            store.changeSettings(only(Setting.EVICTION_POLICY, EvictionPolicy.NONE), PATIENT);
            put(store, "key", "value");
            assertThat(store.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.NONE);
        }
    }
}
