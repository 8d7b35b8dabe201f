package dev.larder.it.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.codec.Codec;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.Threads;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedCacheTest {

    @TempDir
    Path directory;

    private final Threads threads = new Threads();
    private final List<Cache<?, ?>> opened = new ArrayList<>();

    @AfterEach
    void close() {
        threads.close();
        opened.forEach(Cache::close);
    }

    private Cache<String, Long> open() {
        Cache<String, Long> cache =
                Cache.at(directory).keys(Codec.string()).values(Codec.int64()).open();
        opened.add(cache);
        return cache;
    }

    @Test
    void use_afterClosing_opensAgain() {
        Cache<String, Long> cache = open();
        Cache<String, Long> view = cache.retrying();
        Map<String, Long> map = cache.asMap();
        cache.set("a", 1L);

        cache.close();
        assertThat(cache.get("a")).isEqualTo(1);
        cache.close();
        cache.set("b", 2L);
        view.close();
        assertThat(view.getAll(List.of("a", "b"))).hasSize(2);
        cache.close();
        assertThat(map.merge("a", 1L, Long::sum)).isEqualTo(2);
        cache.close();
        assertThat(cache.<Long>transactResult(inside -> inside.increment("a"))).isEqualTo(3);
    }

    @Test
    void iterator_closedHalfWay_goesOn() {
        Cache<String, Long> cache = open();
        for (long i = 0; i < 300; i++) {
            cache.set("key" + i, i);
        }
        Iterator<String> keys = cache.iterator();
        for (int i = 0; i < 100; i++) {
            keys.next();
        }
        cache.close();

        List<String> rest = new ArrayList<>();
        keys.forEachRemaining(rest::add);
        assertThat(rest).hasSize(200).startsWith("key100").endsWith("key299");
    }

    @Test
    void use_afterClosing_ofCacheThatRefuses_isAnError() {
        Cache<Object, Object> cache = Cache.at(directory).refuseReopening().open();
        cache.set("a", "b");
        cache.close();
        cache.close();

        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> cache.set("a", "c")).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> cache.write("a", new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> cache.transact(inside -> inside.delete("a"))).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(cache::size).isInstanceOf(StoreClosedException.class);
        assertThat(cache.directory()).contains(directory);
    }

    /** Otherwise the transaction's later writes would go to another store, outside the transaction. */
    @Test
    void transact_whileOthersCloseAndReopen_staysOne() throws Exception {
        Cache<String, Long> cache = open();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch reopened = new CountDownLatch(1);
        Future<?> transaction = threads.start(() -> {
            cache.transact(tx -> {
                tx.set("a", 1L);
                inside.countDown();
                Threads.await(reopened);
                cache.set("b", 2L);
                assertThat(cache.get("a")).as("its own write").isEqualTo(1);
                throw new IllegalStateException("roll back");
            });
            return null;
        });
        Threads.await(inside);
        Thread closing = new Thread(cache::close);
        closing.start();
        Threads.await(() -> closing.getState() == Thread.State.WAITING);
        assertThat(cache.get("a")).as("opened again, and nothing is committed").isNull();
        reopened.countDown();

        assertThatThrownBy(() -> Threads.result(transaction)).hasMessage("roll back");
        closing.join();
        assertThat(cache.get("a")).isNull();
        assertThat(cache.get("b")).isNull();
        assertThat(cache.check()).isEmpty();
    }

    @Test
    void transact_workThatThrowsOfAnotherClosedStore_runsOnce() {
        Cache<String, Long> cache = open();
        int[] runs = {0};

        assertThatThrownBy(() -> cache.transact(inside -> {
                    runs[0]++;
                    throw new StoreClosedException("another store");
                }))
                .hasMessage("another store");
        assertThat(runs[0]).isEqualTo(1);
    }

    @Test
    void close_insideOwnTransaction_isRefusedAndChangesNothing() {
        Cache<String, Long> cache = open();

        cache.transact(inside -> {
            inside.set("a", 1L);
            assertThatThrownBy(inside::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("transaction");
            inside.set("b", 2L);
        });
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void use_byManyThreadsWhileClosing_losesNothing() {
        Cache<String, Long> cache = open();
        int writers = 4;
        int each = 100;

        threads.race(writers + 1, thread -> {
            for (int i = 0; i < each; i++) {
                if (thread == writers) {
                    cache.close();
                } else {
                    cache.increment("count");
                }
            }
            return null;
        });
        assertThat(cache.get("count")).isEqualTo((long) writers * each);
    }
}
