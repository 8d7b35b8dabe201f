package dev.larder.it.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CollectionKind;
import dev.larder.Counter;
import dev.larder.Deque;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.NamedCollection;
import dev.larder.ReentrantCacheLock;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.contract.Threads;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LarderTest {

    @TempDir
    Path parent;

    private Path directory() {
        return parent.resolve("pantry");
    }

    private Larder open() {
        return Larder.open(directory());
    }

    @Test
    void at_uriOfADirectory_isTheLarderThere() {
        Path place = directory();
        try (Larder larder = Larder.open(place)) {
            larder.cache("hits").set("key", 1L);
        }
        try (Larder larder = Larder.at(place.toUri()).open()) {
            assertThat(larder.directory()).contains(place);
            assertThat(larder.cache("hits").get("key")).isEqualTo(1L);
        }
    }

    @Test
    void at_uriThatIsNoPlace_isRefusedWithTheUri() {
        assertThatThrownBy(() -> Larder.at(URI.create("file:pantry")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file:pantry")
                .hasMessageContaining("file:///");
        assertThatThrownBy(() -> Larder.at(URI.create("nowhere:/pantry")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere:/pantry");
    }

    @Test
    void open_withoutAskingForAnything_makesNothing() {
        try (Larder larder = open()) {
            assertThat(larder.collections()).isEmpty();
            assertThat(larder.directory()).contains(directory());
        }
        assertThat(directory()).doesNotExist();
    }

    @Test
    void collections_madeByOne_areThereForAnother() {
        try (Larder one = open();
                Larder other = open()) {
            one.cache("pages", Codec.string(), Codec.int64()).set("key", 1L);
            one.fanout("eu/sessions", options -> options.keys(Codec.string()).shards(2))
                    .set("key", "value");

            assertThat(other.collections())
                    .containsExactly(
                            new NamedCollection(CollectionKind.CACHE, "pages"),
                            new NamedCollection(CollectionKind.FANOUT, "eu/sessions"));
            assertThat(other.cache("pages", Codec.string(), Codec.int64()).get("key"))
                    .isEqualTo(1L);
            FanoutCache<String, Object> sessions = other.fanout("eu/sessions", Codec.string(), Codec.natives());
            assertThat(sessions.shards()).isEqualTo(2);
            assertThat(sessions.get("key")).isEqualTo("value");
        }
    }

    @Test
    void collection_byName_liesWherePythonHasItsKind() {
        try (Larder larder = open()) {
            assertThat(larder.cache("a/b").directory()).contains(directory().resolve("cache/a/b"));
            assertThat(larder.fanout("c").directory()).contains(directory().resolve("fanout/c"));
            assertThat(larder.deque("d").directory()).contains(directory().resolve("deque/d"));
            assertThat(larder.index("e").directory()).contains(directory().resolve("index/e"));
            assertThat(larder.queue("f").directory()).contains(directory().resolve("queue/f"));
        }
    }

    @Test
    void collection_ofEachKind_isTheSameForAnother() throws Exception {
        try (Larder one = open();
                Larder other = open()) {
            Deque<String> recent = one.deque("recent", Codec.string());
            Index<String, Long> lengths = one.index("lengths", Codec.string(), Codec.int64());
            WorkQueue<String> frontier = one.queue("frontier", Codec.string());
            recent.addLast("page");
            lengths.put("page", 7L);
            frontier.put("page");

            assertThat(one.deque("recent", Codec.string())).isSameAs(recent);
            assertThat(one.index("lengths", Codec.string(), Codec.int64())).isSameAs(lengths);
            assertThat(one.queue("frontier", Codec.string())).isSameAs(frontier);
            assertThat(other.deque("recent", Codec.string())).containsExactly("page");
            assertThat(other.index("lengths", Codec.string(), Codec.int64())).containsEntry("page", 7L);
            assertThat(other.queue("frontier", Codec.string()).take().value()).isEqualTo("page");
            assertThat(other.collections())
                    .containsExactly(
                            new NamedCollection(CollectionKind.DEQUE, "recent"),
                            new NamedCollection(CollectionKind.INDEX, "lengths"),
                            new NamedCollection(CollectionKind.QUEUE, "frontier"));
        }
    }

    @Test
    void collection_withOptions_hasThem() {
        try (Larder larder = open()) {
            Deque<String> recent =
                    larder.deque("recent", deque -> deque.values(Codec.string()).maximumLength(2));
            recent.addAll(List.of("a", "b", "c"));
            assertThat(recent).containsExactly("b", "c");

            WorkQueue<String> once =
                    larder.queue("once", queue -> queue.values(Codec.string()).maxAttempts(1));
            once.put("job");
            once.poll().nack();
            assertThat(once.metrics().dead()).isEqualTo(1);

            Index<String, Object> index = larder.index("index", options -> options.keys(Codec.string()));
            index.put("key", 1L);
            assertThat(larder.index("index", Codec.string(), Codec.natives())).isSameAs(index);
        }
    }

    @Test
    void collection_withOtherCodecs_isRefusedForEachKind() {
        try (Larder one = open()) {
            one.deque("deque", Codec.string());
            one.index("index", Codec.string(), Codec.int64());
            one.queue("queue", Codec.string());
            assertThatIllegalStateException().isThrownBy(() -> one.deque("deque", Codec.int64()));
            assertThatIllegalStateException().isThrownBy(() -> one.index("index"));
            assertThatIllegalStateException().isThrownBy(() -> one.queue("queue", Codec.int64()));
        }
        try (Larder other = open()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.deque("deque", Codec.int64()))
                    .withMessageContainingAll(
                            Codec.string().name(), Codec.int64().name());
            assertThatIllegalStateException().isThrownBy(() -> other.index("index"));
            assertThatIllegalStateException().isThrownBy(() -> other.queue("queue", Codec.int64()));
        }
    }

    @Test
    void collection_withTheNameOfAnotherKind_isRefused() {
        try (Larder one = open();
                Larder other = open()) {
            one.deque("jobs");

            assertThatIllegalStateException()
                    .isThrownBy(() -> other.queue("jobs"))
                    .withMessageContainingAll("queue 'jobs'", "a deque with this name");
            assertThatIllegalStateException().isThrownBy(() -> other.index("jobs"));
            assertThatIllegalStateException().isThrownBy(() -> other.cache("jobs"));
            assertThatIllegalStateException().isThrownBy(() -> other.fanout("jobs"));
            assertThat(other.deque("jobs").isEmpty()).isTrue();
        }
    }

    @Test
    void lock_byName_isOneForAll() {
        try (Threads threads = new Threads();
                Larder one = open();
                Larder other = open()) {
            ReentrantCacheLock lock = one.lock("nightly/report");
            lock.lock();
            lock.lock();

            assertThat(one.lock("nightly/report")).isSameAs(lock);
            assertThat(other.lock("nightly/report").holdCount()).isEqualTo(2);
            assertThat(threads.run(() -> other.lock("nightly/report").tryLock()))
                    .isFalse();
            assertThat(threads.run(() -> other.lock("another").tryLock())).isTrue();

            other.lock("nightly/report").unlock();
            lock.unlock();
            assertThat(threads.run(() -> other.lock("nightly/report").tryLock()))
                    .isTrue();
        }
    }

    @Test
    void counter_byName_isOneForAll() {
        try (Larder one = open();
                Larder other = open()) {
            Counter visits = one.counter("visits");
            assertThat(visits.get()).isZero();
            visits.incrementAndGet();

            assertThat(one.counter("visits")).isSameAs(visits);
            assertThat(other.counter("visits").addAndGet(41)).isEqualTo(42);
            assertThat(other.counter("others").get()).isZero();
            assertThat(visits.get()).isEqualTo(42);
        }
        try (Larder again = open()) {
            assertThat(again.counter("visits").get()).isEqualTo(42);
        }
    }

    @Test
    void lockAndCounter_fromWhenTheyAreAskedFor_areListed() {
        try (Larder one = open();
                Larder other = open()) {
            one.cache("pages");
            one.counter("visits");
            one.lock("b/nightly");
            one.lock("a");
            List<NamedCollection> all = List.of(
                    new NamedCollection(CollectionKind.CACHE, "pages"),
                    new NamedCollection(CollectionKind.LOCK, "a"),
                    new NamedCollection(CollectionKind.LOCK, "b/nightly"),
                    new NamedCollection(CollectionKind.COUNTER, "visits"));
            assertThat(other.collections()).isEqualTo(all);

            one.lock("a").lock();
            one.counter("visits").incrementAndGet();
            assertThat(other.collections()).isEqualTo(all);

            one.lock("a").unlock();
            one.counter("visits").getAndReset();
            assertThat(other.collections()).isEqualTo(all);
        }
    }

    @Test
    void lockAndCounter_withTheNameOfAnotherKind_areRefused() {
        try (Larder one = open();
                Larder other = open()) {
            one.deque("jobs");
            one.lock("nightly");
            one.counter("visits");

            assertThatIllegalStateException()
                    .isThrownBy(() -> other.lock("jobs"))
                    .withMessageContainingAll("lock 'jobs'", "a deque with this name");
            assertThatIllegalStateException().isThrownBy(() -> other.lock("visits"));
            assertThatIllegalStateException().isThrownBy(() -> other.counter("jobs"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.counter("nightly"))
                    .withMessageContainingAll("counter 'nightly'", "a lock with this name");
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.index("visits"))
                    .withMessageContainingAll("index 'visits'", "a counter with this name");
            assertThatIllegalStateException().isThrownBy(() -> other.fanout("nightly"));
            assertThat(other.collections()).hasSize(3);
        }
    }

    @Test
    void make_lockAndCounterOfOneNameAtOnce_makesOne() {
        for (int round = 0; round < 5; round++) {
            String name = "name-" + round;
            try (Threads threads = new Threads();
                    Larder one = open();
                    Larder other = open()) {
                List<Boolean> made = threads.race(2, thread -> {
                    try {
                        return thread == 0
                                ? one.lock(name).tryLock()
                                : other.counter(name).get() == 0;
                    } catch (IllegalStateException refused) {
                        return false;
                    }
                });

                assertThat(made).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void collection_nameOfTheOwnCache_isFreeForOtherKinds() {
        try (Larder larder = open()) {
            larder.deque("larder").add("element");
            assertThat(larder.collections()).containsExactly(new NamedCollection(CollectionKind.DEQUE, "larder"));
        }
    }

    @Test
    void cache_askedForAgain_isTheSameObject() {
        try (Larder larder = open()) {
            Cache<String, Long> counts = larder.cache("counts", Codec.string(), Codec.int64());

            assertThat(larder.cache("counts", Codec.string(), Codec.int64())).isSameAs(counts);
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.cache("counts"))
                    .withMessageContainingAll(
                            "'counts'", Codec.int64().name(), Codec.natives().name());
        }
    }

    @Test
    void cache_withOptions_hasThemAndKeepsToThem() {
        try (Larder larder = open()) {
            Cache<Object, Object> small = larder.cache("small", options -> options.sizeLimit(5_000));

            assertThat(small.settings().get(Setting.SIZE_LIMIT)).isEqualTo(5_000);
            assertThat(larder.<Object, Object>cache("small", options -> options.sizeLimit(5_000)))
                    .isSameAs(small);
            assertThat(larder.cache("small")).isSameAs(small);
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object, Object>cache("small", options -> options.sizeLimit(6_000)))
                    .withMessageContainingAll("'small'", "size_limit 5000", "not size_limit 6000");
        }
    }

    @Test
    void collection_askedForWithOptionsLater_isTheSameIfTheyAreInForce() {
        try (Larder larder = open()) {
            larder.cache("cache", options -> options.sizeLimit(5_000)).close();
            larder.fanout("fanout", options -> options.shards(3)).close();
            larder.deque("deque", options -> options.maximumLength(2)).close();
            larder.deque("bounded", options -> options.capacity(3)).close();
            larder.index("index", options -> options.with(Setting.MIN_FILE_SIZE, 100L))
                    .close();
        }
        try (Larder larder = open()) {
            Cache<Object, Object> cache = larder.cache("cache");
            FanoutCache<Object, Object> fanout = larder.fanout("fanout");
            Deque<Object> deque = larder.deque("deque");
            Deque<Object> bounded = larder.deque("bounded");
            Index<Object, Object> index = larder.index("index");
            WorkQueue<Object> queue = larder.queue("queue");

            assertThat(larder.<Object, Object>cache("cache", options -> options))
                    .isSameAs(cache);
            assertThat(larder.<Object, Object>cache("cache", options -> options.sizeLimit(5_000)))
                    .isSameAs(cache);
            assertThat(larder.<Object, Object>fanout("fanout", options -> options.shards(3)))
                    .isSameAs(fanout);
            assertThat(larder.<Object>deque("deque", options -> options.maximumLength(2)))
                    .isSameAs(deque);
            assertThat(larder.<Object>deque("bounded", options -> options.capacity(3)))
                    .isSameAs(bounded);
            assertThat(larder.<Object, Object>index("index", options -> options.with(Setting.MIN_FILE_SIZE, 100L)))
                    .isSameAs(index);
            assertThat(larder.<Object>queue("queue", options -> options.lease(Duration.ofSeconds(30))))
                    .isSameAs(queue);
        }
    }

    @Test
    void collection_askedForWithOtherOptionsLater_isRefusedWithBoth() {
        try (Larder larder = open()) {
            larder.cache("cache");
            larder.fanout("fanout", options -> options.shards(3));
            larder.deque("deque");
            larder.index("index");
            larder.queue("queue");

            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object, Object>cache(
                            "cache", options -> options.sizeLimit(5_000).timeout(Duration.ofSeconds(1))))
                    .withMessageContainingAll(
                            "cache 'cache'",
                            "size_limit 1073741824",
                            "timeout PT1M",
                            "size_limit 5000",
                            "timeout PT1S");
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object, Object>fanout("fanout", options -> options.shards(4)))
                    .withMessageContaining("shards 3, not shards 4");
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object>deque("deque", options -> options.maximumLength(2)))
                    .withMessageContaining("maximum length none, not maximum length 2");
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            larder.<Object, Object>index("index", options -> options.with(Setting.MIN_FILE_SIZE, 100L)))
                    .withMessageContaining("disk_min_file_size 32768, not disk_min_file_size 100");
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object>queue("queue", options -> options.maxAttempts(7)))
                    .withMessageContaining("attempts 5, not attempts 7");
        }
    }

    @Test
    void collection_whoseSettingsWereChanged_hasTheNewOnesInForce() {
        try (Larder larder = open()) {
            Cache<Object, Object> cache = larder.cache("cache", options -> options.sizeLimit(5_000));
            cache.configure(Setting.SIZE_LIMIT, 6_000L);

            assertThat(larder.<Object, Object>cache("cache", options -> options.sizeLimit(6_000)))
                    .isSameAs(cache);
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.<Object, Object>cache("cache", options -> options.sizeLimit(5_000)))
                    .withMessageContaining("size_limit 6000, not size_limit 5000");
        }
    }

    @Test
    void cache_optionsThatReturnAnotherBuilder_areRefused() {
        try (Larder larder = open();
                Larder other = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> larder.<Object, Object>cache("a", options -> null));
            assertThat(other.collections()).isEmpty();
        }
    }

    @Test
    void cache_madeByAnotherWithOtherCodecs_isRefused() {
        try (Larder one = open()) {
            one.cache("counts", Codec.string(), Codec.int64()).set("key", 1L);
        }
        try (Larder other = open()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> other.cache("counts", Codec.string(), Codec.string()))
                    .withMessageContainingAll(
                            "counts", Codec.int64().name(), Codec.string().name());
            assertThat(other.cache("counts", Codec.string(), Codec.int64()).get("key"))
                    .isEqualTo(1L);
        }
    }

    @Test
    void fanout_withTheNameOfACache_isRefused() {
        try (Larder one = open();
                Larder other = open()) {
            one.cache("jobs");

            assertThatIllegalStateException()
                    .isThrownBy(() -> other.fanout("jobs"))
                    .withMessageContainingAll("fanout 'jobs'", "a cache with this name");
            assertThat(directory().resolve("fanout")).doesNotExist();
        }
    }

    @Test
    void make_twoKindsOfOneNameAtOnce_makesOne() {
        for (int round = 0; round < 5; round++) {
            String name = "name-" + round;
            try (Threads threads = new Threads();
                    Larder one = open();
                    Larder other = open()) {
                List<Boolean> made = threads.race(2, thread -> {
                    try {
                        return thread == 0
                                ? one.cache(name).size() == 0
                                : other.fanout(name).size() == 0;
                    } catch (IllegalStateException refused) {
                        return false;
                    }
                });

                assertThat(made).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void collections_madeByPythonWithOneName_areAllThere() {
        Cache.at(directory().resolve("cache/both")).open().close();
        FanoutCache.at(directory().resolve("fanout/both")).shards(2).open().close();

        try (Larder larder = open()) {
            assertThat(larder.cache("both").size()).isZero();
            assertThat(larder.fanout("both").size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc", "a/", "a//b", ".", "..", "../x", "a/../b", "a\\b", "a\0b", "larder"})
    void cache_nameThatIsNone_isRefused(String name) {
        try (Larder larder = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> larder.cache(name));
        }
        assertThat(directory()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc", "a/", "a//b", ".", "..", "../x", "a/../b", "a\\b", "a\0b"})
    void lockAndCounter_nameThatIsNone_areRefused(String name) {
        try (Larder larder = open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> larder.lock(name));
            assertThatIllegalArgumentException().isThrownBy(() -> larder.counter(name));
        }
        assertThat(directory()).doesNotExist();
    }

    @Test
    void cache_insideAnother_isRefused() {
        try (Larder larder = open()) {
            larder.cache("a/b");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> larder.cache("a/b/c"))
                    .withMessageContainingAll("'a/b/c'", "'a/b'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> larder.cache("a"))
                    .withMessageContaining("'a'");
        }
    }

    @Test
    void settings_ofTheWhole_holdForEach() {
        Instant then = Instant.parse("2020-02-02T02:02:02Z");
        try (Larder larder =
                Larder.at(directory()).clock(InstantSource.fixed(then)).open()) {
            Cache<Object, Object> cache = larder.cache("a");
            cache.set("key", "value");
            assertThat(cache.entry("key").orElseThrow().storeTime()).isEqualTo(then);
        }
    }

    @Test
    void close_ofTheWhole_closesEachForGoodIfAsked() {
        Larder larder = Larder.at(directory()).refuseReopening().open();
        Cache<Object, Object> cache = larder.cache("a");
        FanoutCache<Object, Object> fanout = larder.fanout("b");
        Deque<Object> deque = larder.deque("d");
        Index<Object, Object> index = larder.index("e");
        WorkQueue<Object> queue = larder.queue("f");
        ReentrantCacheLock lock = larder.lock("g");
        Counter counter = larder.counter("h");
        larder.close();

        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(deque::peekFirst);
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> index.get("key"));
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(queue::metrics);
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(lock::tryLock);
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(counter::get);
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> larder.lock("g"));

        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> cache.get("key"));
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> fanout.size());
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> larder.cache("a"));
        assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> larder.cache("new"));
        larder.close();
    }

    @Test
    void close_whileAThreadWaitsForALock_wakesIt() {
        Larder larder = Larder.at(directory()).refuseReopening().open(); // for a thread that comes too late
        ReentrantCacheLock lock = larder.lock("nightly");
        lock.lock();
        try (Threads threads = new Threads()) {
            CountDownLatch woken = new CountDownLatch(1);
            Future<Boolean> waiting = threads.start(() -> {
                try {
                    lock.lock();
                    return false;
                } catch (StoreClosedException closed) {
                    return true;
                } finally {
                    woken.countDown();
                }
            });
            Threads.awaitBriefly(woken);

            larder.close();
            assertThat(Threads.result(waiting)).isTrue();
        }
    }

    @Test
    void close_ofTheWhole_leavesEachToOpenAgain() {
        Larder larder = open();
        Cache<Object, Object> cache = larder.cache("a");
        cache.set("key", "value");
        Counter counter = larder.counter("b");
        counter.incrementAndGet();
        larder.close();

        assertThat(larder.cache("a")).isSameAs(cache);
        assertThat(larder.counter("b")).isSameAs(counter);
        assertThat(counter.incrementAndGet()).isEqualTo(2);
        assertThat(cache.get("key")).isEqualTo("value");
        larder.close();
    }
}
