package dev.larder.it.linearizability;

import dev.larder.Cache;
import dev.larder.CacheLock;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LockTest {

    private static final AtomicLong RUNS = new AtomicLong();
    private static Cache<Object, Object> cache;

    @BeforeAll
    static void open() {
        cache = Cache.temporary().open();
    }

    @AfterAll
    static void close() {
        cache.close();
    }

    @Test
    void lock() {
        Linearizability.check(Subject.class, Model.class);
    }

    /** What is tried, with a key of its own in each run. */
    public static class Subject {

        private final CacheLock lock = CacheLock.in(cache, RUNS.incrementAndGet());

        @Operation
        public boolean tryLock(@Param(gen = ThreadIdGen.class) int thread) {
            return lock.tryLock();
        }

        @Operation
        public boolean unlock(@Param(gen = ThreadIdGen.class) int thread) {
            try {
                lock.unlock();
                return true;
            } catch (IllegalMonitorStateException notHeld) {
                return false;
            }
        }

        @Operation
        public boolean isLocked() {
            return lock.isLocked();
        }
    }

    /** What it must look like. */
    public static class Model {

        private int holder = -1;

        public boolean tryLock(int thread) {
            if (holder >= 0) {
                return false;
            }
            holder = thread;
            return true;
        }

        public boolean unlock(int thread) {
            if (holder != thread) {
                return false;
            }
            holder = -1;
            return true;
        }

        public boolean isLocked() {
            return holder >= 0;
        }
    }
}
