package dev.larder.storage.sqlite;

import dev.larder.storage.EvictionPolicy;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Accesses that are not yet written. Safe for use by many threads. */
final class AccessBuffer {

    private final ReentrantLock lock = new ReentrantLock();
    private Batch pending = new Batch();

    /** How often rows were read, and when last; not safe for use by several threads. */
    static final class Batch {

        private final Map<Long, Use> uses = new HashMap<>();
        private long hits;
        private long misses;

        void hit(long rowid, double time, boolean counted, EvictionPolicy policy) {
            hits += counted ? 1 : 0;
            if (policy.recordsAccess()) {
                uses.computeIfAbsent(rowid, absent -> new Use()).add(1, time);
            }
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
            for (Map.Entry<Long, Use> use : uses.entrySet()) {
                if (policy == EvictionPolicy.LEAST_RECENTLY_USED) {
                    rows.accesses().raiseTime(use.getKey(), use.getValue().last);
                } else if (policy == EvictionPolicy.LEAST_FREQUENTLY_USED) {
                    rows.accesses().addCount(use.getKey(), use.getValue().count, use.getValue().last);
                }
            }
        }

        private void add(Batch other) {
            hits += other.hits;
            misses += other.misses;
            other.uses.forEach((rowid, use) ->
                    uses.computeIfAbsent(rowid, absent -> new Use()).add(use.count, use.last));
        }
    }

    private static final class Use {
        private long count;
        private double last;

        void add(long times, double time) {
            count += times;
            last = Math.max(last, time);
        }
    }

    /** Adds a hit and returns how many rows are waiting to be written. */
    int hit(long rowid, double time, boolean counted, EvictionPolicy policy) {
        lock.lock();
        try {
            pending.hit(rowid, time, counted, policy);
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
        } finally {
            lock.unlock();
        }
    }
}
