package dev.larder.contract;

import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Operation;
import dev.larder.Order;
import dev.larder.SlowOperation;
import dev.larder.contract.TimeoutContract.Holder;
import dev.larder.storage.Capability;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Being told of operations that take long: {@code slowOperations}. */
public interface SlowOperationContract extends CacheUnderTest {

    /** Reported beside what is asked for: a write looks at the size limit and, if shards share it, at their volumes. */
    Set<Operation> BESIDE = EnumSet.of(Operation.CONFIGURE, Operation.COUNT);

    /** Keeps what it is told. */
    final class Told implements Consumer<SlowOperation> {

        private final List<SlowOperation> reports = new CopyOnWriteArrayList<>();

        @Override
        public void accept(SlowOperation slow) {
            reports.add(slow);
        }

        /** All since this was last asked, but for those of {@link #BESIDE}. */
        List<SlowOperation> sinceLast() {
            List<SlowOperation> told = new ArrayList<>(reports);
            reports.clear();
            told.removeIf(slow -> BESIDE.contains(slow.operation()));
            return told;
        }

        List<Operation> operations() {
            return sinceLast().stream().map(SlowOperation::operation).toList();
        }
    }

    private static Cache<Object, Object> open(CacheTestbed testbed, Consumer<SlowOperation> listener) {
        return testbed.open(options -> options.slowOperations(Duration.ZERO, listener));
    }

