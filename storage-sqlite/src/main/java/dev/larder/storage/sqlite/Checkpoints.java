package dev.larder.storage.sqlite;

import dev.larder.storage.LarderException;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies what was committed from the write-ahead log into the database file, beside the writer. SQLite would do it
 * inside a commit, whose caller and all who wait behind it would wait for the disk, as long as several hundred small
 * writes take.
 */
final class Checkpoints {

    private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());

    /** So many small writes fill about a thousand pages of the log, SQLite's own measure. */
    private static final int COMMITS = 128;

    /** In pages: so long that keeping the writers out, for some milliseconds, is rare. */
    private static final long LONG_LOG = 4_000;

    /** How long others are kept waiting for a reader of an old state, who may stay for long. */
    private static final Wait PATIENCE = Wait.upTo(Duration.ofMillis(250));

    private static final long IDLE_SECONDS = 10;

    /** Begins anywhere, so that processes that end after a few commits do their share. */
    private final AtomicInteger commits =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COMMITS));

    private final AtomicBoolean isUnderWay = new AtomicBoolean();
    private final ThreadPoolExecutor beside;
    private final Readers readers;
    private long longLog = LONG_LOG; // of the thread

    Checkpoints(Readers readers) {
        this.readers = readers;
        beside = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "larder-checkpoint");
            thread.setDaemon(true);
            return thread;
        });
        beside.allowCoreThreadTimeOut(true);
    }

    /** Takes note of a commit, when nobody waits for it any more. */
    void committed() {
        if (commits.incrementAndGet() >= COMMITS && isUnderWay.compareAndSet(false, true)) {
            commits.set(0);
            beside.execute(this::run);
        }
    }

    private void run() {
        try {
            readers.lend(this::copy);
        } catch (LarderTimeoutException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Another process was in the way of a checkpoint; the next one copies",
                    e);
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The log of committed changes could not be copied into the database file; nothing is lost,"
                            + " and it is tried again after the next writes",
                    e);
        } finally {
            isUnderWay.set(false);
        }
    }

    /**
     * While it is copied the log grows, and beside writers that never rest it would grow for ever: when it is long,
     * they are kept out until all of it is copied and nobody reads from it, so that the next commit begins it anew.
     * Where a reader does not let that happen, it is tried again when the log is twice as long.
     */
    private void copy(SqliteConnection connection) throws SQLException {
        long pages = connection.checkpoint();
        if (pages < LONG_LOG) {
            longLog = LONG_LOG;
        } else if (pages >= longLog) {
            longLog = connection.finishLog(new Deadline(PATIENCE)) ? LONG_LOG : 2 * pages;
        }
    }

    /** Waits for the one under way; to be called when nothing is written any more. */
    void close() {
        beside.shutdown();
        boolean interrupted = false;
        while (!beside.isTerminated()) {
            try {
                beside.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
