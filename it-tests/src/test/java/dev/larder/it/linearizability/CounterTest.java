package dev.larder.it.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Counter;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CounterTest {

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
    void counter() {
        Linearizability.check(Subject.class, Model.class);
    }

    @Test
    void checker_counterThatLosesIncrements_isCaught() {
        assertThatThrownBy(() -> Linearizability.check(LosingSubject.class, Model.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("incrementAndGet");
    }

    /** What is tried, with a key of its own in each run. */
    @Param(name = "number", gen = IntGen.class, conf = "0:3")
    public static class Subject {

        final Counter counter = Counter.in(cache, RUNS.incrementAndGet());

        @Operation
        public long incrementAndGet() {
            return counter.incrementAndGet();
        }

        @Operation
        public long getAndReset() {
            return counter.getAndReset();
        }

        @Operation
        public boolean compareAndSet(@Param(name = "number") int expected, @Param(name = "number") int update) {
            return counter.compareAndSet(expected, update);
        }

        @Operation
        public long get() {
            return counter.get();
        }
    }

    /** Reads and writes in two steps. */
    public static class LosingSubject extends Subject {

        @Override
        @Operation
        public long incrementAndGet() {
            long sum = counter.get() + 1;
            counter.set(sum);
            return sum;
        }
    }

    /** What it must look like. */
    public static class Model {

        private long value;

        public long incrementAndGet() {
            return ++value;
        }

        public long getAndReset() {
            long before = value;
            value = 0;
            return before;
        }

        public boolean compareAndSet(int expected, int update) {
            if (value != expected) {
                return false;
            }
            value = update;
            return true;
        }

        public long get() {
            return value;
        }
    }
}
