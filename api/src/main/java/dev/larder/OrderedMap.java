package dev.larder;

import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A map in an order with two ends: the methods of {@code java.util.SequencedMap}, which exists from Java 21 on. There,
 * this is one.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface OrderedMap<K, V> extends ConcurrentMap<K, V> {

    /** The same entries in the opposite order, as a view. */
    OrderedMap<K, V> reversed();

    /** The first entry as it is now, or null if there is none. */
    Map.@Nullable Entry<K, V> firstEntry();

    /** The last entry as it is now, or null if there is none. */
    Map.@Nullable Entry<K, V> lastEntry();

    /** Removes and returns the first entry, or returns null if there is none. */
    Map.@Nullable Entry<K, V> pollFirstEntry();

    /** Removes and returns the last entry, or returns null if there is none. */
    Map.@Nullable Entry<K, V> pollLastEntry();

    /** Puts an entry before all others, where it is moved if it is there already; returns the earlier value or null. */
    @Nullable
    V putFirst(K key, V value);

    /** Puts an entry behind all others, where it is moved if it is there already; returns the earlier value or null. */
    @Nullable
    V putLast(K key, V value);

    /** The keys in this order, as {@link #keySet()}. */
    OrderedSet<K> sequencedKeySet();

    /** The values in the order of their keys, as {@link #values()}. */
    OrderedCollection<V> sequencedValues();

    /** The entries in this order, as {@link #entrySet()}. */
    OrderedSet<Map.Entry<K, V>> sequencedEntrySet();
}
