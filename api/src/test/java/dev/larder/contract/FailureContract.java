package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.FailurePolicy;
import dev.larder.storage.Capability;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a cache does when its storage fails, for which a store that others hold for too long stands. */
public interface FailureContract extends CacheUnderTest {

    Duration SHORT = TimeoutContract.SHORT;

    private static Cache<Object, Object> open(CacheTestbed testbed, FailurePolicy policy) {
        return testbed.open(options -> options.timeout(SHORT).onFailure(policy));
    }

    /** Every method that writes the entry "held" and has a way not to. */
    private static Map<String, Supplier<Object>> dropped(Cache<Object, Object> cache) {
        Map<String, Supplier<Object>> writes = new LinkedHashMap<>();
        writes.put("set", () -> cache.set("held", "new"));
        writes.put("write", () -> cache.write("held", Source.of(Samples.large(1))));
        writes.put("replace", () -> cache.replace("held", "new"));
        writes.put("compareAndSet", () -> cache.compareAndSet("held", 5L, "new"));
        writes.put("touch", () -> cache.touch("held"));
        writes.put("touch with time", () -> cache.touch("held", SHORT));
        writes.put("delete", () -> cache.delete("held"));
        return writes;
    }

    @Test
    default void miss_writersOfWhatIsHeld_areDroppedAndCounted(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> tolerant = open(testbed, FailurePolicy.MISS);
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            dropped(tolerant)
                    .forEach((name, write) -> assertThat(write.get()).as(name).isEqualTo(false));
            tolerant.setAll(Map.of("held", "new"));
            assertThat(tolerant.incrementIfPresent("held", 1)).isEqualTo(OptionalLong.empty());
            assertThat(tolerant.pop("held")).isNull();
            assertThat(tolerant.popEntry("held")).isEmpty();
            assertThat(tolerant.deleteAll(List.of("held"))).isZero();
        }
        assertThat(tolerant.stats().failed()).isEqualTo(12);
        assertThat(tolerant.activity().timeouts()).isEqualTo(12);
        assertThat(tolerant.get("held")).isEqualTo(5L);
        assertThat(tolerant.set("held", "new")).isTrue();
        assertThat(cache.get("held")).isEqualTo("new");
        assertThat(cache.stats().failed()).isZero();
    }

    @Test
    default void miss_pin_isThatOfTheCache(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.set("key", Samples.large(1));

        try (PinnedFile pinned = open(testbed, FailurePolicy.MISS)
                .pin("key", Duration.ofMinutes(1))
                .orElseThrow()) {
            assertThat(pinned.path()).hasBinaryContent(Samples.large(1));
        }
    }

    @Test
    default void miss_whatCannotTell_throws(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> tolerant = open(testbed, FailurePolicy.MISS);
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> tolerant.increment("held")).isInstanceOf(LarderTimeoutException.class);
            assertThatThrownBy(() -> tolerant.incrementDouble("held", 1, 0)).isInstanceOf(LarderTimeoutException.class);
            assertThatThrownBy(() -> tolerant.asMap().put("held", 1L)).isInstanceOf(LarderTimeoutException.class);
            assertThatThrownBy(() -> tolerant.transact(tx -> tolerant.set("held", "new")))
                    .isInstanceOf(LarderTimeoutException.class);
        }
        assertThat(tolerant.get("held")).isEqualTo(5L);
        assertThat(tolerant.stats().failed()).isZero();
    }

    @Test
    default void miss_viewWithAnotherTimeout_hasThePolicyToo(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> tolerant = testbed.open(options -> options.onFailure(FailurePolicy.MISS));
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThat(tolerant.withTimeout(SHORT).set("held", "new")).isFalse();
        }
        assertThat(tolerant.stats().failed()).isEqualTo(1);
    }

    @Test
    default void miss_otherFailures_areThrown(CacheTestbed testbed) {
        Cache<Object, Object> tolerant = open(testbed, FailurePolicy.MISS);
        assertThatIllegalArgumentException().isThrownBy(() -> tolerant.get(Double.NaN));
        assertThatThrownBy(() -> tolerant.get("key", key -> {
                    throw new StoreFullException("the loader's");
                }))
                .isInstanceOf(StoreFullException.class);
        LarderTimeoutException ofLoader = new LarderTimeoutException("the loader's", SHORT, null);
        assertThatThrownBy(() -> tolerant.get("key", key -> {
                    throw ofLoader;
                }))
                .isSameAs(ofLoader);
        assertThat(tolerant.stats().failed()).isZero();
    }

    @Test
    default void miss_loading_loadsOnceWhetherKeptOrNot(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> tolerant = open(testbed, FailurePolicy.MISS.afterRetrying(SHORT.multipliedBy(2)));
        AtomicInteger loads = new AtomicInteger();
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            assertThat(tolerant.get("missing", key -> "loaded " + loads.incrementAndGet()))
                    .isEqualTo("loaded 1");
            assertThat(tolerant.memoize("calls")
                            .function(key -> "called " + loads.incrementAndGet())
                            .apply("held"))
                    .isEqualTo("called 2");
        }
    }

    @Test
    default void afterRetrying_heldForAWhile_isDoneAfterwards(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> persistent = open(testbed, FailurePolicy.FAIL.afterRetrying(Duration.ofMinutes(1)));
        CountDownLatch begun = new CountDownLatch(1);
        Future<Boolean> stored;
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            stored = testbed.threads().start(() -> {
                begun.countDown();
                return persistent.set("held", "new");
            });
            Threads.await(begun);
            assertThatThrownBy(() -> cache.withTimeout(SHORT.multipliedBy(3)).set("held", "not"))
                    .isInstanceOf(LarderTimeoutException.class);
        }
        assertThat(Threads.result(stored)).isTrue();
        assertThat(cache.get("held")).isEqualTo("new");
    }

    @Test
    default void afterRetrying_heldForLonger_throws(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("held", 5L);
        Cache<Object, Object> persistent = open(testbed, FailurePolicy.FAIL.afterRetrying(SHORT.multipliedBy(2)));
        try (TimeoutContract.Holder holder = new TimeoutContract.Holder(testbed, cache)) {
            assertThat(holder).isNotNull();
            long start = System.nanoTime();
            assertThatThrownBy(() -> persistent.set("held", "new")).isInstanceOf(LarderTimeoutException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.multipliedBy(2));
        }
    }

    @Test
    default void afterRetrying_negative_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailurePolicy.MISS.afterRetrying(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
    }
}
