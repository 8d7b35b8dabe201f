package dev.larder;

import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Purged;
import dev.larder.storage.Selection;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Removal of many entries, a batch at a time, so that other writers get their turn in between. */
record Batches(Shards shards, Wait bound) {

    /** Rows in a batch: about two milliseconds of a writer's time. */
    private static final int SWEEP = 100;

    /** Rows in a batch of those over the size limit, few because one of them may be all that is too much. */
    private static final int TRIM = 10;

    /** Removes all that {@code selection} selects. */
    long sweep(Selection selection, Progress progress) {
        return shards.whole(Operation.removing(selection), () -> remove(selection, progress));
    }

    private long remove(Selection selection, Progress progress) {
        long removed = 0;
        for (Store store : shards.all()) {
            removed = remove(store, selection, SWEEP, removed, progress);
        }
        return removed;
    }

    /** Removes all that are there at the call. */
    long clear(Progress progress) {
        return shards.whole(Operation.CLEAR, () -> removeAll(progress));
    }

    private long removeAll(Progress progress) {
        Map<Store, Selection> present = new LinkedHashMap<>();
        for (Store store : shards.all()) {
            present.put(store, new Selection.UpTo(store.lastPosition()));
        }
        long removed = 0;
        for (Map.Entry<Store, Selection> each : present.entrySet()) {
            removed = remove(each.getKey(), each.getValue(), SWEEP, removed, progress);
        }
        return removed;
    }

    /** Removes expired rows, then those over the limit. */
    long cull(Progress progress) {
        return shards.whole(Operation.CULL, () -> trim(progress));
    }

    private long trim(Progress progress) {
        long removed = remove(new Selection.ExpiredBefore(null), progress);
        Set<Integer> done = new HashSet<>();
        SizeLimit limit = shards.limit();
        for (SizeLimit.Excess next = limit.excess(done); next != null; next = limit.excess(done)) {
            removed = remove(shards.all().get(next.shard()), next.rows(), TRIM, removed, progress);
            done.add(next.shard());
        }
        return removed;
    }

    /** Returns how many were removed, with those {@code before}. */
    private long remove(Store store, Selection selection, int limit, long before, Progress progress) {
        long removed = before;
        boolean more = true;
        while (more) {
            Purged batch = purge(store, selection, limit, removed);
            more = batch.more();
            if (batch.removed() > 0) {
                removed += batch.removed();
                progress.removed(removed);
            }
        }
        return removed;
    }

    private Purged purge(Store store, Selection selection, int limit, long removed) {
        try {
            return store.purge(selection, limit, bound);
        } catch (LarderTimeoutException e) {
            throw removed == 0 ? e : e.afterRemoving(removed);
        }
    }
}
