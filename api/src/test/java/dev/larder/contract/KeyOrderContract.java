package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of the keys themselves: numbers by value, then texts by code point, then bytes. */
public interface KeyOrderContract extends CacheUnderTest {

    @Test
    default void keyOrder_everyNativeKey_isSortedBothWays(Cache<Object, Object> cache) {
        List<Object> sorted = Samples.natives();
        List<Object> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.forEach(key -> cache.set(key, "value"));
        List<Object> reversed = new ArrayList<>(sorted);
        Collections.reverse(reversed);

        assertThat(Samples.comparable(Listings.keys(cache, Order.KEY))).isEqualTo(Samples.comparable(sorted));
        assertThat(Samples.comparable(Listings.keys(cache, Order.KEY_REVERSED)))
                .isEqualTo(Samples.comparable(reversed));
        assertThat(Samples.comparable(keys(cache, Order.KEY))).isEqualTo(Samples.comparable(sorted));
        assertThat(Samples.comparable(keys(cache, Order.KEY_REVERSED))).isEqualTo(Samples.comparable(reversed));
    }

    private static List<Object> keys(Cache<Object, Object> cache, Order order) {
        return Listings.entries(cache, order).stream().map(Entry::key).toList();
    }

    @Test
    default void keyOrder_manyKeys_holdsOverAllPages(Cache<Object, Object> cache) {
        List<Long> numbers =
                IntStream.range(0, ListingContract.MANY).mapToObj(i -> (long) i).toList();
        List<Long> shuffled = new ArrayList<>(numbers);
        Collections.shuffle(shuffled, new Random(2));
        cache.transact(tx -> shuffled.forEach(key -> tx.set(key, "value")));
        List<Long> reversed = new ArrayList<>(numbers);
        Collections.reverse(reversed);

        assertThat(Listings.keys(cache, Order.KEY)).isEqualTo(numbers);
        assertThat(Listings.keys(cache, Order.KEY_REVERSED)).isEqualTo(reversed);
    }
}
