package dev.larder.contract;

import static dev.larder.LoadOptions.storing;
import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.contract.LoadContract.unneeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.LoadOptions;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Access;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.LoadException;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What loading keeps beside values, and when it loads values anew that are still there. */
public interface LoadOptionsContract extends CacheUnderTest {

    Duration MINUTE = Duration.ofMinutes(1);

    Key KEY = Key.of("key");

    /** Tasks that run when the test says so. */
    final class Tasks implements Executor {

        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        /** Runs what there is and tells how many that were. */
        int runAll() {
            int count = tasks.size();
            for (int i = 0; i < count; i++) {
                tasks.remove().run();
            }
            return count;
        }
    }

    /** A loader that returns 1, 2, 3 and so on. */
    final class Counting implements Function<Object, Object> {

        private final AtomicInteger loads = new AtomicInteger();

        @Override
        public Object apply(Object key) {
            return (long) loads.incrementAndGet();
        }
    }

    static Function<Object, Object> failing() {
        return key -> {
            throw new IllegalArgumentException("no connection");
        };
    }

    // ---- nothing

    @Test
    default void cacheAbsent_null_isKeptAsNone(Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        LoadOptions<Object> options = storing(WriteOptions.none()).cacheAbsent(MINUTE);
        assertThat(cache.get("key", key -> null, options)).isNull();

        assertThat(cache.get("key", unneeded(), options)).isNull();
        assertThat(testbed.open().get("key", unneeded())).isNull();
        assertThat(testbed.openStore(KEY).get(KEY, Access.IGNORE))
                .isEqualTo(new Encoded(Scalar.of(new byte[] {(byte) 0x80, 5, 'N', '.'}), Encoding.PICKLE));
        clock.advance(MINUTE);
        assertThat(cache.get("key", key -> "value", options)).isEqualTo("value");
    }

    @Test
    default void cacheAbsent_inAStoreOfAnotherProtocol_isWrittenInThat(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.configure(Setting.PICKLE_PROTOCOL, 4L);
        cache.get("key", key -> null, storing(WriteOptions.none()).cacheAbsent(MINUTE));

        assertThat(testbed.openStore(KEY).get(KEY, Access.IGNORE))
                .isEqualTo(new Encoded(Scalar.of(new byte[] {(byte) 0x80, 4, 'N', '.'}), Encoding.PICKLE));
        assertThat(cache.get("key", unneeded())).isNull();
    }

    @Test
    default void none_forEveryMethod_isNoValueButAnEntry(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.get("key", key -> null, storing(WriteOptions.none()).cacheAbsent(MINUTE));

        for (Cache<Object, ?> each :
                List.of(cache, testbed.<Object, String>open(options -> options.values(Codec.string())))) {
            assertThat(each.get("key")).isNull();
            assertThat(each.getAll(List.of("key"))).isEmpty();
            assertThat(each.entry("key")).isEmpty();
            assertThat(each.pop("key")).isNull();
            assertThat(each.peekItem(Side.BACK)).isEmpty();
            assertThat(each.asMap().get("key")).isNull();
            assertThat(each.contains("key")).isTrue();
            assertThat(each.size()).isEqualTo(1);
        }
        assertThat(cache.add("key", "value")).isFalse();
        assertThat(cache.asMap().putIfAbsent("key", "value")).isNull();
        assertThat(cache.get("key")).isEqualTo("value");
    }

    // ---- failures

    @Test
    default void cacheFailures_failure_isThrownWithoutLoadingUntilItEnds(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        LoadOptions<Object> options = storing(WriteOptions.none()).cacheFailures(MINUTE);
        assertThatThrownBy(() -> cache.get("key", failing(), options)).isInstanceOf(IllegalArgumentException.class);

        for (Cache<Object, Object> each : List.of(cache, testbed.open())) {
            assertThatThrownBy(() -> each.get("key", unneeded()))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContainingAll(
                            "'key'",
                            "java.lang.IllegalArgumentException: no connection",
                            clock.instant().plus(MINUTE).toString());
        }
        assertThat(cache.get("other", key -> "value")).isEqualTo("value");
        clock.advance(MINUTE);
        assertThat(cache.get("key", key -> "value", options)).isEqualTo("value");
    }

