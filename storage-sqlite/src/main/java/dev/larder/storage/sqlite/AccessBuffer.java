package dev.larder.storage.sqlite;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Accesses that are not yet written. Safe for use by many threads. */
final class AccessBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private Batch pending = new Batch();
    private volatile boolean hasUses;

    /** How often rows were read, and when last; not safe for use by several threads. */
    static final class Batch {

        private final Map<Key, Use> uses = new HashMap<>();
        private long hits;
        private long misses;

        void hit(Key key, long rowid, double time, boolean counted, EvictionPolicy policy) {
            hits += counted ? 1 : 0;
            if (policy.recordsAccess()) {
                add(key.canonical(), rowid, 1, time);
            }
        }

        private void add(Key key, long rowid, long times, double time) {
            Use use = uses.get(key);
            if (use == null || use.rowid != rowid) {
                use = new Use(rowid);
                uses.put(key, use);
            }
            use.count += times;
            use.last = Math.max(use.last, time);
        }

        void misses(long count) {
            misses += count;
        }

        boolean isEmpty() {
            return hits == 0 && misses == 0 && uses.isEmpty();
        }

        /** Writes all of it in the caller's transaction. */
        void writeTo(Rows rows, EvictionPolicy policy) throws SQLException {
            if (hits > 0 || misses > 0) {
                rows.counters().addAccesses(hits, misses);
            }
            for (Use use : uses.values()) {
                if (policy == EvictionPolicy.LEAST_RECENTLY_USED) {
                    rows.accesses().raiseTime(use.rowid, use.last);
                } else if (policy == EvictionPolicy.LEAST_FREQUENTLY_USED) {
                    rows.accesses().addCount(use.rowid, use.count, use.last);
                }
            }
        }

        private void add(Batch other) {
            hits += other.hits;
            misses += other.misses;
            other.uses.forEach((key, use) -> add(key, use.rowid, use.count, use.last));
        }
    }

    /** Accesses to the row that lies at one place. */
    private static final class Use {

        private final long rowid;
        private long count;
        private double last = Double.NEGATIVE_INFINITY;

        Use(long rowid) {
            this.rowid = rowid;
        }
    }

    /** Adds a hit and returns how many rows are waiting to be written. */
    int hit(Key key, long rowid, double time, boolean counted, EvictionPolicy policy) {
        lock.lock();
        try {
            pending.hit(key, rowid, time, counted, policy);
            hasUses = !pending.uses.isEmpty();
            return pending.uses.size();
        } finally {
            lock.unlock();
        }
    }

    void misses(long count) {
        lock.lock();
        try {
            pending.misses(count);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the accesses to a row that is just written anew or removed: what comes in its place was not accessed. */
    void forget(Key key) {
        if (!hasUses) {
            return;
        }
        lock.lock();
        try {
            pending.uses.remove(key.canonical());
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all out; the taker writes them or puts them back. */
    Batch take() {
        lock.lock();
        try {
            Batch taken = pending;
            pending = new Batch();
            hasUses = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Puts back what could not be written. */
    void putBack(Batch taken) {
        lock.lock();
        try {
            pending.add(taken);
            hasUses = !pending.uses.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
