package dev.larder.contract;

import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * Waiting for other writers, and giving up: the builder's {@code timeout}, {@code withTimeout}, {@code retrying}. Not
 * for caches that report a timeout instead of throwing.
 */
public interface TimeoutContract extends CacheUnderTest {

    Duration SHORT = Duration.ofMillis(20);

    /** A transaction on another thread that keeps the entry "held" to itself until it is closed. */
    final class Holder implements AutoCloseable {

        private final CountDownLatch holding = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);
        private final Future<Boolean> transaction;

        Holder(CacheTestbed testbed, Cache<Object, Object> cache) {
            transaction = testbed.threads().start(() -> {
                cache.transact(tx -> {
                    tx.touch("held");
                    tx.set("holder", "value");
                    holding.countDown();
                    Threads.await(release);
                });
                return true;
            });
            Threads.await(holding);
        }

        @Override
        public void close() {
            release.countDown();
            assertThat(Threads.result(transaction)).isTrue();
        }
    }

    /** Every method that writes, to the entry "held" among others. */
    static Map<String, Runnable> writes(Cache<Object, Object> cache) {
        Map<String, Runnable> writes = new LinkedHashMap<>();
        writes.put("set", () -> cache.set("held", Samples.large(1)));
        writes.put("write", () -> cache.write("held", Source.of(Samples.large(1))));
        writes.put("replace", () -> cache.replace("held", "new"));
        writes.put("compareAndSet", () -> cache.compareAndSet("held", 5L, "new"));
        writes.put("setAll", () -> cache.setAll(Map.of("other", 1L, "held", "new")));
        writes.put("touch", () -> cache.touch("held"));
        writes.put("touch with time", () -> cache.touch("held", Duration.ofSeconds(1)));
        writes.put("increment", () -> cache.increment("held"));
        writes.put("incrementIfPresent", () -> cache.incrementIfPresent("held", 1));
        writes.put("incrementDouble", () -> cache.incrementDouble("held", 1, 0));
        writes.put("decrement", () -> cache.decrement("held"));
        writes.put("pop", () -> cache.pop("held"));
        writes.put("popEntry", () -> cache.popEntry("held"));
        writes.put("delete", () -> cache.delete("held"));
        writes.put("deleteAll", () -> cache.deleteAll(List.of("other", "held")));
        writes.put("evict", () -> cache.evict("tag"));
        writes.put("evictPrefix", () -> cache.evictPrefix("he"));
        writes.put("clear", cache::clear);
        writes.put("transact", () -> cache.transact(tx -> tx.set("held", "new")));
        writes.put("asMap", () -> cache.asMap().put("held", "new"));
        return writes;
    }

    private static void fill(Cache<Object, Object> cache) {
        cache.set("held", 5L, tagged("tag"));
    }

    @Test
    default void timeout_everyWriter_givesUpAndChangesNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.SINGLE_WRITER);
        Cache<Object, Object> other = testbed.open();
        fill(cache);
        for (Cache<Object, Object> each : List.of(cache, other)) {
            try (Holder holder = new Holder(testbed, cache)) {
                assertThat(holder).isNotNull();
                writes(each.withTimeout(SHORT))
                        .forEach((name, write) -> assertThatThrownBy(write::run)
                                .as(name)
                                .asInstanceOf(InstanceOfAssertFactories.type(LarderTimeoutException.class))
                                .satisfies(e -> assertThat(e.waited()).isGreaterThanOrEqualTo(SHORT))
                                .satisfies(e -> assertThat(e.removed()).isZero()));
                assertThat(each.get("held")).isEqualTo(5L);
            }
            assertThat(each.get("held")).isEqualTo(5L);
            assertThat(Listings.keys(each)).containsExactlyInAnyOrder("held", "holder");
        }
    }

    @Test
    default void timeout_ofTheBuilder_holdsForEveryWriter(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        Cache<Object, Object> impatient = testbed.open(options -> options.timeout(SHORT));
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> impatient.set("held", "new")).isInstanceOf(LarderTimeoutException.class);
            assertThatThrownBy(() -> impatient.transact(tx -> tx.set("held", "new")))
                    .isInstanceOf(LarderTimeoutException.class);
        }
        assertThat(impatient.set("held", "new")).isTrue();
    }

    @Test
    default void timeout_zero_triesOnce(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        Cache<Object, Object> now = cache.withTimeout(Duration.ZERO);
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> now.set("held", "new")).isInstanceOf(LarderTimeoutException.class);
        }
        assertThat(now.set("held", "new")).isTrue();
        assertThat(now.get("held")).isEqualTo("new");
    }

    @Test
    default void timeout_beforeTheTransactionBegins_doesNotRunIt(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        List<String> ran = new ArrayList<>();
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> cache.withTimeout(SHORT).transact(tx -> {
                        tx.delete("held");
                        ran.add("to its end");
                    }))
                    .isInstanceOf(LarderTimeoutException.class);
        }
        assertThat(ran).isEmpty();
        assertThat(cache.contains("held")).isTrue();
    }

    @Test
    default void timeout_whileOthersHoldTheStore_neverHitsReaders(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        cache.set("file", Samples.large(1));
        Cache<Object, Object> other = testbed.open(options -> options.timeout(Duration.ZERO));
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            for (Cache<Object, Object> reader : List.of(cache.withTimeout(Duration.ZERO), other)) {
                assertThat(reader.get("held")).isEqualTo(5L);
                assertThat(reader.get("file")).isEqualTo(Samples.large(1));
                assertThat(reader.getOrDefault("absent", "default")).isEqualTo("default");
                assertThat(reader.getAll(List.of("held", "file"))).hasSize(2);
                assertThat(reader.entry("held")).isPresent();
                assertThat(reader.contains("held")).isTrue();
                reader.read("file").ifPresent(Blob::close);
                assertThat(reader.size()).isEqualTo(2);
                assertThat(Listings.keys(reader)).hasSize(2);
                assertThat(Listings.entries(reader, Order.KEY)).hasSize(2);
                assertThat(reader.peek()).isEmpty();
                assertThat(reader.peekItem(Side.BACK)).isPresent();
                assertThat(reader.settings().rows()).isNotNull();
            }
        }
    }

    @Test
    default void timeout_betweenBatches_tellsHowManyWereRemoved(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        testbed.require(Capability.SINGLE_WRITER);
        fill(cache);
        Cache<Object, Object> impatient = cache.withTimeout(SHORT);
        BatchRemovalContract.removals().forEach((name, removal) -> {
            BatchRemovalContract.fill(cache, clock);
            long before = cache.size();
            List<Long> reported = new ArrayList<>();
            AtomicReference<Holder> holder = new AtomicReference<>();

            assertThatThrownBy(() -> removal.run(impatient, removed -> {
                        reported.add(removed);
                        holder.set(new Holder(testbed, cache));
                    }))
                    .as(name)
                    .asInstanceOf(InstanceOfAssertFactories.type(LarderTimeoutException.class))
                    .satisfies(e -> assertThat(e.removed()).isEqualTo(reported.get(0)))
                    .satisfies(e -> assertThat(e).hasMessageContaining(String.valueOf(reported.get(0))));
            holder.get().close();
            assertThat(reported).hasSize(1);
            cache.delete("holder");
            assertThat(cache.size()).as(name).isEqualTo(before - reported.get(0));
            cache.clear();
        });
    }

    @Test
    default void withTimeout_negative_isRefused(Cache<Object, Object> cache, CacheTestbed testbed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.withTimeout(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
        assertThatIllegalArgumentException().isThrownBy(() -> testbed.builder().timeout(Duration.ofSeconds(-1)));
    }

    @Test
    default void withTimeout_longest_isNoBound(Cache<Object, Object> cache) {
        Cache<Object, Object> patient = cache.withTimeout(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(patient.set("key", "value")).isTrue();
    }

    @Test
    default void views_ofOneCache_shareItsEntriesAndLeaveItAsItWas(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        Cache<Object, Object> impatient = cache.withTimeout(SHORT);
        Cache<Object, Object> retrying = impatient.retrying();
        impatient.set("a", 1L);
        retrying.set("b", 2L);
        assertThat(cache.getAll(List.of("a", "b"))).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(retrying.directory()).isEqualTo(cache.directory());

        Future<Boolean> patientWrite;
        Future<Boolean> retryingWrite;
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            patientWrite = testbed.threads().start(() -> cache.set("held", "patient"));
            retryingWrite = testbed.threads().start(() -> retrying.set("held", "retrying"));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> impatient.set("held", "impatient")).isInstanceOf(LarderTimeoutException.class);
            }
            assertThat(patientWrite).isNotDone();
            assertThat(retryingWrite).isNotDone();
        }
        assertThat(Threads.result(patientWrite)).isTrue();
        assertThat(Threads.result(retryingWrite)).isTrue();
        assertThat(cache.get("held")).isIn("patient", "retrying");
    }
}