    /** Whether a write has come to the store, so that its time runs. */
    private static boolean isWriting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("dev.larder.ReopeningStore")
                        && frame.getMethodName().equals("write"));
    }

    private static Map<String, Consumer<Cache<Object, Object>>> calls() {
        Map<String, Consumer<Cache<Object, Object>>> calls = new LinkedHashMap<>();
        calls.put("set", cache -> cache.set("key", "value", tagged("tag")));
        calls.put("set if absent", cache -> cache.add("key", "value"));
        calls.put("set if present", cache -> cache.replace("key", "value"));
        calls.put("set a stream", cache -> cache.write("key", Source.of(Samples.large(1))));
        calls.put("set in a map", cache -> cache.asMap().put("key", "value"));
        calls.put("setAll", cache -> cache.setAll(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L)));
        calls.put("increment", cache -> cache.increment("number"));
        calls.put("touch", cache -> cache.touch("key"));
        calls.put("get", cache -> cache.get("key"));
        calls.put("get whether it is there", cache -> cache.contains("key"));
        calls.put("get an entry", cache -> cache.entry("key"));
        calls.put("compute", cache -> cache.asMap().compute("key", (key, value) -> "other"));
        calls.put("delete", cache -> cache.delete("a"));
        calls.put("deleteAll", cache -> cache.deleteAll(List.of("b", "c", "d")));
        calls.put("pop", cache -> cache.pop("key"));
        calls.put("push", cache -> cache.push("item", "queue"));
        calls.put("pull", cache -> cache.pull("queue"));
        calls.put("evict", cache -> cache.evict("tag"));
        calls.put("evict by prefix", cache -> cache.evictPrefix("k"));
        calls.put("expire", Cache::expire);
        calls.put("cull", Cache::cull);
        calls.put("clear", Cache::clear);
        calls.put("transact", cache -> cache.transact(tx -> {}));
        return calls;
    }

    @Test
    default void slow_everyOperation_isReportedAsOne(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        told.sinceLast();

        calls().forEach((name, call) -> {
            call.accept(cache);
            assertThat(told.operations()).as(name).singleElement().hasToString(name.split(" ", 2)[0]);
        });
        cache.settings();
        assertThat(told.reports).extracting(SlowOperation::operation).containsOnly(Operation.CONFIGURE);
        told.sinceLast();
        cache.size();
        assertThat(told.reports).extracting(SlowOperation::operation).containsOnly(Operation.COUNT);
        told.sinceLast();
        cache.configure(Setting.CULL_LIMIT, 3L);
        assertThat(told.reports).extracting(SlowOperation::operation).contains(Operation.CONFIGURE);
    }

    @Test
    default void slow_listing_isReportedByPages(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.setAll(BulkContract.numbered(150));
        told.sinceLast();
        assertThat(cache.entries(Order.KEY).count()).isEqualTo(150);

        assertThat(told.operations())
                .contains(Operation.LIST, Operation.GET_ALL)
                .isSubsetOf(Operation.LIST, Operation.GET_ALL, Operation.GET);
    }

    @Test
    default void slow_severalBatches_areOneSweep(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.setAll(BulkContract.numbered(250));
        told.sinceLast();
        List<Long> batches = new ArrayList<>();
        cache.clear(batches::add);

        assertThat(batches).hasSizeGreaterThan(1);
        assertThat(told.operations()).containsExactly(Operation.CLEAR);
    }

    @Test
    default void slow_lessThanTheThreshold_isNotReported(CacheTestbed testbed) {
        Told told = new Told();
        for (Duration hour : List.of(Duration.ofHours(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            Cache<Object, Object> cache = testbed.open(options -> options.slowOperations(hour, told));
            calls().values().forEach(call -> call.accept(cache));
        }

        assertThat(told.reports).isEmpty();
    }

    @Test
    default void slow_writeBehindAnother_isReportedWithItsTimes(CacheTestbed testbed, FakeClock clock) {
        Duration threshold = Duration.ofMillis(50);
        Told told = new Told();
        Cache<Object, Object> cache =
                testbed.open(options -> options.timeout(Duration.ofSeconds(60)).slowOperations(threshold, told));
        Cache<Object, Object> other = testbed.open();
        cache.set("held", 5L);
        told.sinceLast();
        long begun = System.nanoTime();
        Future<Boolean> write;
        try (Holder holder = new Holder(testbed, other)) {
            assertThat(holder).isNotNull();
            AtomicReference<Thread> writer = new AtomicReference<>();
            write = testbed.threads().start(() -> {
                writer.set(Thread.currentThread());
                return cache.set("held", "new");
            });
            Threads.await(() -> writer.get() != null && isWriting(writer.get()));
            long measured = System.nanoTime();
            Threads.await(() -> System.nanoTime() - measured > threshold.toNanos());
            assertThat(told.sinceLast()).as("before it has ended").isEmpty();
        }
        assertThat(Threads.result(write)).isTrue();

        assertThat(told.sinceLast()).singleElement().satisfies(slow -> {
            assertThat(slow.operation()).isEqualTo(Operation.SET);
            assertThat(slow.took())
                    .isGreaterThanOrEqualTo(threshold)
                    .isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - begun));
            assertThat(slow.begun()).isEqualTo(clock.instant().minus(slow.took()));
            assertThat(slow.failure()).isNull();
        });
    }

    @Test
    default void slow_readBesideAWriter_isNotSlow(CacheTestbed testbed) {
        testbed.require(Capability.SINGLE_WRITER);
        Told told = new Told();
        Cache<Object, Object> cache = testbed.open(
                options -> options.timeout(Duration.ofSeconds(60)).slowOperations(Duration.ofSeconds(30), told));
        cache.set("held", 5L);
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThat(cache.get("held")).isEqualTo(5L);
        }
        assertThat(told.reports).isEmpty();
    }

    @Test
    default void slow_failure_isReportedWithIt(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("text", "value");
        told.sinceLast();
        AtomicReference<Throwable> thrown = new AtomicReference<>();

        assertThatThrownBy(() -> cache.increment("text")).satisfies(thrown::set);
        assertThat(told.sinceLast()).singleElement().satisfies(slow -> {
            assertThat(slow.operation()).isEqualTo(Operation.INCREMENT);
            assertThat(slow.failure()).isSameAs(thrown.get());
        });

        IllegalStateException failure = new IllegalStateException("of the caller");
        assertThatThrownBy(() -> cache.transact(tx -> {
                    tx.set("other", "value");
                    throw failure;
                }))
                .isSameAs(failure);
        List<SlowOperation> rolledBack = told.sinceLast();
        assertThat(rolledBack).extracting(SlowOperation::operation).containsExactly(Operation.SET, Operation.TRANSACT);
        assertThat(rolledBack).extracting(SlowOperation::failure).containsExactly(null, failure);
    }

    @Test
    default void slow_inATransaction_isReportedWithItWhenItHasEnded(CacheTestbed testbed) {
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        told.sinceLast();

        cache.transact(tx -> {
            tx.set("key", "value");
            tx.transact(inner -> inner.delete("key"));
            tx.pop("other");
            assertThat(told.reports).isEmpty();
        });
        List<SlowOperation> reports = told.sinceLast();
        assertThat(reports)
                .extracting(SlowOperation::operation)
                .containsExactly(
                        Operation.SET, Operation.DELETE, Operation.TRANSACT, Operation.POP, Operation.TRANSACT);
        SlowOperation whole = reports.get(4);
        assertThat(reports).allSatisfy(part -> {
            assertThat(part.took()).isLessThanOrEqualTo(whole.took());
            assertThat(part.collection()).isEqualTo(whole.collection());
        });
    }

    @Test
    default void listener_isCalledByTheThreadThatWaitsForNothingAnyMore(CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open(options -> options.timeout(Duration.ofSeconds(60)));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<String> written = new CopyOnWriteArrayList<>();
        Cache<Object, Object> cache = open(testbed, slow -> {
            threads.add(Thread.currentThread());
            // on another thread, which would wait for a lock that this one holds
            String operation = slow.operation().toString();
            assertThat(testbed.threads().run(() -> other.set("key", operation))).isTrue();
            written.add(operation);
        });
        threads.clear();
        cache.transact(tx -> tx.set("key", "value"));
        cache.setAll(Map.of("key", 1L, "b", 2L, "c", 3L));

        assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
        assertThat(written).contains("set", "transact", "setAll"); // and looks at settings, now and then
        assertThat(other.get("key")).isEqualTo(written.get(written.size() - 1));
    }

    @Test
    default void listener_thatThrows_changesNothingAndIsToldOfTheNext(CacheTestbed testbed) {
        AtomicBoolean failing = new AtomicBoolean();
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, slow -> {
            told.accept(slow);
            if (failing.get()) {
                throw new IllegalStateException("listener");
            }
        });
        failing.set(true);
        told.sinceLast();

        assertThat(cache.set("key", "value")).isTrue();
        assertThat(cache.get("key")).isEqualTo("value");
        IllegalStateException failure = new IllegalStateException("of the caller");
        assertThatThrownBy(() -> cache.transact(tx -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(told.operations()).containsExactly(Operation.SET, Operation.GET, Operation.TRANSACT);
    }

    @Test
    default void listener_thatUsesTheCache_isNotToldOfThat(CacheTestbed testbed) {
        AtomicReference<Cache<Object, Object>> told = new AtomicReference<>();
        List<Operation> operations = new ArrayList<>();
        Cache<Object, Object> cache = open(testbed, slow -> {
            Cache<Object, Object> own = told.get();
            if (own != null) {
                operations.add(slow.operation());
                own.transact(tx -> tx.increment(slow.operation().toString()));
            }
        });
        told.set(cache);
        cache.delete("absent");
        cache.delete("absent");

        assertThat(operations).containsExactly(Operation.DELETE, Operation.DELETE);
        assertThat(cache.get("delete")).isEqualTo(2L);
    }

    @Test
    default void slow_cacheThatOpensAgain_isReportedAsBefore(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Told told = new Told();
        Cache<Object, Object> cache = open(testbed, told);
        cache.set("key", "value");
        List<SlowOperation> before = told.sinceLast();
        cache.close();
        assertThat(cache.retrying().get("key")).isEqualTo("value");

        assertThat(told.sinceLast()).singleElement().satisfies(slow -> {
            assertThat(slow.operation()).isEqualTo(Operation.GET);
            assertThat(slow.collection()).isEqualTo(before.get(0).collection());
        });
    }

    @Test
    default void slowOperations_saidAgain_isTheLastOneSaid(CacheTestbed testbed) {
        Told first = new Told();
        Told last = new Told();
        Cache<Object, Object> cache = testbed.open(
                options -> options.slowOperations(Duration.ZERO, first).slowOperations(Duration.ZERO, last));
        cache.set("key", "value");

        assertThat(first.reports).isEmpty();
        assertThat(last.operations()).contains(Operation.SET);
    }

    @Test
    default void slowOperations_negative_isRefused(CacheTestbed testbed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> testbed.builder().slowOperations(Duration.ofNanos(-1), slow -> {}))
                .withMessageContaining("PT-0.000000001S");
    }
}
