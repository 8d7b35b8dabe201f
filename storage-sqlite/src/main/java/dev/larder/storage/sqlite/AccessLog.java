package dev.larder.storage.sqlite;

import dev.larder.storage.Access;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Records that rows were read, as far as the settings ask for it: in memory first and in the database a little later,
 * or at once where accesses have to be exact and inside transactions.
 */
final class AccessLog {

    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());

    /** What a killed process loses at most. */
    private static final long DELAY_MILLIS = 200;

    /** With so many rows waiting, the reader that adds one writes them itself. */
    private static final int MOST_ROWS = 4_096;

    private static final Wait BACKGROUND_WAIT = Wait.upTo(Duration.ofMillis(50));

    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final Executor later = CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS);
    private final AccessBuffer buffer;
    private final Writer writer;
    private final LiveSettings settings;
    private final StoreConfig config;
    private volatile boolean closed;

    AccessLog(AccessBuffer buffer, Writer writer, LiveSettings settings, StoreConfig config) {
        this.buffer = buffer;
        this.writer = writer;
        this.settings = settings;
        this.config = config;
    }

    void hit(Access access, Key key, long rowid, double time) {
        if (access == Access.IGNORE) {
            return;
        }
        LiveSettings.Snapshot current = settings.get();
        if (!current.recordsAccess()) {
            return;
        }
        if (isExact()) {
            AccessBuffer.Batch batch = new AccessBuffer.Batch();
            batch.hit(key, rowid, time, current.statistics(), current.policy());
            write(batch, current.policy(), config.readWait());
        } else if (buffer.hit(key, rowid, time, current.statistics(), current.policy()) >= MOST_ROWS) {
            flush(config.readWait());
        } else {
            schedule();
        }
    }

    void misses(Access access, long count) {
        if (access == Access.IGNORE || count == 0 || !settings.get().statistics()) {
            return;
        }
        if (isExact()) {
            AccessBuffer.Batch batch = new AccessBuffer.Batch();
            batch.misses(count);
            write(batch, EvictionPolicy.NONE, config.readWait());
        } else {
            buffer.misses(count);
            schedule();
        }
    }

    private boolean isExact() {
        return config.exactAccess() || writer.isHeldByCurrentThread();
    }

    private void write(AccessBuffer.Batch batch, EvictionPolicy policy, Wait wait) {
        writer.run(new Deadline(wait), transaction -> {
            batch.writeTo(transaction.rows(), policy);
            return true;
        });
    }

    /** Writes what waits, in a transaction of its own or as part of the calling thread's. */
    void flush(Wait wait) {
        if (buffer.isEmpty()) {
            return;
        }
        writer.run(new Deadline(wait), transaction -> {
            flushInto(transaction);
            return true;
        });
    }

    /** Writes what waits within a transaction; it waits again if that is rolled back. */
    void flushInto(Transaction transaction) throws SQLException {
        if (buffer.isEmpty()) {
            return;
        }
        AccessBuffer.Batch taken = buffer.take();
        transaction.onRollback(() -> buffer.putBack(taken));
        taken.writeTo(transaction.rows(), settings.latest().policy());
    }

    private void schedule() {
        if (!closed && !isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            later.execute(this::flushInBackground);
        }
    }

    private void flushInBackground() {
        isScheduled.set(false);
        if (closed) {
            return;
        }
        try {
            flush(BACKGROUND_WAIT);
        } catch (LarderException e) {
            LOG.log(System.Logger.Level.DEBUG, "Accesses could not be written and wait for the next time", e);
            schedule();
        }
    }

    /** Writes what waits for the last time. */
    void close() {
        closed = true;
        try {
            flush(config.openWait());
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The last accesses before closing could not be written and are lost",
                    e);
        }
    }
}
