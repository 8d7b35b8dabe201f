package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.internal.pickle.Tuple;
import dev.larder.recipe.Throttle;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@link Throttle}. */
public interface ThrottleContract extends CacheUnderTest {

    /** How often something is allowed at once. */
    private static int allowed(Throttle throttle) {
        int allowed = 0;
        while (throttle.tryAcquire()) {
            allowed++;
        }
        return allowed;
    }

    @Test
    default void throttle_countAtOnce_thenEvenly(Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Throttle throttle = Throttle.in(cache, "key", 4, Duration.ofSeconds(2));
        Throttle other = Throttle.in(testbed.open(), "key", 4, Duration.ofSeconds(2));
        assertThat(allowed(throttle)).isEqualTo(4);
        assertThat(other.tryAcquire()).as("the limit is for all together").isFalse();

        clock.advance(Duration.ofMillis(499));
        assertThat(throttle.tryAcquire()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(allowed(other)).isEqualTo(1);
        clock.advanceSeconds(1);
        assertThat(allowed(throttle)).isEqualTo(2);
        clock.advanceSeconds(3_600);
        assertThat(allowed(throttle)).as("what was not used is not saved up").isEqualTo(4);
    }

    @Test
    default void throttle_seenByPython_isTimeAndTally(Cache<Object, Object> cache, FakeClock clock) {
        RecipeRow row = RecipeRow.of(cache, "key");
        Throttle throttle = Throttle.in(cache, "key", 2, Duration.ofSeconds(1));
        throttle.acquireUninterruptibly();
        assertThat(row.unpickled()).isEqualTo(Tuple.of(clock.seconds(), 1.0));

        row.pickle(clock.seconds() - 0.25, 0L);
        assertThat(throttle.tryAcquire()).isFalse();
        row.pickle(clock.seconds() - 0.5, 0L);
        assertThat(allowed(throttle)).isEqualTo(1);
        row.pickle(clock.seconds(), 2L);
        assertThat(allowed(throttle)).isEqualTo(2);
    }

    @Test
    default void throttle_clockSetBack_keepsWhatIsLeft(Cache<Object, Object> cache, FakeClock clock) {
        Throttle throttle = Throttle.in(cache, "key", 2, Duration.ofSeconds(1));
        assertThat(throttle.tryAcquire()).isTrue();
        clock.advanceSeconds(-3_600);

        assertThat(allowed(throttle)).isEqualTo(1);
        clock.advanceSeconds(-3_600);
        assertThat(throttle.tryAcquire()).isFalse();
        clock.advance(Duration.ofMillis(500));
        assertThat(allowed(throttle)).isEqualTo(1);
    }

    @Test
    default void throttle_notAllowedYet_waitsUntilItIs(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Throttle throttle = Throttle.in(cache, "key", 1, Duration.ofMillis(500));
        throttle.acquireUninterruptibly();
        CountDownLatch acquired = new CountDownLatch(1);
        Future<Boolean> waiting = testbed.threads().start(() -> {
            throttle.acquire();
            acquired.countDown();
            return true;
        });
        Threads.awaitBriefly(acquired);

        clock.advance(Duration.ofMillis(500));
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void throttle_tryWithTime_givesUpOrWaits(Cache<Object, Object> cache, CacheTestbed testbed)
            throws InterruptedException {
        Throttle throttle = Throttle.in(cache, "key", 1, Duration.ofMillis(200));
        assertThat(throttle.tryAcquire(Duration.ZERO)).isTrue();
        assertThat(throttle.tryAcquire(Duration.ofMillis(20))).isFalse();
        Future<Boolean> waiting = testbed.threads().start(() -> throttle.tryAcquire(Duration.ofSeconds(30)));

        testbed.clock().advance(Duration.ofMillis(200));
        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void throttle_interrupted_throwsOrKeepsTheInterrupt(Cache<Object, Object> cache, CacheTestbed testbed) {
        Throttle throttle = Throttle.in(cache, "key", 1, Duration.ofMillis(300));
        throttle.acquireUninterruptibly();
        testbed.threads().run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(throttle::acquire).isInstanceOf(InterruptedException.class);
            return true;
        });
        Future<Boolean> waiting = testbed.threads().start(() -> {
            Thread.currentThread().interrupt();
            throttle.acquireUninterruptibly();
            return Thread.interrupted();
        });
        testbed.clock().advanceSeconds(1);

        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void wrap_workOfAnyKind_waitsForItsTurn(Cache<Object, Object> cache) throws Exception {
        Throttle throttle = Throttle.in(cache, "key", 3, Duration.ofHours(1));
        AtomicInteger runs = new AtomicInteger();
        Runnable runnable = throttle.wrap((Runnable) runs::incrementAndGet);
        Callable<String> callable = throttle.wrap(() -> "called");
        Function<String, Integer> function = throttle.wrap(String::length);

        assertThat(runs).hasValue(0);
        runnable.run();
        assertThat(runs).hasValue(1);
        assertThat(callable.call()).isEqualTo("called");
        assertThat(function.apply("four")).isEqualTo(4);
        assertThat(throttle.tryAcquire()).isFalse();
    }

    @Test
    default void throttle_manyThreads_allowsAsOftenAsItSays(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        Throttle shared = Throttle.in(cache, "key", 20, Duration.ofHours(1));
        int allowed = testbed
                .threads()
                .race(
                        8,
                        thread ->
                                allowed(thread % 2 == 0 ? shared : Throttle.in(other, "key", 20, Duration.ofHours(1))))
                .stream()
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(allowed).isEqualTo(20);
    }

    @Test
    default void throttle_badArguments_areRefused(Cache<Object, Object> cache) {
        assertThatIllegalArgumentException().isThrownBy(() -> Throttle.in(cache, "key", 0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Throttle.in(cache, "key", 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Throttle.in(cache, "key", 1, Duration.ofSeconds(-1)));
        Throttle throttle = Throttle.in(cache, "key", 1, Duration.ofSeconds(1));
        assertThatIllegalArgumentException().isThrownBy(() -> throttle.tryAcquire(Duration.ofSeconds(-1)));
        cache.set("key", "something else");
        assertThatThrownBy(throttle::acquire)
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
    }
}
