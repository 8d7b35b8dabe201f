package dev.larder.storage.sqlite;

import static dev.larder.storage.sqlite.Samples.LARGE;
import static dev.larder.storage.sqlite.Samples.put;
import static dev.larder.storage.sqlite.Samples.text;
import static dev.larder.storage.sqlite.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Waiting for other threads and for other connections, which are like other processes. */
@Timeout(60)
final class WaitingTest {

    private static final Duration BOUND = Duration.ofMillis(40);
    private static final Wait SHORT = Wait.upTo(BOUND);

    @TempDir
    private Path directory;

    private Store store;
    private RawDatabase other;

    @BeforeEach
    void open() throws SQLException {
        store = SqliteStorage.at(directory).open(StoreConfig.defaults());
        put(store, "key", "value");
        other = new RawDatabase(directory);
    }

    @AfterEach
    void close() throws SQLException {
        other.close();
        store.close();
    }

    /** Everything that writes, with a wait. */
    private List<Consumer<Wait>> writes() {
        Key key = Key.of("key");
        Sequence.Queue queue = Sequence.queue("q");
        return List.of(
                wait -> store.store(key, text("new"), Condition.always(), null, Cull.NONE, wait),
                wait -> store.store(key, LARGE, Condition.always(), null, Cull.NONE, wait),
                wait -> store.storeAll(Map.of(key, LARGE), Cull.NONE, wait),
                wait -> store.remove(key, Condition.always(), dev.larder.storage.Fetch.VALUE, wait),
                wait -> store.removeAll(List.of(key), wait),
                wait -> store.add(Key.of("n"), Scalar.of(1L), Scalar.of(0L), Cull.NONE, wait),
                wait -> store.touch(
                        key, dev.larder.storage.Expiry.after(Duration.ofHours(1)), Condition.always(), wait),
                wait -> store.append(queue, Side.BACK, List.of(LARGE, text("small")), Cull.NONE, wait),
                wait -> store.take(Sequence.insertion(), Side.FRONT, dev.larder.storage.Fetch.VALUE, wait),
                wait -> store.purge(new Selection.UpTo(Long.MAX_VALUE), 10, wait),
                wait -> store.resetStatistics(wait),
                wait -> store.changeSettings(Settings.defaults().with(Setting.CULL_LIMIT, 7L), wait),
                wait -> store.transact(wait, () -> store.count()));
    }

    @Test
    void activity_whileAnotherProcessWrites_countsWaitsAndTheirTime() throws Exception {
        assertThat(store.activity().busyWaits()).isZero();
        other.execute("BEGIN IMMEDIATE");
        CompletableFuture<Thread> toucher = new CompletableFuture<>();
        try (Threads threads = new Threads()) {
            Future<Boolean> touching = threads.start(() -> {
                toucher.complete(Thread.currentThread());
                return store.touch(
                        Key.of("key"), dev.larder.storage.Expiry.never(), Condition.always(), Samples.PATIENT);
            });
            Threads.awaitPause(Threads.result(toucher));
            long start = System.nanoTime();
            Threads.await(() -> System.nanoTime() - start > BOUND.toNanos());
            other.execute("ROLLBACK");
            assertThat(Threads.result(touching)).isTrue();
        }

        assertThat(store.activity().busyWaits()).isEqualTo(1);
        assertThat(store.activity().busyTime()).isBetween(BOUND, Duration.ofSeconds(20));
    }

    @Test
    void writes_whileAnotherProcessWrites_timeOutAndLeaveNothing() throws Exception {
        other.execute("BEGIN IMMEDIATE");

        for (Consumer<Wait> write : writes()) {
            assertThatThrownBy(() -> write.accept(SHORT))
                    .isInstanceOfSatisfying(
                            LarderTimeoutException.class,
                            e -> assertThat(e.waited()).isBetween(BOUND, Duration.ofSeconds(20)))
                    .hasMessageContaining(directory.toString());
        }
        assertThat(value(store, "key")).as("readers do not wait").isEqualTo(Scalar.of("value"));
        assertThat(Samples.valueFiles(directory)).isEmpty();
        other.execute("ROLLBACK");
        assertThat(store.count()).isEqualTo(1);
        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(10L);
    }

