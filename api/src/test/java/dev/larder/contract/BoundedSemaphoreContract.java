package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.recipe.BoundedSemaphore;
import dev.larder.recipe.Permit;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@link BoundedSemaphore} and {@link Permit}. */
public interface BoundedSemaphoreContract extends CacheUnderTest {

    /** Takes and returns a permit on another thread, which waits meanwhile; {@code release} must end that. */
    private static void assertWaitsFor(BoundedSemaphore semaphore, CacheTestbed testbed, Runnable release) {
        CountDownLatch acquired = new CountDownLatch(1);
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Permit permit = semaphore.acquire();
            acquired.countDown();
            permit.close();
            return true;
        });
        Threads.awaitBriefly(acquired);
        release.run();
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void semaphore_ofTwo_hasTwoHolders(Cache<Object, Object> cache) throws InterruptedException {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        assertThat(semaphore.availablePermits()).isEqualTo(2);
        Permit one = semaphore.acquire();
        Permit two = semaphore.acquireUninterruptibly();

        assertThat(semaphore.availablePermits()).isZero();
        assertThat(semaphore.tryAcquire()).isEmpty();
        assertThat(semaphore.tryAcquire(Duration.ofMillis(50))).isEmpty();
        assertThat(one.isHeld()).isTrue();
        one.close();
        assertThat(one.isHeld()).isFalse();
        assertThat(two.isHeld()).isTrue();
        assertThat(semaphore.tryAcquire()).hasValueSatisfying(Permit::close);
        assertThat(semaphore.tryAcquire(Duration.ofSeconds(1))).hasValueSatisfying(Permit::close);
        two.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void semaphore_seenByPython_isTheNumberOfPermitsLeft(Cache<Object, Object> cache) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 3);
        RecipeRow row = RecipeRow.of(cache, "key");
        Permit permit = semaphore.acquireUninterruptibly();

        assertThat(cache.get("key")).isEqualTo(2L);
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(row.permitLeases()).isEqualTo(1);
        permit.close();
        assertThat(cache.get("key")).isEqualTo(3L);
        assertThat(row.permitLeases()).isZero();
    }

    @Test
    default void semaphore_permitsHeldByOthers_areWaitedFor(Cache<Object, Object> cache, CacheTestbed testbed) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 1);
        assertWaitsFor(semaphore, testbed, semaphore.acquireUninterruptibly()::close);
        Permit foreign = BoundedSemaphore.in(testbed.open(), "key", 1).acquireUninterruptibly();
        assertWaitsFor(semaphore, testbed, foreign::close);
        RecipeRow python = RecipeRow.of(testbed.open(), "key");
        python.put(0);
        assertWaitsFor(semaphore, testbed, () -> python.put(1));
    }

    @Test
    default void permit_leaseEnded_isReturnedByWhoeverNeedsOne(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        BoundedSemaphore lost = BoundedSemaphore.in(cache, "key", 2);
        List<Permit> permits = List.of(lost.acquireUninterruptibly(), lost.acquireUninterruptibly());
        BoundedSemaphore semaphore = BoundedSemaphore.in(testbed.open(), "key", 2);
        assertWaitsFor(semaphore, testbed, () -> clock.advanceSeconds(30));

        assertThat(semaphore.availablePermits()).isEqualTo(2);
        assertThat(RecipeRow.of(cache, "key").permitLeases()).isZero();
        for (Permit permit : permits) {
            assertThat(permit.isHeld()).isFalse();
            assertThatThrownBy(permit::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'key' was lost")
                    .hasMessageContaining("PT30S");
        }
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void permit_leaseEndedButNobodyNeededIt_isReturned(Cache<Object, Object> cache, FakeClock clock) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        Permit permit = semaphore.acquireUninterruptibly();
        clock.advanceSeconds(30);

        assertThat(permit.isHeld()).isFalse();
        permit.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void permit_held_isExtended(Cache<Object, Object> cache, FakeClock clock) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 1, Duration.ofMillis(300));
        Permit permit = semaphore.acquireUninterruptibly();
        RecipeRow row = RecipeRow.of(cache, "key");

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(200));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> row.permitEnd() > extended);
        }
        assertThat(permit.isHeld()).isTrue();
        assertThat(semaphore.tryAcquire()).isEmpty();
        permit.close();
    }

    @Test
    default void permit_returnedTwice_isRefused(Cache<Object, Object> cache) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        Permit permit = semaphore.acquireUninterruptibly();
        permit.close();

        assertThatThrownBy(permit::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before");
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void permit_allPermitsAreThere_isRefused(Cache<Object, Object> cache) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        Permit permit = semaphore.acquireUninterruptibly();
        RecipeRow.of(cache, "key").put(2);

        assertThatThrownBy(permit::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 of 2");
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void permit_keyRemoved_isReturnedToAllThatAreFree(Cache<Object, Object> cache) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 2);
        Permit permit = semaphore.acquireUninterruptibly();
        cache.delete("key");

        permit.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    default void permit_closedByAnotherThread_isReturned(Cache<Object, Object> cache, CacheTestbed testbed) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 1);
        Permit permit = semaphore.acquireUninterruptibly();
        testbed.threads().run(() -> {
            permit.close();
            return true;
        });

        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    default void semaphore_interrupted_throwsOrKeepsTheInterrupt(Cache<Object, Object> cache, CacheTestbed testbed) {
        BoundedSemaphore semaphore = BoundedSemaphore.in(cache, "key", 1);
        Permit permit = semaphore.acquireUninterruptibly();
        testbed.threads().run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(semaphore::acquire).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> semaphore.tryAcquire(Duration.ofHours(1)))
                    .isInstanceOf(InterruptedException.class);
            return true;
        });
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Thread.currentThread().interrupt();
            semaphore.acquireUninterruptibly().close();
            return Thread.interrupted();
        });
        permit.close();

        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void semaphore_manyThreadsAndCaches_neverHasMoreHoldersThanPermits(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        BoundedSemaphore shared = BoundedSemaphore.in(cache, "key", 3);
        List<Long> most = testbed.threads().race(8, thread -> {
            BoundedSemaphore semaphore = thread % 2 == 0 ? shared : BoundedSemaphore.in(other, "key", 3);
            List<Long> holders = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Permit permit = semaphore.acquire();
                holders.add(cache.increment("holders"));
                cache.decrement("holders");
                permit.close();
            }
            return holders.stream().mapToLong(Long::longValue).max().orElseThrow();
        });

        assertThat(most).allMatch(holders -> holders <= 3);
        assertThat(cache.get("key")).isEqualTo(3L);
    }

    @Test
    default void semaphore_badArguments_areRefused(Cache<Object, Object> cache) {
        assertThatIllegalArgumentException().isThrownBy(() -> BoundedSemaphore.in(cache, "key", 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedSemaphore.in(cache, "key", 1, Duration.ofMillis(99)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedSemaphore.in(cache, "key", 1).tryAcquire(Duration.ofMillis(-1)));
        cache.set("key", "something else");
        assertThatThrownBy(BoundedSemaphore.in(cache, "key", 1)::acquire)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
        assertThatThrownBy(BoundedSemaphore.in(cache, "key", 1)::availablePermits)
                .isInstanceOf(SerializationException.class);
    }
}
