package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.ReentrantCacheLock;
import dev.larder.recipe.Barrier;
import dev.larder.recipe.BoundedSemaphore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@link Barrier}. */
public interface BarrierContract extends CacheUnderTest {

    @Test
    default void barrier_onALock_runsOneAtATime(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (Lock lock : List.of(CacheLock.in(cache, "lock"), ReentrantCacheLock.in(cache, "rlock"))) {
            Function<Long, Long> work = Barrier.on(lock).wrap((Long number) -> {
                assertThat(cache.increment("running")).isEqualTo(1);
                cache.set("done", (Long) cache.getOrDefault("done", 0L) + number);
                return cache.decrement("running");
            });
            testbed.threads().race(4, thread -> work.apply(1L));

            assertThat(cache.pop("done")).isEqualTo(4L);
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    default void barrier_onASemaphore_runsAsManyAsItHasPermits(Cache<Object, Object> cache, CacheTestbed testbed) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        Callable<Long> work = Barrier.on(semaphore).wrap(() -> {
            long running = cache.increment("running");
            cache.decrement("running");
            return running;
        });

        assertThat(testbed.threads().race(4, thread -> work.call())).allMatch(running -> running <= 2);
        assertThat(semaphore.availablePermits()).isEqualTo(2);
        Barrier.on(semaphore)
                .wrap((Runnable) () -> assertThat(semaphore.availablePermits()).isEqualTo(1))
                .run();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void barrier_workThatFails_isLeft(Cache<Object, Object> cache) {
        CacheLock lock = CacheLock.in(cache, "key");
        IllegalStateException failure = new IllegalStateException("failed");
        Runnable work = Barrier.on(lock).wrap((Runnable) () -> {
            throw failure;
        });

        assertThatThrownBy(work::run).isSameAs(failure).hasNoSuppressedExceptions();
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    default void barrier_lockLostMeanwhile_failsAfterTheWork(Cache<Object, Object> cache) {
        CacheLock lock = CacheLock.in(cache, "key");
        IllegalStateException failure = new IllegalStateException("failed");
        Runnable losing = Barrier.on(lock).wrap((Runnable) () -> cache.delete("key"));
        Runnable failing = Barrier.on(lock).wrap((Runnable) () -> {
            cache.delete("key");
            throw failure;
        });

        assertThatThrownBy(losing::run).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(failing::run).isSameAs(failure);
        assertThat(failure.getSuppressed())
                .hasOnlyElementsOfType(IllegalMonitorStateException.class)
                .hasSize(1);
    }

    @Test
    default void barrier_interruptedWhileWaiting_throwsOrKeepsTheInterrupt(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        try {
            testbed.threads().run(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(Barrier.on(lock).wrap(() -> "called")::call)
                        .isInstanceOf(InterruptedException.class);
                return true;
            });
        } finally {
            lock.unlock();
        }
        Thread.currentThread().interrupt();
        Barrier.on(lock)
                .wrap((Runnable) () -> assertThat(lock.isHeldByCurrentThread()).isTrue())
                .run();

        assertThat(Thread.interrupted()).isTrue();
    }
}
