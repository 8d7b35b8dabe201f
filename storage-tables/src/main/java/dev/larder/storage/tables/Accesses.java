package dev.larder.storage.tables;

import dev.larder.storage.Access;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Records that rows were read, as far as the settings ask for it: in memory first and in the database a little later,
 * or at once where accesses have to be exact and inside transactions. Safe for use by many threads.
 */
final class Accesses {

    private static final System.Logger LOG = System.getLogger(Accesses.class.getName());

    /** What a killed process loses at most. */
    private static final long DELAY_MILLIS = 200;

    /** With so many rows waiting, the reader that adds one writes them itself. */
    private static final int MOST_ROWS = 4_096;

    private static final Wait BACKGROUND_WAIT = Wait.upTo(Duration.ofMillis(500));

    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock flushing = new ReentrantLock();
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final Executor later = CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS);
    private final Database database;
    private final long collection;
    private final LiveSettings settings;
    private final boolean isExact;
    private final Wait readWait;
    private Pending pending = new Pending();
    private volatile boolean closed;

    Accesses(Database database, long collection, LiveSettings settings, boolean isExact, Wait readWait) {
        this.database = database;
        this.collection = collection;
        this.settings = settings;
        this.isExact = isExact;
        this.readWait = readWait;
    }

    /** Accesses that are not yet written. */
    private static final class Pending {

        private final Map<Key, Use> uses = new HashMap<>();
        private long hits;
        private long misses;

        private void hit(EntryRow row, double time, boolean counted, EvictionPolicy policy) {
            hits += counted ? 1 : 0;
            if (policy.recordsAccess()) {
                uses.merge(row.key().canonical(), new Use(row.id(), 1, time), Use::plus);
            }
        }

        private boolean isEmpty() {
            return hits == 0 && misses == 0 && uses.isEmpty();
        }

        private void add(Pending other) {
            hits += other.hits;
            misses += other.misses;
            other.uses.forEach((key, use) -> uses.merge(key, use, Use::plus));
        }
    }

    /** Uses of one row. */
    private record Use(long row, long count, double last) {
        private Use plus(Use later) {
            return later.row == row ? new Use(row, count + later.count, Math.max(last, later.last)) : later;
        }
    }

    void hit(Access access, EntryRow row, double time) {
        if (access == Access.IGNORE) {
            return;
        }
        LiveSettings.Snapshot current = settings.get();
        if (!current.recordsAccess()) {
            return;
        }
        record(one -> one.hit(row, time, current.statistics(), current.policy()));
    }

    void misses(Access access, long count) {
        if (access == Access.IGNORE || count == 0 || !settings.get().statistics()) {
            return;
        }
        record(one -> one.misses += count);
    }

    private void record(Consumer<Pending> access) {
        if (isExact || database.isInTransaction()) {
            Pending one = new Pending();
            access.accept(one);
            database.write(readWait, tx -> {
                write(tx, one);
                return true;
            });
            return;
        }
        int waiting;
        lock.lock();
        try {
            access.accept(pending);
            waiting = pending.uses.size();
        } finally {
            lock.unlock();
        }
        if (waiting >= MOST_ROWS) {
            flush(readWait);
        } else {
            schedule();
        }
    }

    /** Forgets the accesses to a row that is just written anew or removed: what comes in its place was not accessed. */
    void forget(Key key) {
        lock.lock();
        try {
            if (!pending.uses.isEmpty()) {
                pending.uses.remove(key.canonical());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what waits, in a transaction of its own or as part of the calling thread's; when it returns, what others
     * were just writing is written too.
     */
    void flush(Wait wait) {
        boolean isAlone = !database.isInTransaction();
        if (isAlone) {
            flushing.lock();
        }
        try {
            if (!isEmpty()) {
                database.write(wait, tx -> {
                    flushInto(tx);
                    return true;
                });
            }
        } finally {
            if (isAlone) {
                flushing.unlock();
            }
        }
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits within a transaction; it waits again if that is rolled back. */
    void flushInto(Tx tx) throws SQLException {
        Pending taken;
        lock.lock();
        try {
            if (pending.isEmpty()) {
                return;
            }
            taken = pending;
            pending = new Pending();
        } finally {
            lock.unlock();
        }
        tx.onRollback(() -> putBack(taken));
        write(tx, taken);
    }

    private void putBack(Pending taken) {
        lock.lock();
        try {
            pending.add(taken);
        } finally {
            lock.unlock();
        }
    }

    private void write(Tx tx, Pending accesses) throws SQLException {
        tx.beginWriting(collection);
        settings.add(tx, LiveSettings.HITS, accesses.hits);
        settings.add(tx, LiveSettings.MISSES, accesses.misses);
        EvictionPolicy policy = settings.latest().policy();
        boolean byTime = policy == EvictionPolicy.LEAST_RECENTLY_USED;
        if (accesses.uses.isEmpty() || !policy.recordsAccess()) {
            return;
        }
        Call update = tx.call(byTime ? Sql.RAISE_ACCESS_TIME : Sql.ADD_ACCESSES, collection);
        accesses.uses.values().stream()
                // in one order, so that two who write do not wait for each other
                .sorted(Comparator.comparingLong(Use::row))
                .forEach(use -> update.set(Parameter.ID, use.row)
                        .set(Parameter.NOW, use.last)
                        .set(Parameter.TIMES, use.count)
                        .add());
        update.runAll();
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
    void close(Wait wait) {
        closed = true;
        try {
            flush(wait);
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The last accesses before closing could not be written and are lost",
                    e);
        }
    }
}
