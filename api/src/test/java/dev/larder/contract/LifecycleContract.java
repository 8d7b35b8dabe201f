package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.Order;
import dev.larder.storage.Capability;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Closing, using afterwards, and reopening. */
public interface LifecycleContract extends CacheUnderTest {

    @Test
    default void close_twice_hasNoFurtherEffect(Cache<Object, Object> cache) {
        cache.set("key", "value");
        cache.close();
        cache.close();
        cache.withTimeout(Duration.ofSeconds(1)).close();
    }

    @Test
    default void close_thenUse_opensAgain(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        cache.set("key", "value");
        for (int i = 0; i < 3; i++) {
            cache.close();
            assertThat(cache.get("key")).isEqualTo("value");
        }
        cache.close();
        assertThat(cache.set("key", "new")).isTrue();
        cache.close();
        assertThat(cache.size()).isEqualTo(1);
        cache.close();
        Object value = cache.transactResult(tx -> tx.get("key"));
        assertThat(value).isEqualTo("new");
        cache.close();
        assertThat(cache).containsExactly("key");
        cache.close();
        assertThat(cache.asMap()).containsEntry("key", "new");
    }

    @Test
    default void close_thenUse_keepsTheOptions(CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        Cache<Object, Object> cache = testbed.open(options -> options.statistics(true));
        cache.get("absent");
        cache.close();
        testbed.clock().advanceSeconds(5);
        cache.set("key", "value");

        assertThat(cache.entry("key").orElseThrow().storeTime())
                .as("the clock")
                .isEqualTo(testbed.clock().instant());
        assertThat(cache.stats().misses()).isEqualTo(1);
    }

    @Test
    default void close_ofOne_leavesOthersOpen(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open(CacheBuilder::refuseReopening);
        cache.set("key", "value");
        cache.close();

        assertThat(other.get("key")).isEqualTo("value");
        assertThat(other.set("key", "new")).isTrue();
    }

    @Test
    default void close_ofAView_closesTheCache(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(CacheBuilder::refuseReopening);
        cache.withTimeout(Duration.ofSeconds(1)).close();

        assertThatThrownBy(() -> cache.get("key")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> cache.retrying().get("key")).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void close_whileOperationsRun_waitsForThem(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Future<Boolean> transaction = testbed.threads().start(() -> {
            cache.transact(tx -> {
                running.countDown();
                Threads.await(closing);
                tx.set("key", Samples.large(1));
                tx.set("other", "value");
                ended.set(true);
            });
            return true;
        });
        Threads.await(running);
        Future<Boolean> close = testbed.threads().start(() -> {
            closing.countDown();
            cache.close();
            return ended.get();
        });

        assertThat(Threads.result(close))
                .as("the transaction had ended when close returned")
                .isTrue();
        assertThat(Threads.result(transaction)).isTrue();
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    default void close_byManyThreadsAmongUsers_losesNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.PERSISTENT);
        testbed.threads().race(6, thread -> {
            for (int i = 0; i < 15; i++) {
                if (thread < 2) {
                    cache.close();
                } else {
                    cache.increment("counter");
                    assertThat(cache.get("counter")).isNotNull();
                }
            }
            return true;
        });

        assertThat(cache.get("counter")).isEqualTo(60L);
    }

    // ---- refused reopening

    @Test
    default void refuseReopening_everyUseAfterClose_isRefused(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(CacheBuilder::refuseReopening);
        cache.set("key", "value");
        Iterator<Object> begun = cache.iterator();
        cache.close();
        cache.close();

        Map<String, Runnable> uses = new LinkedHashMap<>(KeyMethods.all(cache, "key"));
        uses.put("evict", () -> cache.evict("tag"));
        uses.put("evictPrefix", () -> cache.evictPrefix("prefix"));
        uses.put("expire", cache::expire);
        uses.put("cull", cache::cull);
        uses.put("clear", cache::clear);
        uses.put("push", () -> cache.push("value"));
        uses.put("pull", cache::pull);
        uses.put("peek", cache::peek);
        uses.put("peekItem", () -> cache.peekItem(Side.BACK));
        uses.put("iterator", () -> cache.iterator().forEachRemaining(key -> {}));
        uses.put("iterator begun", () -> begun.forEachRemaining(key -> {}));
        uses.put("keys", () -> Listings.keys(cache, Order.KEY));
        uses.put("entries", () -> Listings.entries(cache, Order.KEY));
        uses.put("asMap", () -> cache.asMap().get("key"));
        uses.put("size", cache::size);
        uses.put("volume", cache::volume);
        uses.put("allocatedBytes", cache::allocatedBytes);
        uses.put("fileBytes", cache::fileBytes);
        uses.put("stats", cache::stats);
        uses.put("stats with switches", () -> cache.stats(true, true));
        uses.put("settings", cache::settings);
        uses.put("configure", () -> cache.configure(Setting.CULL_LIMIT, 3L));
        uses.put("check", cache::check);
        uses.put("repair", cache::repair);
        uses.put("transact", () -> cache.transact(tx -> {}));
        uses.forEach((name, use) -> assertThatThrownBy(use::run).as(name).isInstanceOf(StoreClosedException.class));
        assertThat(testbed.has(Capability.PERSISTENT) ? Listings.keys(testbed.open()) : List.of("key"))
                .containsExactly("key");
    }

    @Test
    default void refuseReopening_beforeClose_makesNoDifference(CacheTestbed testbed) {
        Cache<Object, Object> cache = testbed.open(CacheBuilder::refuseReopening);

        assertThat(cache.set("key", "value")).isTrue();
        assertThat(cache.get("key")).isEqualTo("value");
    }

    // ---- the place

    @Test
    default void directory_ofTheStore_isToldAndStays(Cache<Object, Object> cache) {
        cache.directory().ifPresent(directory -> assertThat(directory).isDirectory());
        var before = cache.directory();
        cache.close();

        assertThat(cache.directory()).isEqualTo(before);
    }

    @Test
    default void builder_openedTwice_givesTwoCachesOnOnePlace(CacheTestbed testbed) {
        CacheBuilder<Object, Object> builder = testbed.builder();
        try (Cache<Object, Object> one = builder.open();
                Cache<Object, Object> two = builder.open()) {
            one.set("key", "value");
            assertThat(two.get("key")).isEqualTo("value");
        }
    }
}