    @Test
    void writes_whileAnotherThreadHoldsTheWriter_timeOutAndLeaveNothing() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            Future<Boolean> holding = threads.start(() -> store.transact(Samples.PATIENT, () -> {
                held.countDown();
                Threads.await(release);
                return true;
            }));
            Threads.await(held);

            for (Consumer<Wait> write : writes()) {
                assertThatThrownBy(() -> write.accept(SHORT))
                        .isInstanceOfSatisfying(
                                LarderTimeoutException.class,
                                e -> assertThat(e.waited()).isBetween(BOUND, Duration.ofSeconds(20)));
            }
            assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
            assertThat(Samples.valueFiles(directory)).isEmpty();
            release.countDown();
            assertThat(Threads.result(holding)).isTrue();
        }
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    void writes_lockFreedInTime_succeed() throws Exception {
        try (Threads threads = new Threads()) {
            for (Consumer<Wait> write : writes()) {
                other.execute("BEGIN IMMEDIATE");
                Future<Boolean> writing = threads.start(() -> {
                    write.accept(Samples.PATIENT);
                    return true;
                });
                other.execute("COMMIT");
                assertThat(Threads.result(writing)).isTrue();
            }
        }
    }

    @Test
    void store_noWaitAllowed_writesOnlyIfItIsFreeAtOnce() throws SQLException {
        Wait none = Wait.upTo(Duration.ZERO);
        store.store(Key.of("key"), text("new"), Condition.always(), null, Cull.NONE, none);
        assertThat(value(store, "key")).isEqualTo(Scalar.of("new"));
        other.execute("BEGIN IMMEDIATE");

        assertThatThrownBy(() -> store.store(Key.of("key"), text("newer"), Condition.always(), null, Cull.NONE, none))
                .isInstanceOf(LarderTimeoutException.class);
    }

    @Test
    void writes_fromAnInterruptedThread_completeAndKeepTheInterrupt() {
        for (Consumer<Wait> write : writes()) {
            Thread.currentThread().interrupt();
            write.accept(Samples.PATIENT);
            assertThat(Thread.interrupted()).isTrue();
        }
        put(store, "large", LARGE);
        Thread.currentThread().interrupt();
        assertThat(store.get(Key.of("large"), Access.RECORD)).isEqualTo(LARGE.content());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void store_interruptedWhileWaiting_goesOnWaiting() throws Exception {
        other.execute("BEGIN IMMEDIATE");
        Thread[] writer = new Thread[1];
        CountDownLatch started = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            Future<Boolean> writing = threads.start(() -> {
                writer[0] = Thread.currentThread();
                started.countDown();
                put(store, "key", Item.of(LARGE.content()));
                return Thread.interrupted();
            });
            Threads.await(started);
            for (int i = 0; i < 100; i++) {
                writer[0].interrupt();
                Thread.onSpinWait();
            }
            other.execute("COMMIT");
            assertThat(Threads.result(writing)).as("still interrupted").isTrue();
        }
        assertThat(value(store, "key")).isEqualTo(Scalar.of(Samples.bytes(50_000)));
    }

    @Test
    void reads_byFarMoreThreadsThanConnections_allComplete() {
        for (int i = 0; i < 50; i++) {
            put(store, "key" + i, "value" + i);
        }
        try (Threads threads = new Threads()) {
            threads.race(200, thread -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(value(store, "key" + i)).isEqualTo(Scalar.of("value" + i));
                    assertThat(store.findAll(
                                    List.of(Key.of("key1"), Key.of("key2")),
                                    dev.larder.storage.Fetch.VALUE,
                                    Access.RECORD))
                            .hasSize(2);
                }
                return thread;
            });
        }
    }
}
