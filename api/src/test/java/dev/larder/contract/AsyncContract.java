package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.AsyncCache;
import dev.larder.Cache;
import dev.larder.LoadOptions;
import dev.larder.WriteOptions;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The view whose operations run on an executor. */
public interface AsyncContract extends CacheUnderTest {

    int MANY_THREADS = 200;

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    default void async_everyOperation_doesWhatTheCacheDoes(Cache<Object, Object> cache, FakeClock clock)
            throws Exception {
        AsyncCache<Object, Object> async = cache.async(Runnable::run);
        assertThat(async.cache()).isSameAs(cache);
        assertThat(result(async.set("a", 1L))).isTrue();
        assertThat(result(async.set("b", 2L, tagged("tag")))).isTrue();
        assertThat(result(async.get("a"))).isEqualTo(1L);
        assertThat(result(async.get("absent"))).isNull();
        assertThat(result(async.get("c", key -> 3L))).isEqualTo(3L);
        assertThat(result(async.get("d", key -> 4L, expireAfter(Duration.ofSeconds(1)))))
                .isEqualTo(4L);
        assertThat(result(async.get("e", key -> null, LoadOptions.storing(WriteOptions.none()))))
                .isNull();
        assertThat(result(async.getAll(List.of("a", "e")))).isEqualTo(Map.of("a", 1L));
        assertThat(result(async.entry("b")).orElseThrow().tag()).isEqualTo("tag");
        assertThat(result(async.contains("a"))).isTrue();
        assertThat(result(async.add("a", 5L, WriteOptions.none()))).isFalse();
        assertThat(result(async.replace("e", 5L, WriteOptions.none()))).isFalse();
        assertThat(result(async.compareAndSet("a", 1L, 10L, WriteOptions.none())))
                .isTrue();
        assertThat(result(async.increment("a", 5, 0))).isEqualTo(15L);
        assertThat(result(async.touch("a", Duration.ofSeconds(5)))).isTrue();
        assertThat(result(async.size())).isEqualTo(4);
        clock.advanceSeconds(2);
        assertThat(result(async.expire())).isEqualTo(1);
        assertThat(result(async.evict("tag"))).isEqualTo(1);
        assertThat(result(async.pop("a"))).isEqualTo(15L);
        assertThat(result(async.delete("c"))).isTrue();
        result(async.setAll(Map.of("x", 1L, "y", 2L), WriteOptions.none()));
        assertThat(result(async.deleteAll(List.of("x", "z")))).isEqualTo(1);
        result(async.push("item", "queue", Side.BACK, WriteOptions.none()));
        assertThat(result(async.pull("queue", Side.FRONT)).orElseThrow().value())
                .isEqualTo("item");
        result(async.transact(tx -> tx.increment("n")));
        assertThat(result(async.<Long>transactResult(tx -> tx.increment("n")))).isEqualTo(2L);
        assertThat(result(async.clear())).isEqualTo(2);
    }

    @Test
    default void async_failure_completesTheStage(Cache<Object, Object> cache) {
        AsyncCache<Object, Object> async = cache.async(Runnable::run);
        IllegalStateException failure = new IllegalStateException("from the loader");

        assertThatThrownBy(() -> result(async.get("key", key -> {
                    throw failure;
                })))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> result(async.set("key", new Object()))).isInstanceOf(ExecutionException.class);
    }

    @Test
    default void async_executorThatRejects_throwsAtTheCall(Cache<Object, Object> cache) {
        AsyncCache<Object, Object> async = cache.async(task -> {
            throw new RejectedExecutionException("full");
        });

        assertThatThrownBy(() -> async.get("key")).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    default void async_onTwoHundredThreads_loadsOnceAndCountsRight(Cache<Object, Object> cache) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(MANY_THREADS);
        try {
            AsyncCache<Object, Object> async = cache.async(executor);
            AtomicInteger loads = new AtomicInteger();
            List<CompletionStage<?>> stages = new ArrayList<>();
            for (int i = 0; i < 5 * MANY_THREADS; i++) {
                stages.add(async.get((long) (i % 7), key -> (long) loads.incrementAndGet()));
                stages.add(async.increment("counter", 1, 0));
            }
            for (CompletionStage<?> stage : stages) {
                result(stage);
            }
            assertThat(loads).hasValue(7);
            assertThat(cache.get("counter")).isEqualTo(5L * MANY_THREADS);
        } finally {
            executor.shutdownNow();
        }
    }
}
