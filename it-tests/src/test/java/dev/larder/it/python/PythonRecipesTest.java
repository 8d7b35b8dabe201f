package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.Larder;
import dev.larder.ReentrantCacheLock;
import dev.larder.recipe.Averager;
import dev.larder.recipe.Barrier;
import dev.larder.recipe.BoundedSemaphore;
import dev.larder.recipe.Permit;
import dev.larder.recipe.Throttle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that Java and Python DiskCache use at the same time. */
class PythonRecipesTest {

    private static final int TIMES = 100;

    @TempDir
    private Path directory;

    private PythonConsole python;
    private Cache<Object, Object> cache;

    @BeforeEach
    void open() throws Exception {
        python = PythonConsole.open(directory);
        cache = Cache.at(directory).open();
    }

    @AfterEach
    void close() {
        if (cache != null) {
            cache.close();
            python.close();
        }
    }

    @Test
    void lock_javaAndPython_holdItInTurn() throws Exception {
        CacheLock lock = CacheLock.in(cache, "lock");
        heldInTurn(lock, "Lock(cache, 'lock')");
        assertThat(python.evaluate("Lock(cache, 'lock').acquire()")).isEqualTo("None");
        assertThat(lock.isLocked()).isTrue();
    }

    @Test
    void reentrantLock_javaAndPython_holdItInTurn() throws Exception {
        heldInTurn(ReentrantCacheLock.in(cache, "rlock"), "RLock(cache, 'rlock')");
    }

    private void heldInTurn(Lock lock, String pythons) throws Exception {
        lock.lock();
        python.begin(pythons + ".acquire()");
        assertThat(python.isBusy()).as("Python waits for Java").isTrue();
        lock.unlock();
        assertThat(python.answer()).isEqualTo("None");

        assertThat(lock.tryLock()).isFalse();
        assertThat(lock.tryLock(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(python.evaluate(pythons + ".release()")).isEqualTo("None");
        lock.lock();
        lock.unlock();

        python.begin("increment(" + pythons + ", " + TIMES + ")");
        increment(Barrier.on(lock));
        assertThat(python.answer()).isEqualTo("None");
        assertThat(cache.get("counter")).isEqualTo(2L * TIMES);
    }

    private void increment(Barrier barrier) {
        Runnable increment =
                barrier.wrap((Runnable) () -> cache.set("counter", (Long) cache.getOrDefault("counter", 0L) + 1));
        for (int i = 0; i < TIMES; i++) {
            increment.run();
        }
    }

    @Test
    void lockAndCounter_ofALarder_arePythonsUnderTheirKeys() throws Exception {
        Path pantry = directory.resolve("pantry");
        try (Larder larder = Larder.open(pantry);
                PythonConsole own = PythonConsole.open(pantry.resolve("cache/larder"))) {
            larder.counter("visits").incrementAndGet();
            assertThat(own.evaluate("cache.incr('counter/visits')")).isEqualTo("2");
            assertThat(larder.counter("visits").get()).isEqualTo(2);

            assertThat(own.evaluate("RLock(cache, 'lock/nightly').acquire()")).isEqualTo("None");
            assertThat(larder.lock("nightly").tryLock()).isFalse();
            assertThat(own.evaluate("RLock(cache, 'lock/nightly').release()")).isEqualTo("None");
            assertThat(larder.lock("nightly").tryLock()).isTrue();
        }
    }

    @Test
    void semaphore_javaAndPython_shareThePermits() throws Exception {
        String pythons = "BoundedSemaphore(cache, 'semaphore', 2)";
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "semaphore", 2);
        Permit permit = semaphore.acquire();
        assertThat(python.evaluate(pythons + ".acquire()")).isEqualTo("None");
        assertThat(semaphore.tryAcquire()).isEmpty();
        python.begin(pythons + ".acquire()");
        assertThat(python.isBusy()).as("Python waits for Java").isTrue();

        permit.close();
        assertThat(python.answer()).isEqualTo("None");
        assertThat(semaphore.tryAcquire(Duration.ofMillis(100))).isEmpty();
        assertThat(python.evaluate(pythons + ".release()")).isEqualTo("None");
        assertThat(python.evaluate(pythons + ".release()")).isEqualTo("None");
        assertThat(semaphore.availablePermits()).isEqualTo(2);

        python.begin("increment(BoundedSemaphore(cache, 'one'), " + TIMES + ")");
        increment(Barrier.on(BoundedSemaphore.in(cache, "one", 1)));
        assertThat(python.answer()).isEqualTo("None");
        assertThat(cache.get("counter")).isEqualTo(2L * TIMES);
    }

    @Test
    void average_javaAndPython_addToTheSame() throws Exception {
        Averager average = Averager.in(cache, "average");
        average.add(1);
        assertThat(python.evaluate("Averager(cache, 'average').add(3)")).isEqualTo("None");
        average.add(8);

        assertThat(python.evaluate("Averager(cache, 'average').get()")).isEqualTo("4.0");
        assertThat(average.pop()).hasValue(4);
        assertThat(python.evaluate("Averager(cache, 'average').get()")).isEqualTo("None");
    }

    @Test
    void throttle_javaAndPython_areLimitedTogether() throws Exception {
        Throttle throttle = Throttle.in(cache, "throttle", 3, Duration.ofHours(1));
        assertThat(python.evaluate("throttle(cache, 3, 3600, name='throttle')(len)('four')"))
                .isEqualTo("4");
        assertThat(throttle.tryAcquire()).isTrue();
        assertThat(throttle.tryAcquire()).isTrue();
        assertThat(throttle.tryAcquire()).isFalse();
        assertThat(python.evaluate("cache.get('throttle')[1] < 1")).isEqualTo("True");
    }
}
