package dev.larder;

import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What takes the place of the interface in {@code src/main/java} on Java 21 and newer. */
public interface OrderedMap<K, V> extends ConcurrentMap<K, V>, SequencedMap<K, V> {

    @Override
    OrderedMap<K, V> reversed();

    @Override
    Map.@Nullable Entry<K, V> firstEntry();

    @Override
    Map.@Nullable Entry<K, V> lastEntry();

    @Override
    Map.@Nullable Entry<K, V> pollFirstEntry();

    @Override
    Map.@Nullable Entry<K, V> pollLastEntry();

    @Override
    @Nullable
    V putFirst(K key, V value);

    @Override
    @Nullable
    V putLast(K key, V value);

    @Override
    OrderedSet<K> sequencedKeySet();

    @Override
    OrderedCollection<V> sequencedValues();

    @Override
    OrderedSet<Map.Entry<K, V>> sequencedEntrySet();
}
