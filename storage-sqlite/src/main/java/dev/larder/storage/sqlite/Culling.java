package dev.larder.storage.sqlite;

import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Selection;
import dev.larder.storage.jooq.TableRow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a write trims in its own transaction. Looking costs as much as a small write, so it is done only now and then,
 * because of other processes, and when own writes give a reason. Used by the thread inside the writer's door only.
 */
final class Culling {

    /** After so many writes, and after so long, what other processes may have done is looked at. */
    private static final int BLIND_WRITES = 64;

    private static final long BLIND_NANOS = 1_000_000_000L;

    /** What a row takes at worst beside its own bytes: a page of the table and of each index is split. */
    private static final long ROW_OVERHEAD = 5 * 4_096;

    private final AccessLog accesses;
    private double earliestExpiry;
    private long volume;
    private int writes = BLIND_WRITES;
    private long lookedAt = System.nanoTime();

    Culling(AccessLog accesses) {
        this.accesses = accesses;
    }

    /** Takes note of a row that was written, or given another expiry. */
    void wrote(double expireTime, long bytes) {
        earliestExpiry = Math.min(earliestExpiry, expireTime);
        volume += ROW_OVERHEAD + bytes;
        writes++;
    }

    /** Whether there may be something to trim, so that one statement is not enough for a write of so many bytes. */
    boolean isDue(Cull cull, double now) {
        return cull.limit() > 0
                && (writes >= BLIND_WRITES
                        || earliestExpiry < now
                        || (cull.policy() != EvictionPolicy.NONE && volume >= cull.sizeLimit())
                        || System.nanoTime() - lookedAt > BLIND_NANOS);
    }

    /** Trims, if there may be something to trim, all but the rows that were just written. */
    void cull(Transaction transaction, Cull cull, double now, Collection<Key> written) throws SQLException {
        if (!isDue(cull, now)) {
            return;
        }
        look(transaction.rows());
        boolean isExpired = earliestExpiry < now;
        boolean isOverLimit = cull.policy() != EvictionPolicy.NONE && volume >= cull.sizeLimit();
        if (!isExpired && !isOverLimit) {
            return;
        }
        Set<Long> exempt = positions(transaction.rows(), written);
        int left = cull.limit();
        if (isExpired) {
            left -= remove(transaction, new Selection.ExpiredBefore(null), left, now, exempt);
            look(transaction.rows());
        }
        if (isOverLimit) {
            evict(transaction, cull, left, now, exempt);
        }
    }

    /** Evicts as few as it takes: first one row, then, as long as that is not enough, twice as many. */
    private void evict(Transaction transaction, Cull cull, int limit, double now, Set<Long> exempt)
            throws SQLException {
        if (cull.policy().recordsAccess()) {
            accesses.flushInto(transaction);
        }
        Selection selection = new Selection.OverLimit(cull.policy(), cull.sizeLimit());
        int left = limit;
        for (int batch = 1; left > 0 && volume >= cull.sizeLimit(); batch *= 2) {
            int asked = Math.min(batch, left);
            int removed = remove(transaction, selection, asked, now, exempt);
            look(transaction.rows());
            if (removed < asked) {
                return;
            }
            left -= removed;
        }
    }

    private static int remove(Transaction transaction, Selection selection, int limit, double now, Set<Long> exempt)
            throws SQLException {
        List<TableRow> removed = transaction.rows().purger().purge(selection, limit, now, exempt);
        RemovalCause cause = selection instanceof Selection.OverLimit ? RemovalCause.EVICTED : RemovalCause.EXPIRED;
        removed.forEach(row -> transaction.removed(row, cause));
        return removed.size();
    }

    private void look(Rows rows) throws SQLException {
        earliestExpiry = rows.purger().earliestExpiry();
        volume = rows.counters().volume().used();
        writes = 0;
        lookedAt = System.nanoTime();
    }

    private static Set<Long> positions(Rows rows, Collection<Key> keys) throws SQLException {
        Set<Long> positions = new HashSet<>();
        for (TableRow row : rows.lookup().rows(keys, Fetch.METADATA)) {
            positions.add(row.rowid());
        }
        return positions;
    }
}
