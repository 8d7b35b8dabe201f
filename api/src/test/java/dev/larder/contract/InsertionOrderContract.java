package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import dev.larder.Stats;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order in which keys were inserted. Not for caches that split their keys. */
public interface InsertionOrderContract extends CacheUnderTest {

    /** In insertion order, once the cache was {@linkplain #mix mixed}. */
    List<Object> MIXED = List.of("z", "a", 5L, "m");

    /** Inserts, replaces and removes. */
    static void mix(Cache<Object, Object> cache) {
        for (Object key : List.of("z", "gone", "a", 5L)) {
            cache.set(key, "value");
        }
        cache.delete("gone");
        cache.set("m", 1L);
        cache.set("z", "replaced");
        cache.increment("m");
        cache.touch("a");
        cache.replace("a", "replaced");
        cache.get("z");
    }

    @Test
    default void insertionOrder_entriesReplaced_keepTheirPlace(Cache<Object, Object> cache) {
        mix(cache);

        assertThat(cache).containsExactlyElementsOf(MIXED);
        assertThat(Listings.keys(cache, Order.INSERTION)).isEqualTo(MIXED);
        assertThat(Listings.keys(cache, Order.INSERTION_REVERSED)).isEqualTo(reversed(MIXED));
        assertThat(Listings.entries(cache, Order.INSERTION))
                .extracting(Entry::key)
                .isEqualTo(MIXED);
        assertThat(Listings.entries(cache, Order.INSERTION_REVERSED))
                .extracting(Entry::key)
                .isEqualTo(reversed(MIXED));
    }

    @Test
    default void insertionOrder_deletedAndSetAgain_isLast(Cache<Object, Object> cache) {
        mix(cache);
        cache.delete("z");
        cache.set("z", "again");

        assertThat(Listings.keys(cache)).containsExactly("a", 5L, "m", "z");
    }

    @Test
    default void insertionOrder_expiredAndSetAgain_keepsItsPlace(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("a", "value", expireAfter(Duration.ofSeconds(1)));
        cache.set("b", "value");
        clock.advanceSeconds(1);
        cache.set("a", "again");

        assertThat(Listings.keys(cache)).containsExactly("a", "b");
    }

    @Test
    default void insertionOrder_manyEntries_holdsOverAllPages(Cache<Object, Object> cache) {
        Map<Object, Object> many = ListingContract.many();
        cache.setAll(many);
        List<Object> inserted = List.copyOf(many.keySet());

        assertThat(Listings.keys(cache, Order.INSERTION)).isEqualTo(inserted);
        assertThat(Listings.keys(cache, Order.INSERTION_REVERSED)).isEqualTo(reversed(inserted));
        assertThat(Listings.entries(cache, Order.INSERTION))
                .extracting(Entry::key)
                .isEqualTo(inserted);
    }

    @Test
    default void insertionOrder_afterReopening_isTheSame(Cache<Object, Object> cache, CacheTestbed testbed) {
        mix(cache);

        assertThat(Listings.keys(testbed.reopen(cache))).isEqualTo(MIXED);
    }

    // ---- peekItem

    @Test
    default void peekItem_bothSides_areTheOldestAndTheNewest(Cache<Object, Object> cache) {
        assertThat(cache.peekItem(Side.FRONT)).isEmpty();
        assertThat(cache.peekItem(Side.BACK)).isEmpty();
        mix(cache);

        for (int i = 0; i < 2; i++) {
            assertThat(cache.peekItem(Side.FRONT)).isEqualTo(cache.entry("z"));
            assertThat(cache.peekItem(Side.BACK)).isEqualTo(cache.entry("m"));
        }
        assertThat(cache.size()).isEqualTo(4);
    }

    @Test
    default void peekItem_expiredAtTheEnds_isTheNextLive(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("first", "value", expireAfter(Duration.ofSeconds(1)));
        cache.set("live", Samples.large(1), expireAfter(Duration.ofSeconds(9)).tag("tag"));
        cache.set("last", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        for (Side side : Side.values()) {
            Entry<Object, Object> entry = cache.peekItem(side).orElseThrow();
            assertThat(entry.key()).isEqualTo("live");
            assertThat(entry.value()).isEqualTo(Samples.large(1));
            assertThat(entry.tag()).isEqualTo("tag");
        }
    }

    @Test
    default void peekItem_oftenAsked_leavesNoTraceInEviction(CacheTestbed testbed) {
        Cache<Object, Object> cache =
                testbed.open(options -> options.evictionPolicy(EvictionPolicy.LEAST_FREQUENTLY_USED)
                        .statistics(true)
                        .exactAccess());
        cache.set("key", "value");
        cache.peekItem(Side.FRONT);
        cache.peekItem(Side.BACK);

        assertThat(Listings.entry(cache, "key").accessCount()).isZero();
        assertThat(cache.stats()).isEqualTo(new Stats(0, 0));
    }

    private static List<Object> reversed(List<Object> keys) {
        List<Object> reversed = new ArrayList<>(keys);
        Collections.reverse(reversed);
        return reversed;
    }
}
