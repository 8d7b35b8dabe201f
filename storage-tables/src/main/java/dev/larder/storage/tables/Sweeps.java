package dev.larder.storage.tables;

import dev.larder.storage.Cull;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trims what writes ask for where writers of a collection do not come one after the other: behind the write, in a
 * transaction of its own, by one thread of one process at a time. Who finds another at it goes on; what he was to trim
 * is owed and trimmed by whoever of his process comes next. Whatever becomes of a sweep, the write is done. Safe for
 * use by many threads.
 *
 * <p>Two who trimmed at once would each count what the other has not yet committed, and remove too much.
 */
final class Sweeps {

    private static final System.Logger LOG = System.getLogger(Sweeps.class.getName());

    /** So many rows go in one sweep at most. */
    static final int MOST_ROWS = 1_000;

    /** For what may wait for rows that others hold. */
    private static final Wait BRIEFLY = Wait.upTo(Duration.ofMillis(200));

    /** For what waits for nobody, but may have many rows to look at. */
    private static final Wait AS_LONG_AS_THE_LEASE = Wait.upTo(SweepLease.LENGTH);

    /** So long nothing is tried again when a sweep has failed. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final StoreContext context;
    private final Culling culling;
    private final SweepLease lease;
    private final AtomicBoolean isSweeping = new AtomicBoolean();
    private final AtomicInteger owed = new AtomicInteger();
    private volatile long pausedUntil = System.nanoTime();

    Sweeps(StoreContext context, Culling culling) {
        this.context = context;
        this.culling = culling;
        lease = new SweepLease(context, BRIEFLY);
    }

    /**
     * Sweeps, unless somebody else does.
     *
     * @param written keys of rows that stay
     * @param rows how many may go for this write
     */
    void run(Cull cull, Collection<Key> written, int rows) {
        owed.accumulateAndGet(rows, (before, more) -> Math.min(MOST_ROWS, before + more));
        if (System.nanoTime() - pausedUntil < 0 || !isSweeping.compareAndSet(false, true)) {
            return;
        }
        try {
            sweep(cull, written);
        } catch (LarderException e) {
            pause();
            LOG.log(System.Logger.Level.DEBUG, "A sweep behind a write has failed; another write will try again", e);
        } finally {
            isSweeping.set(false);
        }
    }

    private void pause() {
        pausedUntil = System.nanoTime() + PAUSE_NANOS;
    }

    private void sweep(Cull cull, Collection<Key> written) {
        Database database = context.database();
        if (!database.read(AS_LONG_AS_THE_LEASE, tx -> culling.look(tx, cull, context.now()))) {
            owed.set(0);
            return;
        }
        try (SweepLease.Held held = lease.take()) {
            if (held == null) {
                return;
            }
            if (cull.policy().recordsAccess()) {
                recordAccesses();
            }
            int rows = owed.get();
            database.write(AS_LONG_AS_THE_LEASE, tx -> {
                culling.trim(tx, cull, rows, context.now(), written);
                return true;
            });
            owed.addAndGet(-rows);
        }
    }

    /** Lets eviction know of the latest accesses, unless one of the rows is held: then it goes by those before. */
    private void recordAccesses() {
        try {
            context.accesses().flush(BRIEFLY);
        } catch (LarderException e) {
            pause(); // so that not every write waits for that row
            LOG.log(System.Logger.Level.DEBUG, "Accesses could not be written before a sweep", e);
        }
    }
}
