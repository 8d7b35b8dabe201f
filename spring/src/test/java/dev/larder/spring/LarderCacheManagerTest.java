package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.DataSize;
import dev.larder.FanoutCache;
import dev.larder.Larder;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LarderCacheManagerTest {

    @TempDir
    private Path directory;

    private Larder larder;

    @BeforeEach
    void open() {
        larder = Larder.open(directory);
    }

    @AfterEach
    void close() {
        larder.close();
    }

    @Test
    void build_namedCaches_opensEachWithItsOwnOptions() {
        LarderCacheManager manager = LarderCacheManager.of(larder)
                .cache(
                        "small",
                        LarderCacheOptions.defaults()
                                .sizeLimit(DataSize.mebibytes(1))
                                .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                                .statistics(true)
                                .tagIndex(true))
                .cache("wide", LarderCacheOptions.defaults().shards(2).sizeLimit(DataSize.mebibytes(8)))
                .build();

        assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("small", "wide");
        dev.larder.Cache<String, Object> small = manager.getCache("small").getNativeCache();
        assertThat(small.settings().get(Setting.SIZE_LIMIT)).isEqualTo(DataSize.mebibytes(1));
        assertThat(small.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_USED);
        assertThat(small.settings().get(Setting.STATISTICS)).isTrue();
        assertThat(small.settings().get(Setting.TAG_INDEX)).isTrue();
        assertThat(manager.getCache("wide").getNativeCache())
                .isInstanceOfSatisfying(
                        FanoutCache.class, cache -> assertThat(cache.shards()).isEqualTo(2));
    }

    @Test
    void getCache_notNamed_isMadeWithTheDefaultsOnce() {
        LarderCacheManager manager = LarderCacheManager.of(larder)
                .defaults(LarderCacheOptions.defaults().keyPrefix("mine:"))
                .build();

        LarderCache cache = manager.getCache("other");

        assertThat(manager.getCache("other")).isSameAs(cache);
        cache.put("key", 1);
        assertThat(cache.getNativeCache()).containsExactly("mine:key");
    }

    @Test
    void getCache_notNamedWhereOnlyNamedOnesAreKnown_isNull() {
        LarderCacheManager manager = LarderCacheManager.of(larder).onlyNamed().build();

        assertThat(manager.getCache("other")).isNull();
    }

    @Test
    void onEachCache_namedAndMadeLater_isGivenEachOnce() {
        LarderCacheManager manager = LarderCacheManager.of(larder)
                .cache("named", LarderCacheOptions.defaults())
                .build();
        List<LarderCache> given = new ArrayList<>();

        manager.onEachCache(given::add);
        LarderCache later = manager.getCache("later");
        manager.getCache("later");

        assertThat(given).containsExactly(manager.getCache("named"), later);
    }

    @Test
    void onEachCache_anActionThatThrows_leavesTheCacheAndOtherActionsAlone() {
        LarderCacheManager manager = LarderCacheManager.of(larder).build();
        List<LarderCache> given = new ArrayList<>();
        manager.onEachCache(cache -> {
            throw new IllegalStateException("not this one");
        });
        manager.onEachCache(given::add);

        LarderCache cache = manager.getCache("books");

        assertThat(given).containsExactly(cache);
        assertThat(manager.getCache("books")).isSameAs(cache);
    }

    @Test
    void getCache_ofAnotherManagerOnTheSameDirectory_hasTheSameEntries() {
        LarderCacheManager.of(larder).build().getCache("books").put("key", "value");
        larder.close();

        try (Larder again = Larder.open(directory)) {
            assertThat(LarderCacheManager.of(again).build().getCache("books").get("key", String.class))
                    .isEqualTo("value");
        }
    }

    @Test
    void getCache_ofTheNameOfADeque_saysSo() {
        larder.deque("jobs").close();

        assertThatIllegalStateException()
                .isThrownBy(() -> LarderCacheManager.of(larder).build().getCache("jobs"))
                .withMessageContaining("deque");
    }

    @Test
    void put_whileAnotherWriterIsLongerThanTheTimeout_isDroppedAndCounted() throws InterruptedException {
        LarderCache cache = LarderCacheManager.of(larder)
                .cache("books", LarderCacheOptions.defaults().timeout(Duration.ofMillis(20)))
                .build()
                .getCache("books");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread writer = new Thread(() -> cache.getNativeCache().transact(tx -> {
            writing.countDown();
            await(done);
        }));
        writer.start();
        writing.await();
        try {
            cache.put("key", 1);

            assertThat(cache.get("key")).isNull();
            assertThat(cache.getNativeCache().stats().failed()).isEqualTo(1);
        } finally {
            done.countDown(); // else closing would wait for the writer
        }
        writer.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void executor_thatIsGiven_runsWhatIsAskedForLater() {
        AtomicInteger runs = new AtomicInteger();
        LarderCacheManager manager = LarderCacheManager.of(larder)
                .executor(work -> {
                    runs.incrementAndGet();
                    work.run();
                })
                .build();

        assertThat(manager.getCache("books").retrieve("key").join()).isNull();
        assertThat(runs).hasValue(1);
    }

    @Test
    void options_thatCannotBe_areRefusedAtOnce() {
        LarderCacheOptions defaults = LarderCacheOptions.defaults();

        assertThatIllegalArgumentException().isThrownBy(() -> defaults.timeToLive(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.shards(0));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.sizeLimit(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.timeout(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LarderCacheManager.of(larder).cache("larder", defaults).build());
    }
}
