package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.LoadOptions;
import dev.larder.WriteOptions;
import dev.larder.storage.Capability;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.LoadException;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * {@code get} with a loader: who loads, who waits, and what each of them gets. A second cache opened in the same place
 * stands for another process: the two share nothing but the store.
 */
public interface LoadContract extends CacheUnderTest {

    int CALLERS = 32;

    /** A loader that must not be needed. */
    static Function<Object, Object> unneeded() {
        return key -> {
            throw new AssertionError("loaded " + key);
        };
    }

    // ---- one caller

    @Test
    default void load_absentKey_storesWhatWasLoaded(Cache<Object, Object> cache, FakeClock clock) {
        assertThat(cache.get("key", key -> key + " loaded")).isEqualTo("key loaded");

        assertThat(cache.get("key")).isEqualTo("key loaded");
        assertThat(cache.entry("key").orElseThrow().expiry()).isNull();
        assertThat(cache.get("key", unneeded())).isEqualTo("key loaded");
    }

    @Test
    default void load_withExpiryAndTag_storesThem(Cache<Object, Object> cache, FakeClock clock) {
        cache.get("key", key -> 5L, expireAfter(Duration.ofSeconds(60)).tag("tag"));

        assertThat(cache.entry("key").orElseThrow().expiry())
                .isEqualTo(clock.instant().plusSeconds(60));
        assertThat(cache.entry("key").orElseThrow().tag()).isEqualTo("tag");
        clock.advanceSeconds(60);
        assertThat(cache.get("key", key -> 6L)).as("expired").isEqualTo(6L);
    }

    @Test
    default void load_optionsThatDependOnTheValue_areThoseOfTheValue(Cache<Object, Object> cache, FakeClock clock) {
        LoadOptions<Object> options = LoadOptions.storing(
                (Object value) -> expireAfter(Duration.ofSeconds((Long) value)).tag(value));
        cache.get("key", key -> 7L, options);

        assertThat(cache.entry("key").orElseThrow().expiry())
                .isEqualTo(clock.instant().plusSeconds(7));
        assertThat(cache.entry("key").orElseThrow().tag()).isEqualTo(7L);
    }

    @Test
    default void load_timeToLiveOfZero_returnsWithoutStoring(Cache<Object, Object> cache) {
        assertThat(cache.get("key", key -> "value", expireAfter(Duration.ZERO))).isEqualTo("value");

        assertThat(cache.size()).isZero();
    }

    @Test
    default void load_null_isReturnedAndNotKept(Cache<Object, Object> cache) {
        assertThat(cache.get("key", key -> null)).isNull();

        assertThat(cache.size()).isZero();
        assertThat(cache.get("key", key -> "value")).isEqualTo("value");
    }

