package dev.larder.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.Larder;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.SerializationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.transaction.support.TransactionTemplate;

final class LarderCacheTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Larder larder;
    private LarderCacheManager manager;

    @BeforeEach
    void open(@TempDir Path directory) {
        larder = Larder.at(directory).clock(() -> now).open();
        manager = LarderCacheManager.of(larder).build();
    }

    @AfterEach
    void close() {
        manager.close();
        larder.close();
    }

    private LarderCache cache(LarderCacheOptions options) {
        LarderCacheManager made =
                LarderCacheManager.of(larder).cache("books", options).build();
        return made.getCache("books");
    }

    private LarderCache cache() {
        return cache(LarderCacheOptions.defaults());
    }

    private static Object value(Cache.ValueWrapper wrapper) {
        assertThat(wrapper).isNotNull();
        return wrapper.get();
    }

    // ---- values

    static Stream<Object> values() {
        return Stream.of(
                "text",
                1L,
                1,
                (short) 1,
                1.5,
                1.5f,
                Double.NaN,
                true,
                'a',
                new BigDecimal("1.50"),
                new UUID(1, 2),
                LocalDate.of(2026, 1, 2),
                List.of("a", 1),
                new ArrayList<>(List.of("a")));
    }

    @Test
    void get_valuesOfTheJdk_comeBackAsObjectsOfTheirClass() {
        LarderCache cache = cache();

        assertThat(values()).allSatisfy(value -> {
            cache.put("key", value);

            assertThat(value(cache.get("key"))).isEqualTo(value).hasSameClassAs(value);
        });
    }

    record Book(String title) implements java.io.Serializable {}

    @Test
    void put_aClassThatIsNotAllowed_isRefusedByNameAndStoresNothing() {
        LarderCache cache = cache();

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> cache.put("key", new Book("Emma")))
                .withMessageContaining(Book.class.getName());
        assertThat(cache.get("key")).isNull();
    }

    @Test
    void put_aClassThatIsAllowed_comesBack() {
        LarderCache cache = cache(LarderCacheOptions.defaults().allowing(Book.class));

        cache.put("key", new Book("Emma"));

        assertThat(cache.get("key", Book.class)).isEqualTo(new Book("Emma"));
    }

    @Test
    void put_whatTheCodecIsNotFor_isRefused() {
        LarderCache cache = cache(LarderCacheOptions.defaults().values(Codec.string()));

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> cache.put("key", 1))
                .withMessageContaining("java.lang.Integer");
    }

    @Test
    void get_null_isKnownFromAbsent() {
        LarderCache cache = cache();

        cache.put("null", null);

        assertThat(value(cache.get("null"))).isNull();
        assertThat(cache.get("absent")).isNull();
        assertThat(cache.getNativeCache().contains("null")).isTrue();
    }

    @Test
    void put_nullWhereItIsRefused_isAnIllegalArgument() {
        LarderCache cache = cache(LarderCacheOptions.defaults().refuseNull());

        assertThatIllegalArgumentException().isThrownBy(() -> cache.put("key", null));
    }

    // ---- keys

    @Test
    void getNativeCache_ofEntriesPutBySpring_hasTheirForms() {
        LarderCache cache = cache();

        cache.put("978", "a");
        cache.put(new SimpleKey("978", 3), "b");

        assertThat(cache.getNativeCache()).containsExactly("978", "#[\"978\",3]");
    }

    @Test
    void clear_withKeyPrefixes_leavesTheOthers() {
        LarderCache one = cache(LarderCacheOptions.defaults().keyPrefix("one:"));
        LarderCache other = cache(LarderCacheOptions.defaults().keyPrefix("other:"));
        one.put("key", 1);
        other.put("key", 2);

        assertThat(one.invalidate()).isTrue();

        assertThat(one.get("key")).isNull();
        assertThat(value(other.get("key"))).isEqualTo(2);
        other.clear();
        assertThat(other.get("key")).isNull();
        assertThat(other.invalidate()).isFalse();
    }

    @Test
    void incrementVersion_entriesFromBefore_areFoundByNobody() {
        LarderCache cache = cache(LarderCacheOptions.defaults().versioned());
        LarderCache same = cache(LarderCacheOptions.defaults().versioned());
        cache.put("key", "old");

        assertThat(cache.incrementVersion()).isEqualTo(1);

        assertThat(same.get("key")).isNull();
        same.put("key", "new");
        assertThat(value(cache.get("key"))).isEqualTo("new");
        cache.clear();
        assertThat(cache.getNativeCache().size()).isZero();
    }

    @Test
    void incrementVersion_whileAValueIsLoaded_leavesItToTheOldVersion() {
        LarderCache cache = cache(LarderCacheOptions.defaults().versioned());

        String loaded = cache.get("key", () -> {
            cache.incrementVersion();
            return "stale";
        });

        assertThat(loaded).isEqualTo("stale");
        assertThat(cache.get("key")).isNull();
    }

    @Test
    void incrementVersion_withoutVersions_saysHowToHaveThem() {
        assertThatIllegalStateException()
                .isThrownBy(() -> cache().incrementVersion())
                .withMessageContaining("versioned()");
    }

    // ---- loading

    @Test
    void get_withLoaderByManyThreads_loadsOnceAndKeepsNull() throws Exception {
        LarderCache cache = cache();
        AtomicInteger loads = new AtomicInteger();
        List<CompletableFuture<Object>> results = Stream.generate(() ->
                        CompletableFuture.<Object>supplyAsync(() -> cache.get("key", () -> {
                            loads.incrementAndGet();
                            return null;
                        })))
                .limit(8)
                .toList();

        for (CompletableFuture<Object> result : results) {
            assertThat(result.get(30, TimeUnit.SECONDS)).isNull();
        }
        assertThat(loads).hasValue(1);
        assertThat(value(cache.get("key"))).isNull();
    }

    @Test
    void get_loaderThatThrows_isARetrievalExceptionAndKeepsNothing() {
        LarderCache cache = cache();
        IOException failure = new IOException("no");

        assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                .isThrownBy(() -> cache.get("key", () -> {
                    throw failure;
                }))
                .withCause(failure);
        assertThat(cache.get("key")).isNull();
    }

    @Test
    void get_forThoseWhoWaitedForALoaderThatThrows_hasTheSameCause() throws Exception {
        LarderCache cache = cache();
        IOException failure = new IOException("no");
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> cache.get("key", () -> {
            loading.countDown();
            waiting.await();
            throw failure;
        }));
        loading.await();
        AtomicInteger loads = new AtomicInteger();
        Thread waiter = new Thread(() -> waitFor(cache, failure, loads));
        waiter.start();
        while (waiter.getState() == Thread.State.RUNNABLE || waiter.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        waiting.countDown();
        waiter.join(30_000);

        assertThat(first)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class);
        assertThat(loads.get()).isBetween(0, 1);
        assertThat(waiter.isAlive()).isFalse();
    }

    private static void waitFor(LarderCache cache, IOException failure, AtomicInteger loads) {
        assertThatExceptionOfType(Cache.ValueRetrievalException.class)
                .isThrownBy(() -> cache.get("key", () -> {
                    loads.incrementAndGet();
                    throw failure;
                }))
                .withCause(failure);
    }

    @Test
    void retrieve_presentAbsentAndNull_areTold() {
        LarderCache cache = cache();
        cache.put("key", 1);
        cache.put("null", null);

        assertThat(((Cache.ValueWrapper) cache.retrieve("key").join()).get()).isEqualTo(1);
        assertThat(((Cache.ValueWrapper) cache.retrieve("null").join()).get()).isNull();
        assertThat(cache.retrieve("absent").join()).isNull();
    }

    @Test
    void retrieve_withLoader_storesWhatItsFutureGives() {
        LarderCache cache = cache();
        CompletableFuture<Integer> later = new CompletableFuture<>();

        CompletableFuture<Integer> result = cache.retrieve("key", () -> later);

        assertThat(result).isNotDone();
        later.complete(1);
        assertThat(result.join()).isEqualTo(1);
        assertThat(value(cache.get("key"))).isEqualTo(1);
    }

    @Test
    void retrieve_withLoaderThatFails_failsWithTheSame() {
        IllegalStateException failure = new IllegalStateException("no");

        CompletableFuture<Object> result = cache().retrieve("key", () -> CompletableFuture.failedFuture(failure));

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(result::join)
                .withCause(failure);
    }

    // ---- single entries

    @Test
    void putIfAbsent_absentAndPresent_storesTheFirstAlone() {
        LarderCache cache = cache();

        assertThat(cache.putIfAbsent("key", null)).isNull();
        assertThat(value(cache.putIfAbsent("key", 2))).isNull();
        assertThat(cache.evictIfPresent("key")).isTrue();
        assertThat(cache.evictIfPresent("key")).isFalse();
        assertThat(cache.putIfAbsent("key", 2)).isNull();
        assertThat(value(cache.putIfAbsent("key", 3))).isEqualTo(2);
    }

    @Test
    void get_afterTheTimeToLive_isAbsent() {
        LarderCache cache = cache(LarderCacheOptions.defaults().timeToLive(Duration.ofMinutes(1)));
        cache.put("key", 1);
        cache.put("own", 1, WriteOptions.expireAfter(Duration.ofMinutes(3)));
        cache.get("loaded", () -> 1);

        now = now.plusSeconds(61);

        assertThat(cache.get("key")).isNull();
        assertThat(cache.get("loaded")).isNull();
        assertThat(cache.get("own")).isNotNull();
    }

    @Test
    void touch_withAndWithoutLength_beginsTheTimeAgain() {
        LarderCache cache = cache(LarderCacheOptions.defaults().timeToLive(Duration.ofMinutes(1)));
        cache.put("key", 1);
        cache.put("long", 1);
        now = now.plusSeconds(50);

        assertThat(cache.touch("key")).isTrue();
        assertThat(cache.touch("long", Duration.ofHours(1))).isTrue();
        assertThat(cache.touch("absent")).isFalse();

        now = now.plusSeconds(50);
        assertThat(cache.get("key")).isNotNull();
        now = now.plusSeconds(50);
        assertThat(cache.get("key")).isNull();
        assertThat(cache.get("long")).isNotNull();
    }

    @Test
    void touch_ofACacheWithoutTimeToLive_takesTheExpiryAway() {
        LarderCache cache = cache();
        cache.put("key", 1, WriteOptions.expireAfter(Duration.ofMinutes(1)));

        assertThat(cache.touch("key")).isTrue();

        now = now.plusSeconds(3600);
        assertThat(cache.get("key")).isNotNull();
    }

    @Test
    void increment_andDecrement_countInPlace() {
        LarderCache cache = cache();

        assertThat(cache.increment("key", 5, 10)).isEqualTo(15);
        assertThat(cache.decrement("key", 1, 0)).isEqualTo(14);
        assertThat(value(cache.get("key"))).isEqualTo(14L);
    }

    @Test
    void evictTag_taggedEntries_goAndOthersStay() {
        LarderCache cache = cache();
        cache.storing(WriteOptions.tagged("austen")).put("emma", 1);
        cache.storing(WriteOptions.tagged("austen")).get("persuasion", () -> 2);
        cache.put("ulysses", 3);

        cache.evictTag("austen");

        assertThat(cache.getNativeCache()).containsExactly("ulysses");
    }

    @Test
    void read_streamedBytes_isTheFile() throws IOException {
        LarderCache cache = cache();
        byte[] bytes = new byte[100_000];
        bytes[99_999] = 1;

        cache.write("key", new ByteArrayInputStream(bytes));

        try (Blob blob = cache.read("key").orElseThrow()) {
            assertThat(blob.path().orElseThrow()).hasBinaryContent(bytes);
        }
        assertThat(cache.get("key", byte[].class)).isEqualTo(bytes);
        assertThat(cache.read("absent")).isEmpty();
    }

    @Test
    void write_aStreamThatFails_keepsWhatWasThere() throws IOException {
        LarderCache cache = cache();
        cache.put("key", "old");
        InputStream closed = InputStream.nullInputStream();
        closed.close();

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> cache.write("key", closed));
        assertThat(value(cache.get("key"))).isEqualTo("old");
    }

    // ---- transactions

    @Test
    void put_insideATransactionAndAfterCommit_isDoneByTheCommitAlone() {
        LarderCache cache = cache(LarderCacheOptions.defaults().afterCommit());
        TransactionTemplate transaction = new TransactionTemplate(new NoResource());
        cache.put("evicted", 1);
        cache.put("tagged", 1, WriteOptions.tagged("tag"));

        transaction.executeWithoutResult(status -> {
            cache.put("key", 1);
            cache.evict("evicted");
            cache.evictTag("tag");
            assertThat(cache.getNativeCache()).containsExactly("evicted", "tagged");
        });

        assertThat(cache.getNativeCache()).containsExactly("key");
    }

    @Test
    void put_insideATransactionThatIsRolledBack_isNotDone() {
        LarderCache cache = cache(LarderCacheOptions.defaults().afterCommit());
        TransactionTemplate transaction = new TransactionTemplate(new NoResource());
        cache.put("key", 1);

        transaction.executeWithoutResult(status -> {
            cache.put("key", 2);
            cache.clear();
            status.setRollbackOnly();
        });

        assertThat(value(cache.get("key"))).isEqualTo(1);
    }
}
