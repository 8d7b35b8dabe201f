package dev.larder.contract;

import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Stats;
import dev.larder.contract.TimeoutContract.Holder;
import dev.larder.storage.Capability;
import dev.larder.storage.Side;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Waiting for other writers, and reporting that it took too long. For caches that do not throw then. */
public interface FanoutTimeoutContract extends CacheUnderTest {

    Duration SHORT = TimeoutContract.SHORT;

    /** An operation, and what it reports when it times out. */
    record Reporting(
            Supplier<@Nullable Object> operation, @Nullable Object timedOut) {}

    private static Map<String, Reporting> reporting(Cache<Object, Object> cache) {
        Map<String, Reporting> all = new LinkedHashMap<>();
        all.put("set", new Reporting(() -> cache.set("held", Samples.large(1)), false));
        all.put("write", new Reporting(() -> cache.write("held", Source.of(Samples.large(1))), false));
        all.put("add", new Reporting(() -> cache.add("absent", 1L), false));
        all.put("replace", new Reporting(() -> cache.replace("held", "new"), false));
        all.put("compareAndSet", new Reporting(() -> cache.compareAndSet("held", 5L, "new"), false));
        all.put("touch", new Reporting(() -> cache.touch("held"), false));
        all.put("touch with time", new Reporting(() -> cache.touch("held", Duration.ofDays(1)), false));
        all.put("delete", new Reporting(() -> cache.delete("held"), false));
        all.put("incrementIfPresent", new Reporting(() -> cache.incrementIfPresent("held", 1), OptionalLong.empty()));
        all.put("pop", new Reporting(() -> cache.pop("held"), null));
        all.put("popEntry", new Reporting(() -> cache.popEntry("held"), Optional.empty()));
        all.put("pull", new Reporting(() -> cache.pull("q"), Optional.empty()));
        return all;
    }

    private static void fill(Cache<Object, Object> cache) {
        cache.set("held", 5L, tagged("tag"));
        cache.push("item", "q");
    }

    @Test
    default void timeout_operationThatCanTell_reportsItAndChangesNothing(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        fill(cache);
        for (Cache<Object, Object> each : List.of(cache, other)) {
            Map<String, Reporting> operations = reporting(each.withTimeout(SHORT));
            if (!testbed.has(Capability.SINGLE_WRITER)) {
                operations.keySet().removeAll(List.of("add", "pull")); // they write other entries than the one held
            }
            try (Holder holder = new Holder(testbed, cache)) {
                assertThat(holder).isNotNull();
                operations.forEach((name, operation) ->
                        assertThat(operation.operation().get()).as(name).isEqualTo(operation.timedOut()));
            }
            assertThat(each.get("held")).isEqualTo(5L);
            assertThat(Listings.keys(each)).containsExactlyInAnyOrder("held", "holder", "q-500000000000000");
            assertThat(each.stats()).as("timed out operations").isEqualTo(new Stats(0, 0, operations.size()));
        }
    }

    @Test
    default void timeout_operationThatCannotTell_waits(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        cache.set("number", 1L);
        Cache<Object, Object> impatient = cache.withTimeout(Duration.ZERO);
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("setAll", () -> impatient.setAll(Map.of("a", 1L, "b", 1L)));
        operations.put("increment", () -> impatient.increment("number"));
        operations.put("incrementDouble", () -> impatient.incrementDouble("floating", 1, 0));
        operations.put("deleteAll", () -> impatient.deleteAll(List.of("a", "holder")));
        operations.put("evict", () -> impatient.evict("another tag"));
        operations.put("evictPrefix", () -> impatient.evictPrefix("another"));
        operations.put("expire", impatient::expire);
        operations.put("cull", impatient::cull);
        operations.put("clear", impatient::clear);
        operations.put("push", () -> impatient.push("item"));
        operations.put("stats", () -> impatient.stats(true, true));
        operations.put("repair", impatient::repair);
        operations.put("transact", () -> impatient.transact(tx -> tx.set("c", 1L)));
        operations.put("asMap", () -> impatient.asMap().put("d", 1L));
        operations.put("retrying", () -> impatient.retrying().set("e", 1L));
        operations.forEach((name, operation) -> {
            Future<Boolean> done;
            try (Holder holder = new Holder(testbed, cache)) {
                assertThat(holder).isNotNull();
                done = testbed.threads().start(() -> {
                    operation.run();
                    return true;
                });
                // as long as others would have given up several times
                assertThat(impatient.set("held", 1L)).isFalse();
                assertThat(cache.withTimeout(SHORT).set("held", 1L)).isFalse();
            }
            assertThat(Threads.result(done)).as(name).isTrue();
        });
        assertThat(cache.stats().timedOut()).isEqualTo(2L * operations.size());
        assertThat(cache.get("e")).isEqualTo(1L);
    }

