package dev.larder;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentNavigableMap;

/**
 * The entries of an {@link Index} by key, or those in a range of keys: a view that reads and writes the index and holds
 * nothing itself. The order is that of the store, which {@link #comparator()} tells: numbers by value, then texts by
 * code point, then bytes, unsigned. It differs from {@code String.compareTo} above U+FFFF.
 *
 * <p>All that {@link Index} says holds here too: each method is atomic, iterators are weakly consistent and read a few
 * entries at a time, so that {@code sorted().tailMap(last, false)} reads on from where a page of results ended, whether
 * that key is still there or not. Finding an entry takes the same time in a large index as in a small one;
 * {@link #size()} and {@link #count()} of a range count its entries one by one. {@code clear} removes in batches.
 *
 * <p>A range refuses keys outside it: putting one is an {@link IllegalArgumentException}, looking one up finds nothing.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface SortedIndex<K, V> extends ConcurrentNavigableMap<K, V> {

    /** The part whose keys are texts that start with {@code prefix}, as a view. */
    SortedIndex<K, V> prefix(String prefix);

    /** Number of entries, also when there are more than {@link #size()} can tell. */
    long count();

    /** The order of the keys; never null. It compares keys that are not in the index, too. */
    @Override
    Comparator<? super K> comparator();

    @Override
    NavigableSet<K> keySet();

    @Override
    SortedIndex<K, V> descendingMap();

    @Override
    SortedIndex<K, V> subMap(K fromKey, boolean fromInclusive, K toKey, boolean toInclusive);

    @Override
    SortedIndex<K, V> subMap(K fromKey, K toKey);

    @Override
    SortedIndex<K, V> headMap(K toKey, boolean inclusive);

    @Override
    SortedIndex<K, V> headMap(K toKey);

    @Override
    SortedIndex<K, V> tailMap(K fromKey, boolean inclusive);

    @Override
    SortedIndex<K, V> tailMap(K fromKey);
}
