package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.Cache;
import dev.larder.ReentrantCacheLock;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@link ReentrantCacheLock}. */
public interface ReentrantCacheLockContract extends CacheUnderTest {

    private static Tuple stored(RecipeRow row) {
        return (Tuple) Objects.requireNonNull(row.unpickled());
    }

    /** Locks and unlocks on another thread, which waits meanwhile; {@code release} must end that. */
    private static void assertWaitsFor(ReentrantCacheLock lock, CacheTestbed testbed, Runnable release) {
        CountDownLatch locked = new CountDownLatch(1);
        Future<Boolean> waiting = testbed.threads().start(() -> {
            lock.lock();
            locked.countDown();
            lock.unlock();
            return true;
        });
        Threads.awaitBriefly(locked);
        release.run();
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void reentrantLock_lockedTwice_isFreeWhenUnlockedTwice(Cache<Object, Object> cache, CacheTestbed testbed)
            throws InterruptedException {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        assertThat(lock.isLocked()).isFalse();
        lock.lock();
        lock.lockInterruptibly();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.holdCount()).isEqualTo(4);
        assertThat(lock.isHeldByCurrentThread()).isTrue();

        for (int i = 0; i < 3; i++) {
            lock.unlock();
            assertThat(testbed.threads().run(() -> lock.tryLock())).isFalse();
            assertThat(testbed.threads().run(lock::holdCount)).isZero();
        }
        assertThat(lock.isLocked()).isTrue();
        lock.unlock();
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.holdCount()).isZero();
        assertThat(testbed.threads().run(() -> lock.tryLock())).isTrue();
    }

    @Test
    default void reentrantLock_seenByPython_isOwnerAndCountThatStay(Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        lock.lock();
        lock.lock();

        String owner = (String) Objects.requireNonNull(stored(row).items().get(0));
        assertThat(owner)
                .startsWith(ProcessHandle.current().pid() + "-"
                        + Thread.currentThread().getId() + "-");
        assertThat(stored(row)).isEqualTo(Tuple.of(owner, 2L));
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 30, within(1e-3));
        lock.unlock();
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 30, within(1e-3));
        lock.unlock();
        assertThat(stored(row)).isEqualTo(Tuple.of(owner, 0L));
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    default void reentrantLock_otherObjectsOfTheSameThread_areTheSameHolder(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        ReentrantCacheLock one = ReentrantCacheLock.in(cache, "key");
        ReentrantCacheLock other = ReentrantCacheLock.in(testbed.open(), "key");
        one.lock();
        other.lock();

        assertThat(one.holdCount()).isEqualTo(2);
        one.unlock();
        one.unlock();
        assertThat(other.isLocked()).isFalse();
    }

    @Test
    default void reentrantLock_heldByAnother_isWaitedFor(Cache<Object, Object> cache, CacheTestbed testbed) {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        ReentrantCacheLock foreign = ReentrantCacheLock.in(testbed.open(), "key");
        lock.lock();
        assertWaitsFor(lock, testbed, lock::unlock);
        foreign.lock();
        assertWaitsFor(lock, testbed, foreign::unlock);
    }

    /** The holder once lined up behind those that waited for it. */
    @Test
    default void reentrantLock_othersWait_holderTakesItAgain(Cache<Object, Object> cache, CacheTestbed testbed) {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        lock.lock();

        assertWaitsFor(lock, testbed, () -> {
            lock.lock();
            lock.unlock();
            lock.unlock();
        });
    }

    @Test
    default void reentrantLock_heldByPython_isWaitedForUntilItsCountIsZero(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        RecipeRow row = RecipeRow.of(testbed.open(), "key");
        row.pickle("1-140", 1L);
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");

        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.tryLock()).isFalse();
        assertWaitsFor(lock, testbed, () -> row.pickle("1-140", 0L));
    }

    @Test
    default void reentrantLock_leaseOfTheHolderEnds_isTakenBySomebodyElse(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        lock.lock();
        assertWaitsFor(lock, testbed, () -> clock.advanceSeconds(30));
        Tuple left = stored(RecipeRow.of(cache, "key"));

        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("'key'")
                .hasMessageContaining("PT30S");
        assertThat(stored(RecipeRow.of(cache, "key"))).isEqualTo(left);
    }

    @Test
    default void reentrantLock_notHeld_isNotUnlocked(Cache<Object, Object> cache, CacheTestbed testbed) {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();

        assertThatThrownBy(() -> testbed.threads().run(() -> {
                    lock.unlock();
                    return true;
                }))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.holdCount()).isEqualTo(1);
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    default void reentrantLock_held_isExtendedUntilFree(Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key", Duration.ofMillis(300));
        lock.lock();
        lock.lock();
        lock.unlock();

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(200));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> row.expireTime() > extended);
        }
        lock.unlock();
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    default void reentrantLock_interrupted_waitsOrThrows(Cache<Object, Object> cache, CacheTestbed testbed) {
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");
        lock.lock();
        testbed.threads().run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.HOURS)).isInstanceOf(InterruptedException.class);
            return true;
        });
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Thread.currentThread().interrupt();
            lock.lock();
            return Thread.interrupted();
        });
        lock.unlock();

        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void reentrantLock_tryWithTime_givesUp(Cache<Object, Object> cache, CacheTestbed testbed)
            throws InterruptedException {
        testbed.threads().run(() -> ReentrantCacheLock.in(cache, "key").tryLock());

        assertThat(ReentrantCacheLock.in(cache, "key").tryLock(50, TimeUnit.MILLISECONDS))
                .isFalse();
    }

    @Test
    default void reentrantLock_keyOfSomethingElse_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "something else");
        ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "key");

        assertThatThrownBy(lock::lock)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
        assertThatThrownBy(lock::tryLock).isInstanceOf(SerializationException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(SerializationException.class);
        RecipeRow.of(cache, "key").pickle(1L, 2L);
        assertThatThrownBy(lock::isLocked).isInstanceOf(SerializationException.class);
    }

    @Test
    default void reentrantLock_manyThreadsAndCaches_haveOneHolderAtATime(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        ReentrantCacheLock shared = ReentrantCacheLock.in(cache, "key");
        testbed.threads().race(8, thread -> {
            ReentrantCacheLock lock = thread % 2 == 0 ? shared : ReentrantCacheLock.in(other, "key");
            for (int i = 0; i < 10; i++) {
                lock.lock();
                lock.lock();
                try {
                    cache.set("counter", (Long) cache.getOrDefault("counter", 0L) + 1);
                } finally {
                    lock.unlock();
                    lock.unlock();
                }
            }
            return true;
        });

        assertThat(cache.get("counter")).isEqualTo(80L);
    }

    @Test
    default void reentrantLock_badArguments_areRefused(Cache<Object, Object> cache) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReentrantCacheLock.in(cache, "key", Duration.ofMillis(99)));
        assertThatThrownBy(ReentrantCacheLock.in(cache, "key")::newCondition)
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
