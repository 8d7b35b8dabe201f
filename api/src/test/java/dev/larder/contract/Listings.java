package dev.larder.contract;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a cache lists, put together. Listing leaves no trace in statistics and eviction. */
final class Listings {

    private Listings() {}

    /** The entry under {@code key}, without reading it as {@link Cache#entry} would. */
    static <K, V> Entry<K, V> entry(Cache<K, V> cache, K key) {
        try (Stream<Entry<K, V>> entries = cache.entries(Order.INSERTION)) {
            return entries.filter(entry -> entry.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No entry is listed under " + key));
        }
    }

    /** All keys in this order. */
    static <K> List<K> keys(Cache<K, ?> cache, Order order) {
        try (Stream<K> keys = cache.keys(order)) {
            return keys.toList();
        }
    }

    /** All keys in insertion order. */
    static <K> List<K> keys(Cache<K, ?> cache) {
        return keys(cache, Order.INSERTION);
    }

    /** All entries in this order. */
    static <K, V> List<Entry<K, V>> entries(Cache<K, V> cache, Order order) {
        try (Stream<Entry<K, V>> entries = cache.entries(order)) {
            return entries.toList();
        }
    }

    /** All entries in insertion order, in a form that has a meaningful equality. */
    static List<Entry<Object, Object>> comparable(Cache<?, ?> cache) {
        List<Entry<Object, Object>> comparable = new ArrayList<>();
        entries(cache, Order.INSERTION).forEach(entry -> comparable.add(Samples.comparable(entry)));
        return comparable;
    }
}
