package dev.larder.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Durability;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import dev.larder.storage.jooq.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    private static final int WRITES = 400;
    private static final int VALUE_BYTES = 2_000;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    @TempDir
    Path directory;

    @Test
    void store_manyWrites_reachTheDatabaseFileWhileTheStoreIsOpen() throws IOException {
        Path database = directory.resolve("cache.db");
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults())) {
            long before = Files.size(database);
            put(store, WRITES);

            long start = System.nanoTime();
            while (Files.size(database) < before + 100L * VALUE_BYTES) {
                assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void finishLog_nobodyInTheWay_letsTheNextCommitBeginTheLogAnew() throws SQLException {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults());
                SqliteConnection beside = connection()) {
            put(store, 50);
            assertThat(checkpointed(beside)).isGreaterThan(50);

            assertThat(beside.finishLog(patient())).isTrue();
            put(store, 1);

            assertThat(checkpointed(beside)).isLessThan(50);
        }
    }

    @Test
    void finishLog_whileAnotherWrites_waitsForIt() throws Exception {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults());
                SqliteConnection writing = connection();
                SqliteConnection beside = connection()) {
            put(store, 50);
            writing.begin();
            CountDownLatch tried = new CountDownLatch(1);
            CompletableFuture<Boolean> finished = CompletableFuture.supplyAsync(() -> {
                try {
                    assertThat(beside.finishLog(new Deadline(Wait.upTo(Duration.ZERO))))
                            .isFalse();
                    tried.countDown();
                    return beside.finishLog(patient());
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });

            Threads.await(tried);
            writing.rollback();

            assertThat(finished.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void finishLog_whileOthersCopy_waitsForThem() throws Exception {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults());
                SqliteConnection beside = connection();
                SqliteConnection copying = connection()) {
            put(store, 50);
            AtomicBoolean isDone = new AtomicBoolean();
            CompletableFuture<Void> copies = CompletableFuture.runAsync(() -> {
                while (!isDone.get()) {
                    try {
                        copying.checkpoint();
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            try {
                for (int i = 0; i < 50; i++) {
                    put(store, 1);
                    assertThat(beside.finishLog(patient())).isTrue();
                }
            } finally {
                isDone.set(true);
                copies.get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void finishLog_beforeAReaderOfAnOldStateEnds_givesUpAndKeepsNobodyOut() throws SQLException {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults());
                SqliteConnection reading = connection();
                SqliteConnection beside = connection()) {
            put(store, 20);
            reading.beginRead();
            long seen = reading.rows().counters().count();
            put(store, 50);

            assertThat(beside.finishLog(new Deadline(Wait.upTo(Duration.ofMillis(20)))))
                    .isFalse();

            put(store, 60);
            assertThat(reading.rows().counters().count()).isEqualTo(seen);
            reading.rollback();
            assertThat(beside.finishLog(patient())).isTrue();
        }
    }

    @Test
    void checkpoint_beforeALaterRead_keepsNoOldStateForIt() throws SQLException {
        try (Store store = SqliteStorage.at(directory).open(StoreConfig.defaults());
                SqliteConnection beside = connection()) {
            put(store, 1);
            beside.checkpoint();
            assertThat(beside.rows().counters().count()).isEqualTo(1);

            put(store, 2);

            assertThat(beside.rows().counters().count()).isEqualTo(2);
        }
    }

    /** How long the log is, by a checkpoint that is not in the way of one of the store's own. */
    private static long checkpointed(SqliteConnection connection) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            long length = connection.checkpoint();
            if (length >= 0) {
                return length;
            }
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Deadline patient() {
        return new Deadline(Wait.upTo(Duration.ofNanos(PATIENCE_NANOS)));
    }

    private SqliteConnection connection() throws SQLException {
        Values values = new Values(new ValueFiles(directory, Durability.NORMAL, new SqliteErrors(directory)));
        SqliteConnection connection = new Connections(directory.resolve("cache.db"), values).open();
        connection.set(Pragmas.of(Settings.defaults(), Durability.NORMAL));
        return connection;
    }

    private static void put(Store store, int rows) {
        for (int i = 0; i < rows; i++) {
            Samples.put(store, "key" + i, "x".repeat(VALUE_BYTES));
        }
    }
}
