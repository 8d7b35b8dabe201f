package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ListenersTest {

    @TempDir
    Path directory;

    private CacheManager manager;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        manager = Managers.at(directory);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Writes down what it hears. */
    private class Scribe
            implements CacheEntryCreatedListener<String, Long>,
                    CacheEntryUpdatedListener<String, Long>,
                    CacheEntryRemovedListener<String, Long>,
                    CacheEntryExpiredListener<String, Long> {

        void note(CacheEntryEvent<? extends String, ? extends Long> event) {
            heard.add(event.getEventType() + " " + event.getKey() + " " + event.getOldValue() + ">" + event.getValue());
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(this::note);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(this::note);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(this::note);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(this::note);
        }
    }

    private static MutableCacheEntryListenerConfiguration<String, Long> listening(
            CacheEntryListener<String, Long> listener, boolean oldValue, boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, oldValue, synchronous);
    }

    private Cache<String, Long> cache() {
        return manager.createCache("heard", new MutableConfiguration<String, Long>());
    }

    @Test
    void synchronousListener_ofSeveralThreadsOnOneKey_hearsInTheOrderOfTheValues() throws Exception {
        Cache<String, Long> cache = cache();
        cache.registerCacheEntryListener(listening(new Scribe(), true, true));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> {
                    for (int turn = 0; turn < 50; turn++) {
                        cache.invoke("n", (entry, arguments) -> {
                            entry.setValue(entry.exists() ? entry.getValue() + 1 : 0);
                            return null;
                        });
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<String> inOrder = LongStream.range(0, 200)
                .mapToObj(n -> n == 0 ? "CREATED n null>0" : "UPDATED n " + (n - 1) + ">" + n)
                .toList();
        assertThat(heard).isEqualTo(inOrder);
    }

    @Test
    void listener_thatIsNotSynchronous_hearsLaterInOrder() throws Exception {
        Cache<String, Long> cache = cache();
        CountDownLatch mayHear = new CountDownLatch(1);
        CountDownLatch hasHeard = new CountDownLatch(3);
        cache.registerCacheEntryListener(listening(
                new Scribe() {
                    @Override
                    void note(CacheEntryEvent<? extends String, ? extends Long> event) {
                        try {
                            mayHear.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        super.note(event);
                        hasHeard.countDown();
                    }
                },
                true,
                false));
        cache.put("a", 1L);
        cache.put("a", 2L);
        cache.remove("a");
        assertThat(heard).isEmpty();
        mayHear.countDown();

        assertThat(hasHeard.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("CREATED a null>1", "UPDATED a 1>2", "REMOVED a 2>2");
    }

    @Test
    void listener_thatChangesTheKey_hearsOfThatToo() {
        Cache<String, Long> cache = cache();
        cache.registerCacheEntryListener(listening(
                new Scribe() {
                    @Override
                    void note(CacheEntryEvent<? extends String, ? extends Long> event) {
                        super.note(event);
                        if (event.getValue() < 3) {
                            cache.put(event.getKey(), event.getValue() + 1);
                        }
                    }
                },
                true,
                true));
        cache.put("a", 1L);

        assertThat(heard).containsExactly("CREATED a null>1", "UPDATED a 1>2", "UPDATED a 2>3");
    }

    @Test
    void listener_ofAProcessorThatFailsAfterItChangedAnotherKey_hearsNothing() {
        Cache<String, Long> cache = cache();
        cache.registerCacheEntryListener(listening(new Scribe(), true, true));

        assertThatThrownBy(() -> cache.invoke("a", (entry, arguments) -> {
                    cache.put("b", 1L);
                    entry.setValue(2L);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasRootCauseMessage("no");
        assertThat(heard).isEmpty();
        assertThat(cache.containsKey("b")).isFalse();
    }

    /** Entries live for as long as the test says. */
    private record Lives(
            Duration creation,
            @Nullable Duration access,
            @Nullable Duration update) implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return creation;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return access;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return update;
        }
    }

    private Cache<String, Long> cache(ExpiryPolicy policy) {
        return manager.createCache(
                "heard", new MutableConfiguration<String, Long>().setExpiryPolicyFactory(() -> policy));
    }

    @Test
    void listener_ofAnEntryThatExpiresWhenItIsRead_hearsItsValue() {
        Cache<String, Long> cache = cache(new Lives(Duration.ETERNAL, Duration.ZERO, null));
        cache.registerCacheEntryListener(listening(new Scribe(), true, true));
        cache.put("a", 1L);

        assertThat(cache.get("a")).isEqualTo(1);
        assertThat(cache.get("a")).isNull();
        assertThat(heard).containsExactly("CREATED a null>1", "EXPIRED a 1>1");
    }

    @Test
    void listener_ofAnEntryThatExpiresWhenItIsUpdated_hearsBoth() {
        Cache<String, Long> cache = cache(new Lives(Duration.ETERNAL, null, Duration.ZERO));
        cache.registerCacheEntryListener(listening(new Scribe(), true, true));
        cache.put("a", 1L);
        cache.put("a", 2L);

        assertThat(cache.containsKey("a")).isFalse();
        assertThat(heard).containsExactly("CREATED a null>1", "UPDATED a 1>2", "EXPIRED a 2>2");
    }

    @Test
    void listener_ofAnEntryWhoseTimeHasEnded_hearsWhenItIsRemovedWithoutItsValue() {
        Cache<String, Long> cache = cache(new Lives(new Duration(TimeUnit.MILLISECONDS, 1), null, null));
        cache.registerCacheEntryListener(listening(new Scribe(), false, true));
        cache.put("a", 1L);
        dev.larder.Cache<?, ?> store = cache.unwrap(dev.larder.Cache.class);
        long removed = 0;
        while (removed == 0) {
            removed = store.expire();
        }

        assertThat(heard).containsExactly("CREATED a null>1", "EXPIRED a null>null");
    }

    @Test
    void listener_thatRequiresOldValues_isNotToldOfExpiriesWithout() {
        Cache<String, Long> cache = cache(new Lives(new Duration(TimeUnit.MILLISECONDS, 1), null, null));
        cache.registerCacheEntryListener(listening(new Scribe(), true, true));
        cache.put("a", 1L);
        dev.larder.Cache<?, ?> store = cache.unwrap(dev.larder.Cache.class);
        long removed = 0;
        while (removed == 0) {
            removed = store.expire();
        }

        assertThat(heard).containsExactly("CREATED a null>1");
    }

    @Test
    void statistics_ofACacheAboveItsSizeLimit_countEvictions() {
        Cache<String, String> cache = manager.createCache(
                "small",
                new LarderConfiguration<String, String>().setSizeLimit(0).setStatisticsEnabled(true));
        for (int i = 0; i < 20; i++) {
            cache.put("key " + i, "value");
        }
        long left = StreamSupport.stream(cache.spliterator(), false).count();
        dev.larder.Cache<?, ?> store = cache.unwrap(dev.larder.Cache.class);

        assertThat(store.settings().get(Setting.SIZE_LIMIT)).isZero();
        assertThat(left).isLessThan(20);
        LarderCache<?, ?> unwrapped = cache.unwrap(LarderCache.class);
        assertThat(unwrapped.statistics().getCacheEvictions()).isEqualTo(20 - left);
    }
}
