package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two applications on one directory, which share what is stored. */
@Timeout(60)
final class SharingTest {

    private static final int THREADS = 4;
    private static final int TURNS = 100;

    @TempDir
    Path directory;

    private CacheManager one;
    private CacheManager other;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void open() {
        one = Managers.at(directory);
        other = Managers.at(directory);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        one.close();
        other.close();
    }

    @Test
    void invoke_ofManyThreadsInTwoManagers_losesNoIncrement() throws Exception {
        List<Cache<String, Long>> caches = List.of(
                one.createCache("counts", new MutableConfiguration<String, Long>()),
                other.createCache("counts", new MutableConfiguration<String, Long>()));
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Cache<String, Long> cache = caches.get(i % 2);
            running.add(threads.submit(() -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    cache.invoke("n", (entry, arguments) -> {
                        entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                        return entry.getValue();
                    });
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        assertThat(caches.get(0).get("n")).isEqualTo(THREADS * TURNS);
    }

    @Test
    void putIfAbsent_ofAKeyThatAnotherManagerHasPut_leavesIt() {
        Cache<String, String> first = one.createCache("texts", new MutableConfiguration<String, String>());
        Cache<String, String> second = other.createCache("texts", new MutableConfiguration<String, String>());
        first.put("a", "first");

        assertThat(second.putIfAbsent("a", "second")).isFalse();
        assertThat(second.get("a")).isEqualTo("first");
    }

    @Test
    void get_withReadThroughInTwoManagers_loadsOnce() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CacheLoader<String, String> loader = new SlowLoader(loads, begun, goOn);
        Cache<String, String> first = one.createCache("loaded", reading(loader));
        Cache<String, String> second = other.createCache("loaded", reading(loader));
        Future<String> loading = threads.submit(() -> first.get("a"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        Future<String> waiting = threads.submit(() -> second.get("a"));
        goOn.countDown();

        assertThat(loading.get()).isEqualTo("loaded a");
        assertThat(waiting.get()).isEqualTo("loaded a");
        assertThat(loads).hasValue(1);
    }

    private static MutableConfiguration<String, String> reading(CacheLoader<String, String> loader) {
        return new MutableConfiguration<String, String>().setReadThrough(true).setCacheLoaderFactory(() -> loader);
    }

    private record SlowLoader(AtomicInteger loads, CountDownLatch begun, CountDownLatch goOn)
            implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            loads.incrementAndGet();
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new CacheLoaderException(e);
            }
            return "loaded " + key;
        }

        @Override
        public java.util.Map<String, String> loadAll(Iterable<? extends String> keys) {
            throw new CacheLoaderException("not asked for here");
        }
    }
}