    @Test
    default void timeout_ofReaders_doesNotHappen(Cache<Object, Object> cache, CacheTestbed testbed) {
        fill(cache);
        cache.set("file", Samples.large(1));
        Cache<Object, Object> reader = testbed.open(options -> options.timeout(Duration.ZERO));
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThat(reader.get("held")).isEqualTo(5L);
            assertThat(reader.get("file")).isEqualTo(Samples.large(1));
            assertThat(reader.getAll(List.of("held", "file"))).hasSize(2);
            assertThat(reader.entry("held")).isPresent();
            assertThat(reader.contains("held")).isTrue();
            assertThat(reader.peek("q")).isPresent();
            assertThat(reader.peekItem(Side.BACK)).isPresent();
            assertThat(reader.size()).isEqualTo(3);
            assertThat(reader.volume()).isPositive();
            assertThat(Listings.keys(reader)).hasSize(3);
            assertThat(reader.stats().timedOut()).isZero();
        }
    }

    @Test
    default void timeout_whenEachReadIsRecordedAtOnce_isReportedAsAbsent(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.SINGLE_WRITER);
        fill(cache);
        Cache<Object, Object> exact =
                testbed.open(options -> options.statistics(true).exactAccess().timeout(SHORT));
        Future<Object> patient;
        try (Holder holder = new Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThat(exact.get("held")).isNull();
            assertThat(exact.entry("held")).isEmpty();
            assertThat(exact.contains("held")).isTrue();
            patient = testbed.threads().start(() -> exact.retrying().get("held"));
        }
        assertThat(Threads.result(patient)).isEqualTo(5L);
        assertThat(exact.stats()).isEqualTo(new Stats(1, 0, 2));
    }

    @Test
    default void timeout_insideATransaction_cannotHappen(Cache<Object, Object> cache) {
        Cache<Object, Object> impatient = cache.withTimeout(Duration.ZERO);
        impatient.transact(tx -> {
            for (int i = 0; i < 50; i++) {
                assertThat(tx.set(i, (long) i)).isTrue();
                assertThat(impatient.touch(i)).isTrue();
            }
        });
        assertThat(cache.stats().timedOut()).isZero();
        assertThat(cache.size()).isEqualTo(50);
    }

    @Test
    default void timedOut_ofOneCache_isSharedByItsViewsAndNoOthers(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        Cache<Object, Object> impatient = cache.withTimeout(Duration.ZERO);
        fill(cache);
        try (Holder holder = new Holder(testbed, other)) {
            assertThat(holder).isNotNull();
            impatient.set("held", 1L);
            impatient.withTimeout(SHORT).delete("held");
        }

        assertThat(cache.stats().timedOut()).isEqualTo(2);
        assertThat(impatient.retrying().stats().timedOut()).isEqualTo(2);
        assertThat(other.stats().timedOut()).isZero();
        assertThat(cache.stats(false, true).timedOut()).isEqualTo(2);
        assertThat(cache.stats().timedOut())
                .as("not reset: it is of this object")
                .isEqualTo(2);
    }
}
