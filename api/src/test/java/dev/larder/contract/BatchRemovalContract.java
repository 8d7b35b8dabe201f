package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Progress;
import dev.larder.WriteOptions;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Removing many entries in batches: {@code evict}, {@code evictPrefix}, {@code expire}, {@code cull}, {@code clear}.
 */
public interface BatchRemovalContract extends CacheUnderTest {

    /** More than one batch, and no whole number of them. */
    int MANY = 357;

    /** A way to remove what {@link #fill} put in, told of its progress. */
    @FunctionalInterface
    interface Removal {
        long run(Cache<Object, Object> cache, Progress progress);
    }

    /** All ways to remove {@link #MANY} entries and no other. */
    static Map<String, Removal> removals() {
        Map<String, Removal> removals = new LinkedHashMap<>();
        removals.put("evict", (cache, progress) -> cache.evict("tag", progress));
        removals.put("evictPrefix", (cache, progress) -> cache.evictPrefix("many-", progress));
        removals.put("expire", Cache::expire);
        removals.put("cull", Cache::cull);
        return removals;
    }

    /** Entries that every one of {@link #removals} removes, and three that none does. */
    static void fill(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        cache.setAll(Map.of("kept", 1L, 1L, Samples.large(1), "tagged", 1L));
        cache.touch("tagged", Duration.ofDays(1));
        Map<Object, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            many.put("many-" + i, i % 50 == 0 ? Samples.large(i) : (Object) (long) i);
        }
        cache.setAll(many, expireAfter(Duration.ofSeconds(1)).tag("tag"));
        clock.advanceSeconds(2);
    }

    @Test
    default void removal_manyEntries_removesThoseAndCountsExactly(Cache<Object, Object> cache, FakeClock clock) {
        removals().forEach((name, removal) -> {
            fill(cache, clock);

            assertThat(removal.run(cache, Progress.NONE)).as(name).isEqualTo(MANY);
            assertThat(Listings.keys(cache)).as(name).containsExactlyInAnyOrder("kept", 1L, "tagged");
            assertThat(cache.size()).isEqualTo(3);
            assertThat(removal.run(cache, Progress.NONE)).as("%s again", name).isZero();
            cache.clear();
            assertThat(cache.fileBytes()).isZero();
        });
    }

    @Test
    default void removal_withoutProgress_isTheSame(Cache<Object, Object> cache, FakeClock clock) {
        fill(cache, clock);
        assertThat(cache.evict("tag")).isEqualTo(MANY);
        fill(cache, clock);
        assertThat(cache.evictPrefix("many-")).isEqualTo(MANY);
        fill(cache, clock);
        assertThat(cache.expire()).isEqualTo(MANY);
        fill(cache, clock);
        assertThat(cache.cull()).isEqualTo(MANY);
        fill(cache, clock);
        assertThat(cache.clear()).isEqualTo(MANY + 3);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void removal_inBatches_reportsHowFarItIs(Cache<Object, Object> cache, FakeClock clock) {
        removals().forEach((name, removal) -> {
            fill(cache, clock);
            List<Long> reported = new ArrayList<>();
            removal.run(cache, removed -> {
                reported.add(removed);
                assertThat(cache.size()).as("%s after %d", name, removed).isEqualTo(MANY + 3 - removed);
            });

            assertThat(reported).as(name).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(1);
            assertThat(reported.get(reported.size() - 1)).isEqualTo(MANY);
        });
    }

    @Test
    default void removal_betweenBatches_letsOtherWritersIn(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> other = testbed.open();
        removals().forEach((name, removal) -> {
            fill(cache, clock);
            removal.run(cache, removed -> {
                assertThat(testbed.threads().run(() -> other.set("kept", removed)))
                        .isTrue();
                assertThat(cache.get("kept")).isEqualTo(removed);
            });

            assertThat(cache.size()).as(name).isEqualTo(3);
            cache.clear();
        });
    }

    @Test
    default void removal_onTheCallersThread_reportsThere(Cache<Object, Object> cache, FakeClock clock) {
        fill(cache, clock);
        List<Thread> threads = new ArrayList<>();
        cache.clear(removed -> threads.add(Thread.currentThread()));

        assertThat(threads).isNotEmpty().containsOnly(Thread.currentThread());
    }

    @Test
    default void removal_progressThatThrows_endsWithWhatWasRemoved(Cache<Object, Object> cache, FakeClock clock) {
        IllegalStateException enough = new IllegalStateException("enough");
        removals().forEach((name, removal) -> {
            fill(cache, clock);
            List<Long> reported = new ArrayList<>();

            assertThatThrownBy(() -> removal.run(cache, removed -> {
                        reported.add(removed);
                        throw enough;
                    }))
                    .isSameAs(enough);
            assertThat(reported).hasSize(1);
            assertThat(cache.size()).as(name).isEqualTo(MANY + 3 - reported.get(0));
            cache.clear();
        });
    }

    @Test
    default void removal_whileOthersRead_keepsNobodyWaiting(
            Cache<Object, Object> cache, CacheTestbed testbed, FakeClock clock) {
        fill(cache, clock);
        CompletableFuture<Long> seen = new CompletableFuture<>();
        cache.clear(removed -> {
            if (!seen.isDone()) {
                seen.completeAsync(cache::size).orTimeout(60, TimeUnit.SECONDS).join();
            }
        });

        assertThat(seen.join()).isBetween(1L, MANY + 3L);
    }

    // ---- clear

    @Test
    default void clear_emptyCache_removesNothing(Cache<Object, Object> cache) {
        List<Long> reported = new ArrayList<>();

        assertThat(cache.clear(reported::add)).isZero();
        assertThat(reported).isEmpty();
    }

    @Test
    default void clear_everything_countsExpiredAndQueuedToo(Cache<Object, Object> cache, FakeClock clock) {
        fill(cache, clock);
        cache.push("item");
        cache.push("item", "queue");

        assertThat(cache.clear()).isEqualTo(MANY + 5);
        assertThat(cache.size()).isZero();
        assertThat(Listings.keys(cache)).isEmpty();
        assertThat(cache.fileBytes()).isZero();
        assertThat(cache.set("key", "value")).isTrue();
    }

    @Test
    default void clear_whatIsWrittenMeanwhile_stays(Cache<Object, Object> cache, FakeClock clock) {
        fill(cache, clock);
        List<String> written = new ArrayList<>();
        long cleared = cache.clear(removed -> {
            written.add("new-" + removed);
            cache.set("new-" + removed, "value");
        });

        assertThat(cleared).isEqualTo(MANY + 3);
        assertThat(cache.size()).isEqualTo(written.size()).isGreaterThan(1);
    }

    @Test
    default void clear_settings_stay(Cache<Object, Object> cache) {
        cache.configure(Setting.CULL_LIMIT, 3L);
        cache.stats(true, true);
        cache.set("key", "value");
        cache.get("key");
        cache.clear();

        assertThat(cache.settings().get(Setting.CULL_LIMIT)).isEqualTo(3L);
        assertThat(cache.stats().hits()).isEqualTo(1);
    }

    // ---- expire

    @Test
    default void expire_manyAtDifferentTimes_removesTheExpired(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        cache.transact(tx -> {
            for (int i = 1; i <= 300; i++) {
                tx.set("key" + i, 1L, expireAfter(Duration.ofSeconds(i)));
            }
        });
        cache.set("never", 1L);
        clock.advance(Duration.ofMillis(200_500));

        assertThat(cache.expire()).isEqualTo(200);
        assertThat(cache.size()).isEqualTo(101);
        assertThat(cache.contains("key201")).isTrue();
        clock.advanceSeconds(1_000);
        assertThat(cache.expire()).isEqualTo(100);
        assertThat(Listings.keys(cache)).containsExactly("never");
    }

    // ---- evictPrefix

    @Test
    default void evictPrefix_charactersOfPatterns_meanThemselves(Cache<Object, Object> cache) {
        List<String> prefixes = List.of(
                "a%", "a_", "a", "%", "_", "*", "[", "\\", "'", "A", "\0", "\uffff", "\ud83d\ude00", "\udbff\udfff");
        List<String> keys = new ArrayList<>();
        for (String prefix : prefixes) {
            keys.addAll(List.of(prefix, prefix + "x", prefix + "\0", prefix + "\udbff\udfff", "z" + prefix));
        }
        for (String prefix : prefixes) {
            cache.transact(tx -> keys.forEach(key -> tx.set(key, "value")));
            cache.set(5L, "value");
            cache.set(prefix.getBytes(StandardCharsets.UTF_8), "value");
            List<String> kept = keys.stream()
                    .filter(key -> !key.startsWith(prefix))
                    .distinct()
                    .toList();
            long before = cache.size();
            long removed = cache.evictPrefix(prefix);

            assertThat(removed).as("prefix %s", prefix).isEqualTo(before - kept.size() - 2);
            assertThat(Listings.keys(cache).stream().filter(String.class::isInstance))
                    .as("prefix %s", prefix)
                    .containsExactlyInAnyOrderElementsOf(List.copyOf(kept));
            cache.clear();
        }
    }

    @Test
    default void evictPrefix_empty_removesEveryText(Cache<Object, Object> cache) {
        for (Object key : Samples.natives()) {
            cache.set(key, "value");
        }

        assertThat(cache.evictPrefix("")).isEqualTo(Samples.texts().size());
        assertThat(cache.size())
                .isEqualTo(Samples.numbers().size() + Samples.byteStrings().size());
    }

    @Test
    default void evictPrefix_textThatNoKeyCanStartWith_isRefusedOrRemovesNothing(Cache<Object, Object> cache) {
        cache.set("\ud83d\ude00", "value");
        try {
            assertThat(cache.evictPrefix("\ud83d")).isZero();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("D83D");
        }
        assertThat(cache.size()).isEqualTo(1);
    }

    // ---- cull

    @Test
    default void cull_underTheLimit_removesOnlyTheExpired(Cache<Object, Object> cache, FakeClock clock) {
        fill(cache, clock);

        assertThat(cache.cull()).isEqualTo(MANY);
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    default void cull_overTheLimit_removesEntriesUntilItIsNot(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.CULL_LIMIT, 0L);
        long empty = cache.volume();
        for (int i = 0; i < 60; i++) {
            cache.set(i, Samples.large(i));
            clock.advanceSeconds(1);
        }
        long limit = empty + (cache.volume() - empty) / 2;
        cache.configure(Setting.SIZE_LIMIT, limit);
        List<Long> reported = new ArrayList<>();
        long removed = cache.cull(reported::add);

        assertThat(cache.volume()).isLessThanOrEqualTo(limit);
        assertThat(removed).isBetween(25L, 45L);
        assertThat(reported.get(reported.size() - 1)).isEqualTo(removed);
        assertThat(cache.size()).isEqualTo(60 - removed);
        assertThat(cache.cull()).isZero();
    }

    @Test
    default void cull_limitThatCannotBeMet_emptiesTheStoreAndEnds(Cache<Object, Object> cache) {
        for (int i = 0; i < 30; i++) {
            cache.set(i, "value");
        }
        cache.configure(Setting.SIZE_LIMIT, 0L);

        assertThat(cache.cull()).isEqualTo(30);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void cull_underPolicyNone_removesOnlyTheExpiredAndSaysHowMany(CacheTestbed testbed, FakeClock clock) {
        Cache<Object, Object> cache = testbed.open(
                options -> options.evictionPolicy(EvictionPolicy.NONE).sizeLimit(0));
        WriteOptions expiring = expireAfter(Duration.ofSeconds(1));
        cache.transact(tx -> {
            for (int i = 0; i < 150; i++) {
                tx.set("expired" + i, 1L, expiring);
            }
        });
        cache.set("live", 1L, tagged("tag"));
        clock.advanceSeconds(2);

        assertThat(cache.cull()).isEqualTo(150);
        assertThat(Listings.keys(cache)).containsExactly("live");
    }
}
