package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.CacheLock;
import dev.larder.storage.Capability;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** {@link CacheLock}. */
public interface CacheLockContract extends CacheUnderTest {

    /** Where threads wait for a lock. */
    String TURNS = "dev.larder.internal.Turns";

    /** Extended every 100 ms of real time. */
    Duration SHORT_LEASE = Duration.ofMillis(300);

    /** Locks and unlocks on another thread, which waits meanwhile; {@code release} must end that. */
    private static void assertWaitsFor(CacheLock lock, CacheTestbed testbed, Runnable release) {
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
    default void lock_free_isHeldUntilUnlocked(Cache<Object, Object> cache) {
        CacheLock lock = CacheLock.in(cache, "key");
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.isHeldByCurrentThread()).isFalse();

        lock.lock();
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        lock.lock();
        lock.unlock();
    }

    @Test
    default void lock_seenByPython_isNoneWithALease(Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        CacheLock lock = CacheLock.in(cache, "key");

        lock.lock();
        assertThat(row.unpickled()).isNull();
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 30, within(1e-3));
        lock.unlock();
        assertThat(row.isThere()).isFalse();
    }

    @Test
    default void lock_heldByAnotherThread_isWaitedFor(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();

        assertWaitsFor(lock, testbed, lock::unlock);
    }

    @Test
    default void lock_heldThroughAnotherCache_isWaitedFor(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(testbed.open(), "key");
        lock.lock();

        assertWaitsFor(CacheLock.in(cache, "key"), testbed, lock::unlock);
    }

    @Test
    default void lock_heldByPythonWithoutAnEnd_isWaitedFor(Cache<Object, Object> cache, CacheTestbed testbed) {
        RecipeRow row = RecipeRow.of(testbed.open(), "key");
        row.pickleNone();
        CacheLock lock = CacheLock.in(cache, "key");

        assertThat(lock.isLocked()).isTrue();
        assertWaitsFor(lock, testbed, row::remove);
    }

    @Test
    default void lock_leaseOfTheHolderEnds_isTakenBySomebodyElse(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        CacheLock lost = CacheLock.in(cache, "key");
        CacheLock taken = CacheLock.in(testbed.open(), "key");
        lost.lock();
        clock.advanceSeconds(30);
        assertThat(lost.isHeldByCurrentThread()).isFalse();

        taken.lock();
        assertThatThrownBy(lost::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("'key' was lost")
                .hasMessageContaining("PT30S");
        assertThat(taken.isHeldByCurrentThread()).isTrue();
        assertThatThrownBy(lost::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not locked");
        taken.unlock();
        lost.lock();
        lost.unlock();
    }

    @Test
    default void lock_leaseEndsWhileWaiting_isTaken(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        CacheLock.in(testbed.open(), "key").lock();

        assertWaitsFor(CacheLock.in(cache, "key"), testbed, () -> clock.advanceSeconds(30));
    }

    @Test
    default void lock_heldByThisThread_isRefused(Cache<Object, Object> cache) throws InterruptedException {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();

        assertThatThrownBy(lock::lock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("not reentrant");
        assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.tryLock(1, TimeUnit.SECONDS)).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.tryLock()).isFalse();
        assertThat(CacheLock.in(cache, "key").tryLock()).isFalse();
        lock.unlock();
    }

    @Test
    default void lock_interrupted_goesOnWaitingAndKeepsTheInterrupt(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Thread.currentThread().interrupt();
            lock.lock();
            lock.unlock();
            return Thread.interrupted();
        });
        CountDownLatch never = new CountDownLatch(1);
        Threads.awaitBriefly(never);

        assertThat(waiting.isDone()).isFalse();
        lock.unlock();
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void lockInterruptibly_interrupted_throws(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Future<Boolean> waiting = testbed.threads().start(() -> {
            waiter.set(Thread.currentThread());
            assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
            assertThat(lock.tryLock()).isFalse();
            return true;
        });
        Threads.await(() -> waiter.get() != null && Waiting.isIn(TURNS, waiter.get()));
        waiter.get().interrupt();

        assertThat(Threads.result(waiting)).isTrue();
        lock.unlock();
        assertThat(testbed.threads().run(() -> {
                    lock.lockInterruptibly();
                    lock.unlock();
                    return true;
                }))
                .isTrue();
    }

    @Test
    default void tryLock_free_takesIt(Cache<Object, Object> cache) throws InterruptedException {
        CacheLock lock = CacheLock.in(cache, "key");

        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isTrue();
        lock.unlock();
        assertThat(lock.tryLock(-1, TimeUnit.SECONDS)).isTrue();
        lock.unlock();
    }

    @Test
    default void tryLock_held_givesUp(Cache<Object, Object> cache, CacheTestbed testbed) throws InterruptedException {
        CacheLock held = CacheLock.in(testbed.open(), "key");
        held.lock();
        CacheLock lock = CacheLock.in(cache, "key");

        assertThat(lock.tryLock()).isFalse();
        assertThat(lock.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(lock.tryLock(-1, TimeUnit.SECONDS)).isFalse();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        held.unlock();
    }

    @Test
    default void tryLock_freeWithinTheTime_takesIt(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        Future<Boolean> waiting = testbed.threads().start(() -> lock.tryLock(30, TimeUnit.SECONDS));

        lock.unlock();
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void lock_storeBusyForLongerThanTheTimeout_isTriedAgain(Cache<Object, Object> cache, CacheTestbed testbed)
            throws InterruptedException {
        testbed.require(Capability.SINGLE_WRITER);
        Cache<Object, Object> impatient = testbed.open().withTimeout(Duration.ofMillis(10));
        CacheLock lock = CacheLock.in(impatient, "key");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Future<Boolean> writing = testbed.threads()
                .start(() -> cache.transactResult(tx -> {
                    busy.countDown();
                    Threads.await(free);
                    return true;
                }));
        Threads.await(busy);

        assertThat(lock.tryLock()).isFalse();
        assertThat(lock.tryLock(50, TimeUnit.MILLISECONDS)).isFalse();
        assertWaitsFor(lock, testbed, free::countDown);
        assertThat(Threads.result(writing)).isTrue();
    }

    @Test
    default void unlock_notLockedByThisThreadAndObject_isRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("'key'");
        lock.lock();

        assertThatThrownBy(() -> testbed.threads().run(() -> {
                    lock.unlock();
                    return true;
                }))
                .isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(CacheLock.in(cache, "key")::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
    }

    @Test
    default void unlock_keyRemovedOrReplacedMeanwhile_tellsThatTheLockWasLost(
            Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        row.remove();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);

        lock.lock();
        clock.advanceSeconds(1);
        row.pickleNone();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(row.isThere()).as("it is another holder's").isTrue();
    }

    @Test
    default void lease_held_isExtended(Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        CacheLock lock = CacheLock.in(cache, "key", SHORT_LEASE);
        lock.lock();

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(200));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> row.expireTime() > extended);
        }
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThat(row.isThere()).isFalse();
    }

    /** The marker is extended at the same pace, so when it was extended twice, the other one had its turn. */
    @Test
    default void lease_ofAThreadThatEnded_isNotExtended(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) throws InterruptedException {
        RecipeRow row = RecipeRow.of(cache, "key");
        RecipeRow marker = RecipeRow.of(cache, "marker");
        CacheLock lock = CacheLock.in(cache, "key", SHORT_LEASE);
        Thread holder = new Thread(lock::lock);
        holder.start();
        holder.join();
        double end = row.expireTime();
        CacheLock other = CacheLock.in(cache, "marker", SHORT_LEASE);
        other.lock();

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMillis(100));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> marker.expireTime() > extended);
        }
        assertThat(row.expireTime()).isEqualTo(end);
        other.unlock();
        clock.advance(Duration.ofMillis(100));
        assertThat(CacheLock.in(cache, "key").tryLock()).isTrue();
    }

    /** Those behind the first once opened the store again, and went on waiting. */
    @Test
    default void close_whileSomeWait_wakesAllWithAnException(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock.in(testbed.open(), "key").lock();
        CacheLock lock = CacheLock.in(cache, "key");
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            AtomicReference<Thread> waiter = new AtomicReference<>();
            waiting.add(testbed.threads().start(() -> {
                waiter.set(Thread.currentThread());
                lock.lock();
                return true;
            }));
            Threads.await(() -> waiter.get() != null && Waiting.isIn(TURNS, waiter.get()));
        }

        cache.close();
        assertThat(waiting)
                .allSatisfy(each ->
                        assertThatThrownBy(() -> Threads.result(each)).isInstanceOf(StoreClosedException.class));
    }

    @Test
    default void unlock_storeFails_leavesTheLockToTheEndOfItsLease(CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> cache = testbed.open(CacheBuilder::refuseReopening);
        CacheLock lock = CacheLock.in(cache, "key", SHORT_LEASE);
        CacheLock another = CacheLock.in(testbed.open(), "key", SHORT_LEASE);
        lock.lock();
        cache.close();

        assertThatThrownBy(lock::unlock).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        assertThat(another.tryLock()).isFalse();
        clock.advance(SHORT_LEASE);
        assertThat(another.tryLock()).isTrue();
    }

    /** The marker is extended at the same pace. */
    @Test
    default void close_whileHeld_endsTheExtension(Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> other = testbed.open();
        RecipeRow row = RecipeRow.of(other, "key");
        RecipeRow marker = RecipeRow.of(other, "marker");
        CacheLock.in(cache, "key", SHORT_LEASE).lock();
        cache.close();
        double end = row.expireTime();
        CacheLock markerLock = CacheLock.in(other, "marker", SHORT_LEASE);
        markerLock.lock();

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMillis(100));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> marker.expireTime() > extended);
        }
        assertThat(row.expireTime()).isEqualTo(end);
        markerLock.unlock();
    }

    @Test
    default void lock_manyWaitingByOneObject_takeTurnsInTheirOrder(Cache<Object, Object> cache, CacheTestbed testbed) {
        CacheLock lock = CacheLock.in(cache, "key");
        lock.lock();
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            AtomicReference<Thread> waiter = new AtomicReference<>();
            waiting.add(testbed.threads().start(() -> {
                waiter.set(Thread.currentThread());
                lock.lock();
                order.add(number);
                lock.unlock();
                return true;
            }));
            Threads.await(() -> waiter.get() != null && Waiting.isIn(TURNS, waiter.get()));
        }

        lock.unlock();
        waiting.forEach(Threads::result);
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    /** There was a holder, who was not to be seen any more at the next look; that once ended in an exception. */
    @Test
    default void tryLock_leaseEndsBeforeTheNextLook_isFalse(CacheTestbed testbed) {
        AtomicLong looks = new AtomicLong();
        InstantSource leaping = () -> Instant.EPOCH.plus(SHORT_LEASE.multipliedBy(looks.incrementAndGet()));
        Cache<Object, Object> cache = testbed.open(options -> options.clock(leaping));

        assertThat(CacheLock.in(cache, "key", SHORT_LEASE).tryLock()).isFalse();
    }

    @Test
    default void lock_manyThreadsAndCaches_haveOneHolderAtATime(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        CacheLock shared = CacheLock.in(cache, "key");
        testbed.threads().race(8, thread -> {
            CacheLock lock = thread % 2 == 0 ? shared : CacheLock.in(other, "key");
            for (int i = 0; i < 10; i++) {
                lock.lock();
                try {
                    cache.set("counter", (Long) cache.getOrDefault("counter", 0L) + 1);
                } finally {
                    lock.unlock();
                }
            }
            return true;
        });

        assertThat(cache.get("counter")).isEqualTo(80L);
    }

    @Test
    default void in_badArguments_areRefused(Cache<Object, Object> cache) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheLock.in(cache, "key", Duration.ofMillis(99)))
                .withMessageContaining("PT0.099S");
        assertThatThrownBy(CacheLock.in(cache, "key")::newCondition).isInstanceOf(UnsupportedOperationException.class);
    }
}
