package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.PATIENT;
import static dev.larder.storage.sqlite.Samples.put;
import static dev.larder.storage.sqlite.Samples.text;
import static dev.larder.storage.sqlite.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Condition;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads whose writes meet share one commit, and nothing else. */
@Timeout(120)
final class GroupCommitTest {

    private static final int THREADS = 12;

    @TempDir
    private Path directory;

    /**
     * Runs a write in each of several threads, which all wait while the writer is held, so that one group serves them.
     *
     * @return what each threw, or null
     */
    private static List<LarderException> together(Store store, IntFunction<Runnable> writes) {
        CountDownLatch started = new CountDownLatch(THREADS);
        try (Threads threads = new Threads()) {
            List<Future<LarderException>> running = new ArrayList<>();
            store.transact(PATIENT, () -> {
                for (int i = 0; i < THREADS; i++) {
                    Runnable write = writes.apply(i);
                    running.add(threads.start(() -> {
                        started.countDown();
                        try {
                            write.run();
                            return null;
                        } catch (LarderException e) {
                            return e;
                        }
                    }));
                }
                Threads.await(started);
                return true;
            });
            List<LarderException> failures = new ArrayList<>();
            running.forEach(each -> failures.add(Threads.result(each)));
            return failures;
        }
    }

    @Test
    void activity_writersThatMeet_shareCommits() {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults())) {
            StoreActivity before = store.activity();
            assertThat(together(store, i -> () -> put(store, "key " + i, "value")))
                    .containsOnlyNulls();
            StoreActivity after = store.activity();

            assertThat(after.writes() - before.writes())
                    .as("each writer, and the transaction that kept them waiting")
                    .isEqualTo(THREADS + 1);
            assertThat(after.commits() - before.commits()).isBetween(2L, (long) THREADS);
            assertThat(after.busyWaits()).as("nobody else was there").isEqualTo(before.busyWaits());
        }
    }

    @Test
    void group_manyWriters_allTakeEffect() {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults())) {
            for (int round = 0; round < 20; round++) {
                String prefix = round + ":";
                assertThat(together(store, i -> () -> put(store, prefix + i, "value" + i)))
                        .containsOnlyNulls();
                for (int i = 0; i < THREADS; i++) {
                    assertThat(value(store, prefix + i)).isEqualTo(Scalar.of("value" + i));
                }
            }
            assertThat(store.count()).isEqualTo(20 * THREADS);
        }
    }

    @Test
    void group_oneFailsBeforeChangingAnything_theOthersTakeEffect() {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults())) {
            put(store, "text", "no number");
            List<LarderException> failures = together(
                    store,
                    i -> () -> store.add(
                            Key.of(i % 4 == 0 ? "text" : "number"), Scalar.of(1L), Scalar.of(0L), Cull.NONE, PATIENT));

            for (int i = 0; i < THREADS; i++) {
                if (i % 4 == 0) {
                    assertThat(failures.get(i)).isInstanceOf(SerializationException.class);
                } else {
                    assertThat(failures.get(i)).isNull();
                }
            }
            assertThat(value(store, "number")).isEqualTo(Scalar.of(9L));
            assertThat(value(store, "text")).isEqualTo(Scalar.of("no number"));
        }
    }

    @Test
    void group_oneFailsAfterChangingSomething_onlyThatOneIsUndone() throws SQLException {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults())) {
            put(store, "hostile", "row");
            try (RawDatabase raw = new RawDatabase(directory)) {
                raw.execute(
                        "UPDATE Cache SET mode = 2, value = NULL, filename = '../outside.val' WHERE key = 'hostile'");
            }
            // the row is written before it shows that the one before cannot be returned
            List<LarderException> failures = together(
                    store,
                    i -> () -> store.store(
                            Key.of(i % 4 == 0 ? "hostile" : "key" + i),
                            text("new"),
                            Condition.always(),
                            i % 4 == 0 ? Fetch.VALUE : null,
                            Cull.NONE,
                            PATIENT));

            for (int i = 0; i < THREADS; i++) {
                if (i % 4 == 0) {
                    assertThat(failures.get(i)).isInstanceOf(CorruptStoreException.class);
                } else {
                    assertThat(failures.get(i)).isNull();
                    assertThat(value(store, "key" + i)).isEqualTo(Scalar.of("new"));
                }
            }
            try (RawDatabase raw = new RawDatabase(directory)) {
                assertThat(raw.query("SELECT filename FROM Cache WHERE key = 'hostile'"))
                        .isEqualTo("../outside.val");
            }
        }
    }

    @Test
    void group_oneFillsTheDatabase_theOthersTakeEffectAndItGetsItsOwnError() throws SQLException {
        try (Store store = SmallStore.open(directory, StoreConfig.defaults(), 4)) {
            String tooLong = "x".repeat(32_000); // but not so long that it would go to a file
            for (int round = 0; round < 5; round++) {
                List<LarderException> failures =
                        together(store, i -> () -> put(store, "key" + i, i % 6 == 3 ? tooLong : "small"));

                for (int i = 0; i < THREADS; i++) {
                    if (i % 6 == 3) {
                        assertThat(failures.get(i)).isInstanceOf(StoreFullException.class);
                        assertThat(value(store, "key" + i)).isNull();
                    } else {
                        assertThat(failures.get(i)).isNull();
                        assertThat(value(store, "key" + i)).isEqualTo(Scalar.of("small"));
                    }
                }
            }
            assertThat(store.verify(false, PATIENT)).isEmpty();
        }
    }

    @Test
    void transact_databaseFull_rollsBackAndCannotGoOn() throws SQLException {
        try (Store store = SmallStore.open(directory, StoreConfig.defaults(), 6)) {
            put(store, "key", "before");
            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        put(store, "key", "inside");
                        assertThatThrownBy(() -> put(store, "large", "x".repeat(32_700)))
                                .isInstanceOf(StoreFullException.class);
                        assertThatThrownBy(() -> put(store, "other", "after the failure"))
                                .isInstanceOf(LarderException.class)
                                .hasMessageContaining("cannot go on");
                        return true;
                    }))
                    .isInstanceOf(LarderException.class)
                    .hasMessageContaining("cannot go on or be committed");
            assertThat(value(store, "key")).isEqualTo(Scalar.of("before"));
            assertThat(store.count()).isEqualTo(1);
            put(store, "key", "afterwards");
            assertThat(value(store, "key")).isEqualTo(Scalar.of("afterwards"));
        }
    }
}