    @Test
    default void load_valueThatCannotBeStored_isRefused(Cache<Object, Object> cache) {
        assertThatThrownBy(() -> cache.get("key", key -> new Object()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
        assertThat(cache.get("key", key -> "value"))
                .as("nobody stands in the way")
                .isEqualTo("value");
    }

    @Test
    default void load_fileValue_isAnEntryAsOthers(Cache<Object, Object> cache) {
        assertThat(cache.get("key", key -> Samples.large(1))).isEqualTo(Samples.large(1));

        assertThat(cache.get("key", unneeded())).isEqualTo(Samples.large(1));
    }

    @Test
    default void load_countsAsOneRead(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        cache.get("key", key -> "value");
        cache.get("key", unneeded());

        assertThat(cache.stats().misses()).isEqualTo(1);
        assertThat(cache.stats().hits()).isEqualTo(1);
    }

    @Test
    default void load_throughAView_sharesTheLoadsOfTheCache(Cache<Object, Object> cache, CacheTestbed testbed) {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Object> first = testbed.threads()
                .start(() -> cache.get("key", key -> {
                    loading.countDown();
                    Threads.await(goOn);
                    return "value";
                }));
        Threads.await(loading);
        Future<Object> second = testbed.threads().start(() -> cache.retrying().get("key", unneeded()));
        goOn.countDown();

        assertThat(Threads.result(first)).isEqualTo("value");
        assertThat(Threads.result(second)).isEqualTo("value");
    }

    // ---- loaders that use the cache

    @Test
    default void loader_thatLoadsOtherKeys_getsThem(Cache<Object, Object> cache) {
        Map<Object, AtomicInteger> loads = new ConcurrentHashMap<>();

        assertThat(fibonacci(cache, 40, loads)).isEqualTo(102_334_155L);
        assertThat(loads)
                .hasSize(41)
                .allSatisfy((key, count) -> assertThat(count).hasValue(1));
    }

    private static long fibonacci(Cache<Object, Object> cache, long n, Map<Object, AtomicInteger> loads) {
        return (Long) cache.get(n, key -> {
            loads.computeIfAbsent(key, unused -> new AtomicInteger()).incrementAndGet();
            return n < 2 ? n : fibonacci(cache, n - 1, loads) + fibonacci(cache, n - 2, loads);
        });
    }

    @Test
    default void loader_thatNeedsItsOwnKey_isRefused(Cache<Object, Object> cache) {
        assertThatThrownBy(() -> cache.get("key", key -> cache.get("key", unneeded())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'key'");
        assertThat(cache.get("key", key -> "value")).as("afterwards").isEqualTo("value");
    }

    @Test
    default void loaders_thatNeedEachOthersKeys_areRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        CountDownLatch both = new CountDownLatch(2);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        testbed.threads().race(2, thread -> {
            try {
                cache.get(thread, mine -> {
                    both.countDown();
                    Threads.await(both);
                    return cache.get(1 - thread, key -> "value");
                });
            } catch (IllegalStateException | LoadException e) {
                seen.accumulateAndGet(e, (old, now) -> now instanceof IllegalStateException ? now : old);
            }
            return true;
        });

        assertThat(seen.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("other loaders wait");
    }

    @Test
    default void loader_thatStoresTheKeyItself_isReplacedByItsResult(Cache<Object, Object> cache) {
        cache.get("key", key -> {
            cache.set("key", "by the loader");
            return "its result";
        });

        assertThat(cache.get("key")).isEqualTo("its result");
    }

    @Test
    default void load_insideATransaction_isRefusedOnAMissOnly(Cache<Object, Object> cache) {
        cache.set("there", "value");
        cache.transact(tx -> assertThat(tx.get("there", unneeded())).isEqualTo("value"));

        assertThatThrownBy(() -> cache.transact(tx -> tx.get("absent", unneeded())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'absent'", "transaction");
    }

    // ---- many callers

    @Test
    default void load_byManyThreads_happensOnce(Cache<Object, Object> cache, CacheTestbed testbed) {
        AtomicInteger loads = new AtomicInteger();

        assertThat(testbed.threads().race(CALLERS, thread -> cache.get("key", key -> (long) loads.incrementAndGet())))
                .containsOnly(1L);
        assertThat(loads).hasValue(1);
    }

    @Test
    default void load_byManyThreadsOfSeveralCaches_happensOnce(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.MULTIPLE_PROCESSES);
        Cache<Object, Object> other = testbed.open();
        AtomicInteger loads = new AtomicInteger();
        for (long round = 1; round <= 20; round++) {
            Object key = "round " + round;
            assertThat(testbed.threads()
                            .race(
                                    8,
                                    thread -> (thread % 2 == 0 ? cache : other)
                                            .get(key, unused -> (long) loads.incrementAndGet())))
                    .containsOnly(round);
        }
        assertThat(loads).hasValue(20);
    }

    @Test
    default void load_equalNumbers_areOneKey(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.get(1L, key -> "value");

        assertThat(cache.get(1L, unneeded())).isEqualTo("value");
    }

    @Test
    default void waiters_whenTheLoaderThrows_getItsException(Cache<Object, Object> cache, CacheTestbed testbed) {
        CountDownLatch loading = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        IllegalArgumentException failure = new IllegalArgumentException("no such page");
        Future<Object> loader = testbed.threads()
                .start(() -> cache.get("key", key -> {
                    loading.countDown();
                    awaitCallers(3);
                    loads.incrementAndGet();
                    throw failure;
                }));
        Threads.await(loading);
        for (Object outcome : testbed.threads().race(3, thread -> thrownBy(() -> cache.get("key", unneeded())))) {
            assertThat((Throwable) outcome)
                    .isInstanceOf(LoadException.class)
                    .hasMessageContainingAll("'key'", "no such page")
                    .hasCause(failure);
        }
        assertThat(thrownBy(() -> Threads.result(loader))).isSameAs(failure);
        assertThat(loads).hasValue(1);
        assertThat(cache.get("key", key -> "value")).as("a failure is not kept").isEqualTo("value");
    }

    /** Waits until so many threads wait for somebody else's load. */
    private static void awaitCallers(int callers) {
        Threads.await(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getState() == Thread.State.WAITING)
                        .filter(thread -> Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().equals("dev.larder.Flights")))
                        .count()
                >= callers);
    }

    private static Throwable thrownBy(Runnable call) {
        try {
            call.run();
            throw new AssertionError("nothing was thrown");
        } catch (RuntimeException e) {
            return e;
        }
    }

    @Test
    default void waiters_ofAnotherCache_areToldWhatTheLoaderThrew(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.MULTIPLE_PROCESSES);
        Cache<Object, Object> other = testbed.open();
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Throwable> loader = testbed.threads()
                .start(() -> thrownBy(() -> cache.get("key", key -> {
                    loading.countDown();
                    Threads.await(goOn);
                    throw new IllegalArgumentException("no such page \ud800");
                })));
        Threads.await(loading);
        Future<Throwable> waiter = testbed.threads().start(() -> thrownBy(() -> other.get("key", unneeded())));
        awaitWatchers(1);
        goOn.countDown();

        assertThat(Threads.result(waiter))
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("'key'", "java.lang.IllegalArgumentException", "no such page ?")
                .hasNoCause();
        assertThat(Threads.result(loader)).isInstanceOf(IllegalArgumentException.class);
        assertThat(other.get("key", key -> "value")).as("a failure is not kept").isEqualTo("value");
    }

    /** Waits until so many threads wait for a load of another cache. */
    private static void awaitWatchers(int watchers) {
        Threads.await(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
                        .filter(thread -> Arrays.stream(thread.getValue())
                                .anyMatch(frame -> frame.getClassName().equals("dev.larder.Loading")
                                        && frame.getMethodName().equals("await")))
                        .count()
                >= watchers);
    }

    @Test
    default void loader_throwingAnythingElse_tellsThoseWhoWait(Cache<Object, Object> cache) {
        IOException checked = new IOException("gone");
        assertThatThrownBy(() -> cache.get("key", key -> {
                    throw LoadContract.<RuntimeException>sneaky(checked);
                }))
                .isSameAs(checked);
        Error error = new StackOverflowError();
        assertThatThrownBy(() -> cache.get("key", key -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThat(cache.get("key", key -> "value")).isEqualTo("value");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the point
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    default void waiter_thatIsInterrupted_leavesTheLoadAlone(Cache<Object, Object> cache, CacheTestbed testbed) {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Object> loader = testbed.threads()
                .start(() -> cache.get("key", key -> {
                    loading.countDown();
                    Threads.await(goOn);
                    return "value";
                }));
        Threads.await(loading);
        testbed.threads().run(() -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> cache.get("key", unneeded()))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("'key'");
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            return true;
        });
        goOn.countDown();

        assertThat(Threads.result(loader)).isEqualTo("value");
    }

    // ---- others' leases

    /** A lease as a loader of another process has it. */
    private static boolean acquire(CacheTestbed testbed, String key, Duration length) {
        LeaseName name = new LeaseName("load", Key.of(key));
        return testbed.openStore(Key.of(key)).acquireLease(name, "somebody", length, null, 1, Wait.FOREVER);
    }

    @Test
    default void load_whenTheOthersProcessWasKilled_takesOverWhenItsLeaseEnds(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        assertThat(acquire(testbed, "key", Duration.ofSeconds(30))).isTrue();
        CountDownLatch loading = new CountDownLatch(1);
        Future<Object> waiter = testbed.threads()
                .start(() -> cache.get("key", key -> {
                    loading.countDown();
                    return "value";
                }));
        awaitWatchers(1);
        clock.advanceSeconds(29);
        Threads.awaitBriefly(loading);
        clock.advanceSeconds(1);

        assertThat(Threads.result(waiter)).isEqualTo("value");
    }

    @Test
    default void load_whenTheOtherStores_returnsThat(Cache<Object, Object> cache, CacheTestbed testbed) {
        assertThat(acquire(testbed, "key", Duration.ofSeconds(30))).isTrue();
        Future<Object> waiter = testbed.threads().start(() -> cache.get("key", unneeded()));
        awaitWatchers(1);
        testbed.open().set("key", "theirs");

        assertThat(Threads.result(waiter)).isEqualTo("theirs");
    }

    @Test
    default void waiterForAnotherProcess_thatIsInterrupted_leavesItsPlaceToTheNext(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        assertThat(acquire(testbed, "key", Duration.ofSeconds(30))).isTrue();
        AtomicReference<Thread> first = new AtomicReference<>();
        Future<Throwable> interrupted = testbed.threads().start(() -> {
            first.set(Thread.currentThread());
            return thrownBy(() -> cache.get("key", unneeded()));
        });
        awaitWatchers(1);
        Future<Object> second = testbed.threads().start(() -> cache.get("key", unneeded()));
        first.get().interrupt();
        assertThat(Threads.result(interrupted)).isInstanceOf(CancellationException.class);
        testbed.open().set("key", "theirs");

        assertThat(Threads.result(second)).isEqualTo("theirs");
    }

    @Test
    default void loader_thatTakesLongerThanItsLease_keepsIt(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        testbed.require(Capability.MULTIPLE_PROCESSES);
        Cache<Object, Object> other = testbed.open();
        Store store = testbed.openStore(Key.of("key"));
        LeaseName name = new LeaseName("load", Key.of("key"));
        LoadOptions<Object> options = LoadOptions.storing(WriteOptions.none()).lease(Duration.ofMillis(300));
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Object> loader = testbed.threads()
                .start(() -> cache.get(
                        "key",
                        key -> {
                            loading.countDown();
                            Threads.await(goOn);
                            return "value";
                        },
                        options));
        Threads.await(loading);
        Future<Object> waiter = testbed.threads().start(() -> other.get("key", unneeded(), options));
        awaitWatchers(1);

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMillis(200));
            double extended = clock.seconds() + 0.25;
            Threads.await(() -> store.leases(name).get(0).endTime() > extended);
        }
        goOn.countDown();
        assertThat(Threads.result(waiter)).isEqualTo("value");
        assertThat(Threads.result(loader)).isEqualTo("value");
    }

    @Test
    default void loader_thatLostItsLease_doesNotReplaceWhatCameAfter(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> other = testbed.open();
        LoadOptions<Object> options = LoadOptions.storing(WriteOptions.none()).lease(Duration.ofMillis(100));
        Object mine = cache.get(
                "key",
                key -> {
                    clock.advanceSeconds(1); // as if the process had stood still
                    assertThat(other.get("key", unused -> "later")).isEqualTo("later");
                    long start = System.nanoTime();
                    Threads.await(() ->
                            System.nanoTime() - start > Duration.ofMillis(200).toNanos());
                    return "earlier";
                },
                options);

        assertThat(mine).isEqualTo("earlier");
        assertThat(cache.get("key")).isEqualTo("later");
    }

    @Test
    default void load_thatIsDone_leavesNoLease(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.get("key", key -> "value");
        thrownBy(() -> cache.get("other", key -> {
            throw new StoreFullException("full");
        }));

        for (String key : new String[] {"key", "other"}) {
            assertThat(testbed.openStore(Key.of(key)).leases(new LeaseName("load", Key.of(key))))
                    .isEmpty();
        }
    }

    @Test
    default void leases_ofLongAgo_areTakenAwayByLaterLoads(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        assertThat(acquire(testbed, "killed", Duration.ofSeconds(30))).isTrue();
        clock.advanceSeconds(31);
        for (long i = 0; i < 64; i++) {
            cache.get(i % 100, key -> null);
        }

        assertThat(testbed.openStore(Key.of("killed")).leases(new LeaseName("load", Key.of("killed"))))
                .isEmpty();
    }
}
