package dev.larder.storage.tables;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Purged;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Selection;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.util.Set;

/** Removes many rows, a batch in each transaction. */
final class Purges {

    private final StoreContext context;
    private final Purger purger;
    private final Tallies tallies;
    private final Accesses accesses;

    Purges(StoreContext context, Purger purger, Tallies tallies, Accesses accesses) {
        this.context = context;
        this.purger = purger;
        this.tallies = tallies;
        this.accesses = accesses;
    }

    Purged purge(Selection selection, int limit, Wait wait) {
        if (limit < 1) {
            throw new IllegalArgumentException("A purge removes at least one row at a time, not " + limit);
        }
        return context.database().write(wait, tx -> {
            context.beginWriting(tx);
            if (selection instanceof Selection.OverLimit overLimit) {
                return evict(tx, overLimit, limit);
            }
            int removed = remove(tx, selection, limit, context.now());
            return new Purged(removed, removed == limit);
        });
    }

    /** Evicts in small steps until the volume is down: how much a row frees is known only afterwards. */
    private Purged evict(Tx tx, Selection.OverLimit selection, int limit) throws SQLException {
        if (selection.policy() == EvictionPolicy.NONE) {
            return new Purged(0, false);
        }
        if (selection.policy().recordsAccess()) {
            accesses.flushInto(tx);
        }
        double now = context.now();
        int removed = 0;
        for (Tallies.Tally sums = tallies.readInto(tx);
                sums.weight() > selection.sizeLimit();
                sums = tallies.readInto(tx)) {
            int asked = Math.min(sums.rowsAbove(selection.sizeLimit()), limit - removed);
            if (asked == 0) {
                return new Purged(removed, true);
            }
            int gone = remove(tx, selection, asked, now);
            removed += gone;
            if (gone < asked) {
                return new Purged(removed, false);
            }
        }
        return new Purged(removed, false);
    }

    private int remove(Tx tx, Selection selection, int limit, double now) throws SQLException {
        return purger.remove(tx, selection, limit, now, Set.of(), cause(selection));
    }

    private static RemovalCause cause(Selection selection) {
        if (selection instanceof Selection.ExpiredBefore) {
            return RemovalCause.EXPIRED;
        }
        return selection instanceof Selection.UpTo ? RemovalCause.REMOVED : RemovalCause.EVICTED;
    }
}
