package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import dev.larder.Stats;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Walking over all entries, whatever their order: the iterator, {@code keys}, {@code entries}. */
public interface ListingContract extends CacheUnderTest {

    /** More than several pages, and no whole number of them. */
    int MANY = 700;

    static Map<Object, Object> many() {
        Map<Object, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            many.put("key" + (i * 7919 % MANY), (long) i);
        }
        return many;
    }

    @Test
    default void listing_emptyCache_isEmpty(Cache<Object, Object> cache) {
        assertThat(cache.iterator().hasNext()).isFalse();
        for (Order order : Order.values()) {
            assertThat(Listings.keys(cache, order)).isEmpty();
            assertThat(Listings.entries(cache, order)).isEmpty();
        }
    }

    @Test
    default void listing_manyEntries_hasEachOnceInEveryOrder(Cache<Object, Object> cache) {
        cache.setAll(many());

        assertThat(cache).hasSize(MANY).containsExactlyInAnyOrderElementsOf(many().keySet());
        for (Order order : Order.values()) {
            assertThat(Listings.keys(cache, order))
                    .as("%s", order)
                    .containsExactlyInAnyOrderElementsOf(many().keySet());
            assertThat(Listings.entries(cache, order))
                    .as("%s", order)
                    .hasSize(MANY)
                    .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(many().get(entry.key())));
        }
    }

    @Test
    default void listing_expiredEntries_areKeysButNoEntries(Cache<Object, Object> cache, FakeClock clock) {
        for (int i = 0; i < 400; i++) {
            cache.set(i, (long) i, expireAfter(Duration.ofSeconds(i % 4 == 0 ? 100 : 1)));
        }
        clock.advanceSeconds(1);

        assertThat(cache).hasSize(400);
        for (Order order : Order.values()) {
            assertThat(Listings.keys(cache, order)).as("%s", order).hasSize(400);
            assertThat(Listings.entries(cache, order)).as("%s", order).hasSize(100);
        }
    }

    @Test
    default void entries_everyOne_knowsAllThatEntryKnows(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("plain", 1L);
        clock.advanceSeconds(1);
        cache.set("full", "value", expireAfter(Duration.ofSeconds(5)).tag(new byte[] {1}));
        clock.advanceSeconds(1);
        cache.set("large", Samples.large(1));

        for (Order order : Order.values()) {
            for (Entry<Object, Object> listed : Listings.entries(cache, order)) {
                assertThat(Samples.comparable(listed))
                        .isEqualTo(Samples.comparable(cache.entry(listed.key()).orElseThrow()));
            }
        }
    }

    @Test
    default void listing_all_leavesNoTrace(CacheTestbed testbed) {
        Cache<Object, Object> cache =
                testbed.open(options -> options.evictionPolicy(EvictionPolicy.LEAST_FREQUENTLY_USED)
                        .statistics(true)
                        .exactAccess());
        cache.set("key", "value");
        cache.forEach(key -> {});
        for (Order order : Order.values()) {
            Listings.keys(cache, order);
            Listings.entries(cache, order);
        }

        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
        assertThat(Listings.entry(cache, "key").accessCount()).isZero();
    }

    @Test
    default void iterator_pastItsEnd_saysSo(Cache<Object, Object> cache) {
        cache.set("key", "value");
        Iterator<Object> keys = cache.iterator();

        assertThat(keys.hasNext()).isTrue();
        assertThat(keys.hasNext()).isTrue();
        assertThat(keys.next()).isEqualTo("key");
        assertThat(keys.hasNext()).isFalse();
        assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    default void iterator_withoutAskingWhetherThereIsMore_deliversAll(Cache<Object, Object> cache) {
        cache.setAll(many());
        Iterator<Object> keys = cache.iterator();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            seen.add(keys.next());
        }

        assertThat(seen).hasSize(MANY);
        assertThatThrownBy(keys::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    default void iteratorRemove_everyOther_deletesThose(Cache<Object, Object> cache) {
        cache.setAll(many());
        Set<Object> kept = new HashSet<>();
        Iterator<Object> keys = cache.iterator();
        boolean keep = false;
        while (keys.hasNext()) {
            Object key = keys.next();
            keep = !keep;
            if (keep) {
                kept.add(key);
            } else {
                keys.remove();
                assertThat(cache.contains(key)).isFalse();
            }
        }

        assertThat(kept).hasSize(MANY / 2);
        assertThat(Listings.keys(cache)).containsExactlyInAnyOrderElementsOf(kept);
    }

    @Test
    default void iteratorRemove_afterLookingAhead_deletesTheKeyBefore(Cache<Object, Object> cache) {
        cache.set("a", 1L);
        cache.set("b", 1L);
        Iterator<Object> keys = cache.iterator();
        Object first = keys.next();
        assertThat(keys.hasNext()).isTrue();
        keys.remove();

        assertThat(cache.contains(first)).isFalse();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void iteratorRemove_withoutAKey_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "value");
        Iterator<Object> keys = cache.iterator();

        assertThatIllegalStateException().isThrownBy(keys::remove);
        keys.next();
        keys.remove();
        assertThatIllegalStateException().isThrownBy(keys::remove);
    }

    @Test
    default void iteratorRemove_keyThatIsGone_doesNothing(Cache<Object, Object> cache) {
        cache.set("key", "value");
        Iterator<Object> keys = cache.iterator();
        keys.next();
        cache.delete("key");
        keys.remove();

        assertThat(cache.size()).isZero();
    }

    @Test
    default void listing_givenUpHalfWay_holdsNothingOpen(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.setAll(many());
        List<Iterator<Object>> abandoned = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Iterator<Object> keys = cache.iterator();
            keys.next();
            abandoned.add(keys);
            Iterator<Entry<Object, Object>> entries = cache.entries(Order.KEY).iterator();
            entries.next();
        }

        assertThat(testbed.threads().run(() -> cache.set("other thread", "value")))
                .isTrue();
        assertThat(testbed.open().clear()).isEqualTo(MANY + 1);
        assertThat(cache.set("key", "value")).isTrue();
        cache.close();
        assertThat(abandoned).hasSize(50);
    }

    @Test
    default void listing_cacheClosedMeanwhile_goesOn(Cache<Object, Object> cache) {
        cache.setAll(many());
        Iterator<Object> keys = cache.iterator();
        Set<Object> seen = new HashSet<>();
        seen.add(keys.next());
        cache.close();
        keys.forEachRemaining(seen::add);

        assertThat(seen).hasSize(MANY);
    }

    @Test
    default void listing_entriesWrittenMeanwhile_areNotListed(Cache<Object, Object> cache) {
        cache.setAll(many());
        for (Order order : Order.values()) {
            long before = cache.size();
            List<Object> seen = new ArrayList<>();
            try (Stream<Object> keys = cache.keys(order)) {
                keys.forEach(key -> {
                    if (seen.size() % 100 == 0) {
                        cache.set(order + "-" + seen.size(), "new");
                        cache.set("zzz" + order + seen.size(), "new");
                    }
                    seen.add(key);
                });
            }

            assertThat(seen).as("%s", order).hasSize((int) before).doesNotHaveDuplicates();
        }
    }

    @Test
    default void listing_entriesRemovedMeanwhile_mayBeMissingButNoOthers(Cache<Object, Object> cache) {
        for (Order order : Order.values()) {
            cache.setAll(many());
            Set<Object> removed = new HashSet<>();
            Set<Object> seen = new HashSet<>();
            try (Stream<Object> keys = cache.keys(order)) {
                keys.forEach(key -> {
                    assertThat(seen.add(key)).as("%s once", key).isTrue();
                    if (seen.size() == 10) {
                        for (int i = 0; i < MANY; i += 3) {
                            cache.delete("key" + i);
                            removed.add("key" + i);
                        }
                    }
                });
            }

            Set<Object> expected = new HashSet<>(many().keySet());
            expected.removeAll(removed);
            assertThat(seen).as("%s", order).containsAll(expected);
            assertThat(many().keySet()).containsAll(seen);
        }
    }

    @Test
    default void entries_removedMeanwhile_arePassedOver(Cache<Object, Object> cache) {
        for (int i = 0; i < 300; i++) {
            cache.set(i, i % 10 == 0 ? Samples.large(i) : (Object) (long) i);
        }
        List<Entry<Object, Object>> seen = new ArrayList<>();
        try (Stream<Entry<Object, Object>> entries = cache.entries(Order.KEY)) {
            entries.forEach(entry -> {
                seen.add(entry);
                if (seen.size() == 1) {
                    for (long i = 150; i < 300; i++) {
                        cache.delete(i);
                    }
                }
            });
        }

        assertThat(seen).hasSizeBetween(150, 300);
    }

    @Test
    default void entries_ofLargeValues_areReadAsTheStreamGoesOn(Cache<Object, Object> cache) {
        for (int i = 0; i < 100; i++) {
            cache.set(i, Samples.large(i));
        }

        try (Stream<Entry<Object, Object>> entries = cache.entries(Order.KEY)) {
            assertThat(entries)
                    .hasSize(100)
                    .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(Samples.large((int) (long) entry.key())));
        }
    }
}
