package dev.larder.storage.tables;

import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Selection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a write trims: in its own transaction where writers of a collection come one after the other, and where its end
 * is not seen; otherwise behind it. Looking costs as much as a small write, so it is done only now and then, because of
 * other processes, and when own writes give a reason. Safe for use by many threads.
 */
final class Culling {

    /** After so many writes, and after so long, what others may have done is looked at. */
    private static final int BLIND_WRITES = 64;

    private static final long BLIND_NANOS = 1_000_000_000L;

    private final StoreContext context;
    private final Tallies tallies;
    private final Accesses accesses;
    private final Purger purger;
    private final @Nullable Sweeps sweeps;
    private double earliestExpiry; // this and the following guarded by this
    private long volume;
    private int writes = BLIND_WRITES;
    private long lookedAt = System.nanoTime();

    Culling(StoreContext context, Tallies tallies, Accesses accesses, Purger purger) {
        this.context = context;
        this.tallies = tallies;
        this.accesses = accesses;
        this.purger = purger;
        Database database = context.database();
        sweeps = database.dialect().hasOneWriter() || database.isJoined() ? null : new Sweeps(context, this);
    }

    /** Takes note of a row that was written, or given another expiry. */
    synchronized void wrote(double expireTime, long weight) {
        earliestExpiry = Math.min(earliestExpiry, expireTime);
        volume += weight;
        writes++;
    }

    /** Whether a write needs a transaction, because there may be something to trim in it. */
    boolean isPart(Cull cull, double now) {
        return sweeps == null && isDue(cull, now);
    }

    private synchronized boolean isDue(Cull cull, double now) {
        return cull.limit() > 0
                && (writes >= BLIND_WRITES
                        || earliestExpiry < now
                        || isOverLimit(cull)
                        || System.nanoTime() - lookedAt > BLIND_NANOS);
    }

    private synchronized boolean isOverLimit(Cull cull) {
        return cull.policy() != EvictionPolicy.NONE && volume >= cull.sizeLimit();
    }

    private synchronized boolean isExpired(double now) {
        return earliestExpiry < now;
    }

    /** Trims, if there may be something to trim, all but the rows that were just written; or sees to it. */
    void cull(Tx tx, Cull cull, double now, Collection<Key> written) throws SQLException {
        if (sweeps != null) {
            cullBehind(tx, cull, now, written);
        } else if (isDue(cull, now)) {
            trim(tx, cull, cull.limit(), now, written);
        }
    }

    /** As {@link #cull}, for a write that is no transaction if nothing is {@linkplain #isPart part} of it. */
    void cullBehind(Tx tx, Cull cull, double now, Collection<Key> written) {
        if (sweeps != null && isDue(cull, now)) {
            tx.sweep(sweeps).add(cull, written);
        }
    }

    /** Looks whether there is something to trim, or to put together. */
    boolean look(Tx tx, Cull cull, double now) throws SQLException {
        Tallies.Notes notes = look(tx);
        return isExpired(now) || isOverLimit(cull) || notes.areMany();
    }

    /** Trims up to {@code limit} rows, but for those that were just written. */
    void trim(Tx tx, Cull cull, int limit, double now, Collection<Key> written) throws SQLException {
        Tallies.Tally sums = tidy(tx);
        if (!isExpired(now) && !isOver(cull, sums)) {
            return;
        }
        Set<Key> exempt = new HashSet<>();
        written.forEach(key -> exempt.add(key.canonical()));
        int left = limit;
        if (isExpired(now)) {
            Selection expired = new Selection.ExpiredBefore(null);
            left -= purger.remove(tx, expired, left, now, exempt, RemovalCause.EXPIRED);
            sums = tidy(tx);
        }
        if (isOver(cull, sums)) {
            evict(tx, cull, left, now, exempt, sums);
        }
    }

    private static boolean isOver(Cull cull, Tallies.Tally sums) {
        return cull.policy() != EvictionPolicy.NONE && sums.weight() >= cull.sizeLimit();
    }

    /** Evicts as few as it takes, step by step: how much a row frees is known only afterwards. */
    private void evict(Tx tx, Cull cull, int limit, double now, Set<Key> exempt, Tallies.Tally before)
            throws SQLException {
        if (sweeps == null && cull.policy().recordsAccess()) {
            accesses.flushInto(tx);
        }
        Selection selection = new Selection.OverLimit(cull.policy(), cull.sizeLimit());
        int left = limit;
        Tallies.Tally sums = before;
        while (left > 0 && isOver(cull, sums)) {
            int asked = Math.min(sums.rowsAbove(cull.sizeLimit()), left);
            int removed = purger.remove(tx, selection, asked, now, exempt, RemovalCause.EVICTED);
            sums = tidy(tx);
            if (removed < asked) {
                return;
            }
            left -= removed;
        }
    }

    /** Looks, and puts notes together if there are many. */
    private Tallies.Tally tidy(Tx tx) throws SQLException {
        Tallies.Notes notes = look(tx);
        tallies.tidy(tx, notes);
        return notes.sums();
    }

    private Tallies.Notes look(Tx tx) throws SQLException {
        double[] earliest = new double[1];
        context.call(tx, Sql.EARLIEST_EXPIRY).eachLater(row -> earliest[0] = EntryRow.time(row, 1));
        Tallies.Notes notes = tallies.notes(tx);
        synchronized (this) {
            earliestExpiry = earliest[0];
            volume = notes.sums().weight();
            writes = 0;
            lookedAt = System.nanoTime();
        }
        return notes;
    }
}