    @Test
    default void cacheFailures_valueStoredMeanwhile_isReturned(Cache<Object, Object> cache) {
        LoadOptions<Object> options = storing(WriteOptions.none()).cacheFailures(MINUTE);
        assertThatThrownBy(() -> cache.get("key", failing(), options)).isInstanceOf(IllegalArgumentException.class);
        cache.set("key", "value");

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("value");
    }

    // ---- stale values

    @Test
    default void staleWhileRevalidate_afterTheTimeToLive_returnsTheOldValueAndRefreshes(
            Cache<Object, Object> cache, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).staleWhileRevalidate(MINUTE, tasks);
        Counting loader = new Counting();
        cache.get("key", loader, options);
        assertThat(cache.entry("key").orElseThrow().expiry())
                .as("what everybody else sees")
                .isEqualTo(clock.instant().plus(MINUTE).plus(MINUTE));
        clock.advanceSeconds(59);
        assertThat(cache.get("key", loader, options)).isEqualTo(1L);
        assertThat(tasks.runAll()).as("still fresh").isZero();
        clock.advanceSeconds(1);

        assertThat(cache.get("key", loader, options)).isEqualTo(1L);
        assertThat(cache.get("key", loader, options)).isEqualTo(1L);
        assertThat(tasks.runAll()).as("refreshes of one key").isEqualTo(1);
        assertThat(cache.get("key", loader, options)).isEqualTo(2L);
        assertThat(tasks.runAll()).isZero();
        clock.advanceSeconds(120);
        assertThat(cache.get("key", loader, options)).as("too old").isEqualTo(3L);
    }

    @Test
    default void staleIfError_whenLoadingFails_returnsTheOldValue(Cache<Object, Object> cache, FakeClock clock) {
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).staleIfError(MINUTE);
        cache.get("key", key -> "old", options);
        clock.advance(MINUTE);

        assertThat(cache.get("key", failing(), options)).isEqualTo("old");
        assertThat(cache.get("key")).as("for everybody else").isEqualTo("old");
        assertThat(cache.get("key", key -> "new", options)).isEqualTo("new");
        clock.advance(MINUTE.multipliedBy(2));
        assertThatThrownBy(() -> cache.get("key", failing(), options)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void staleIfError_whenFailuresAreKept_doesNotTryEachTime(Cache<Object, Object> cache, FakeClock clock) {
        LoadOptions<Object> options =
                storing(expireAfter(MINUTE)).staleIfError(MINUTE).cacheFailures(Duration.ofSeconds(10));
        cache.get("key", key -> "old", options);
        clock.advance(MINUTE);
        assertThat(cache.get("key", failing(), options)).isEqualTo("old");

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("old");
        clock.advanceSeconds(10);
        assertThat(cache.get("key", key -> "new", options)).isEqualTo("new");
    }

    @Test
    default void staleIfError_whenThereIsNoValueAnyMore_removesTheOldOne(Cache<Object, Object> cache, FakeClock clock) {
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).staleIfError(MINUTE);
        cache.get("key", key -> "old", options);
        clock.advance(MINUTE);

        assertThat(cache.get("key", key -> null, options)).isNull();
        assertThat(cache.contains("key")).isFalse();
    }

    @Test
    default void stale_both_firstRefreshesThenLoads(Cache<Object, Object> cache, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE))
                .staleWhileRevalidate(Duration.ofSeconds(10), tasks)
                .staleIfError(MINUTE);
        cache.get("key", key -> "old", options);
        clock.advanceSeconds(69);
        assertThat(cache.get("key", unneeded(), options)).isEqualTo("old");
        clock.advanceSeconds(1);

        assertThat(cache.get("key", failing(), options)).isEqualTo("old");
        assertThat(cache.get("key", key -> "new", options)).isEqualTo("new");
    }

    // ---- refreshing

    @Test
    default void refreshAhead_nearTheEnd_refreshesOnAHit(Cache<Object, Object> cache, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.25, tasks);
        Counting loader = new Counting();
        cache.get("key", loader, options);
        clock.advanceSeconds(45);
        cache.get("key", loader, options);
        assertThat(tasks.runAll()).as("a quarter is left").isZero();
        clock.advanceSeconds(1);

        assertThat(cache.get("key", loader, options)).isEqualTo(1L);
        assertThat(tasks.runAll()).isEqualTo(1);
        assertThat(cache.get("key", loader, options)).isEqualTo(2L);
        assertThat(cache.entry("key").orElseThrow().expiry())
                .isEqualTo(clock.instant().plus(MINUTE));
        assertThat(tasks.runAll()).isZero();
    }

    @Test
    default void refresh_inTwoCaches_happensInOne(Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> other = testbed.open();
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.5, tasks);
        Counting loader = new Counting();
        cache.get("key", loader, options);
        clock.advanceSeconds(50);
        cache.get("key", loader, options);
        other.get("key", loader, options);

        assertThat(tasks.runAll()).isEqualTo(2);
        assertThat(loader.loads).as("the first load and one refresh").hasValue(2);
    }

    @Test
    default void refresh_whileAnotherLoads_doesNotWait(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.5, tasks);
        cache.get("key", key -> "value", options);
        clock.advanceSeconds(50);
        cache.get("key", unneeded(), options);
        testbed.openStore(KEY).acquireLease(new LeaseName("load", KEY), "somebody", MINUTE, null, 1, Wait.FOREVER);

        assertThat(tasks.runAll()).isEqualTo(1);
        assertThat(cache.get("key")).isEqualTo("value");
    }

    @Test
    default void refresh_thatFails_keepsTheOldValue(Cache<Object, Object> cache, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options =
                storing(expireAfter(MINUTE)).refreshAhead(0.5, tasks).cacheFailures(MINUTE);
        cache.get("key", key -> "old", options);
        clock.advanceSeconds(50);
        assertThat(cache.get("key", failing(), options)).isEqualTo("old");
        tasks.runAll();
        assertThat(cache.get("key", key -> "new", options)).as("tried again").isEqualTo("old");
        tasks.runAll();

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("new");
    }

    @Test
    default void refresh_thatTheExecutorRejects_keepsTheOldValue(Cache<Object, Object> cache, FakeClock clock) {
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.5, task -> {
            throw new RejectedExecutionException("full");
        });
        cache.get("key", key -> "old", options);
        clock.advanceSeconds(50);

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("old");
        assertThat(cache.get("key", unneeded(), options)).isEqualTo("old");
    }

    @Test
    default void refresh_ofAnEntryThatWasReplacedOrRemoved_doesNothing(Cache<Object, Object> cache, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.5, tasks);
        cache.get("replaced", key -> "old", options);
        cache.get("removed", key -> "old", options);
        clock.advanceSeconds(50);
        cache.get("replaced", unneeded(), options);
        cache.get("removed", unneeded(), options);
        cache.set("replaced", "theirs");
        cache.delete("removed");

        assertThat(tasks.runAll()).isEqualTo(2);
        assertThat(cache.get("replaced")).isEqualTo("theirs");
        assertThat(cache.contains("removed")).isFalse();
    }

    @Test
    default void refresh_whenTheValueExpiresMeanwhile_isWaitedFor(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<Future<Boolean>> refreshes = new ArrayList<>();
        LoadOptions<Object> options = storing(expireAfter(MINUTE))
                .refreshAhead(
                        0.5,
                        task -> refreshes.add(testbed.threads().start(() -> {
                            task.run();
                            return true;
                        })));
        cache.get("key", key -> "old", options);
        clock.advanceSeconds(50);
        cache.get(
                "key",
                key -> {
                    loading.countDown();
                    Threads.await(goOn);
                    return "new";
                },
                options);
        Threads.await(loading);
        clock.advanceSeconds(10);
        Future<Object> waiter = testbed.threads().start(() -> cache.get("key", unneeded(), options));
        goOn.countDown();

        assertThat(Threads.result(waiter)).isEqualTo("new");
        assertThat(refreshes)
                .hasSize(1)
                .allSatisfy(refresh -> assertThat(Threads.result(refresh)).isTrue());
    }

    @Test
    default void refresh_afterClosing_doesNotOpenTheCacheAgain(CacheTestbed testbed, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).refreshAhead(0.5, tasks);
        Cache<Object, Object> cache = testbed.open();
        cache.get("key", key -> "old", options);
        clock.advanceSeconds(50);
        cache.get("key", unneeded(), options);
        cache.close();

        assertThat(tasks.runAll()).isEqualTo(1);
    }

    // ---- recomputing early

    static RandomGenerator always(double number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only asked for numbers from 0 to 1");
            }

            @Override
            public double nextDouble() {
                return number;
            }
        };
    }

    /** After a time that can be measured, whatever the clock. */
    private static Object valueAfterAWhile() {
        long start = System.nanoTime();
        Threads.await(() -> System.nanoTime() != start);
        return "value";
    }

    @Test
    default void recomputeEarly_load_keepsHowLongItTook(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).recomputeEarly(1, new Tasks());
        cache.get("key", key -> valueAfterAWhile(), options);

        Store store = testbed.openStore(KEY);
        Row row = store.find(KEY, Fetch.METADATA, Access.IGNORE);
        Lease took = store.leases(new LeaseName("took", KEY)).get(0);
        assertThat(took.owner()).isEqualTo(Long.toHexString(Double.doubleToRawLongBits(row.storeTime())));
        assertThat(Long.parseLong(took.note())).isPositive();
        assertThat(took.endTime()).isEqualTo(row.expireTime());
        clock.advance(MINUTE);
        cache.get("key", key -> "value", options);
        assertThat(store.leases(new LeaseName("took", KEY)))
                .as("that of the present value only")
                .hasSize(1);
    }

    @Test
    default void recomputeEarly_byTheFormula_refreshes(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Tasks tasks = new Tasks();
        // half of the numbers are below it: -5 s * 2 * ln(0.5) = 6.93 s
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).recomputeEarly(2, tasks, always(0.5));
        Counting loader = new Counting();
        cache.get("key", loader, options);
        tookFiveSeconds(testbed);
        clock.advanceSeconds(53);
        cache.get("key", loader, options);
        assertThat(tasks.runAll()).as("7 s are left").isZero();
        clock.advance(Duration.ofMillis(100));

        assertThat(cache.get("key", loader, options)).isEqualTo(1L);
        assertThat(tasks.runAll()).as("6.9 s are left").isEqualTo(1);
        assertThat(cache.get("key", loader, options)).isEqualTo(2L);
    }

    private static void tookFiveSeconds(CacheTestbed testbed) {
        Store store = testbed.openStore(KEY);
        LeaseName took = new LeaseName("took", KEY);
        String owner = store.leases(took).get(0).owner();
        store.acquireLease(took, owner, MINUTE, "5000000000", Integer.MAX_VALUE, Wait.FOREVER);
    }

    @Test
    default void recomputeEarly_valueThatWasNotLoadedSo_isLeftAlone(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options = storing(expireAfter(MINUTE)).recomputeEarly(1_000, tasks, always(0.999));
        cache.get("key", key -> "value", options);
        tookFiveSeconds(testbed);
        clock.advanceSeconds(1);
        cache.set("key", "by hand", expireAfter(MINUTE));
        clock.advanceSeconds(59);

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("by hand");
        assertThat(tasks.runAll()).isZero();
    }

    @Test
    default void recomputeEarly_valueWithoutExpiry_isLeftAlone(Cache<Object, Object> cache) {
        Tasks tasks = new Tasks();
        LoadOptions<Object> options =
                LoadOptions.storing((Object value) -> WriteOptions.none()).recomputeEarly(1, tasks, always(0.999));
        cache.get("key", key -> "value", options);

        assertThat(cache.get("key", unneeded(), options)).isEqualTo("value");
        assertThat(tasks.runAll()).isZero();
    }
}
