package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Key;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache as a map. What is asked for with a key or value of another type is not in it. */
final class MapView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    private final Cache<K, V> cache;
    private final Entries<K, V> entries;
    private final RowMapper<K, V> rows;
    private final Listing<K, V> listing;

    MapView(Cache<K, V> cache, Entries<K, V> entries, RowMapper<K, V> rows, Listing<K, V> listing) {
        this.cache = cache;
        this.entries = entries;
        this.rows = rows;
        this.listing = listing;
    }

    // ---- reading

    @Override
    public int size() {
        return (int) Math.min(cache.size(), Integer.MAX_VALUE);
    }

    @Override
    public boolean isEmpty() {
        return cache.size() == 0;
    }

    @Override
    public @Nullable V get(Object key) {
        Key storeKey = rows.keys().toKeyOrNull(key);
        return storeKey == null ? null : entries.get(storeKey, Access.RECORD);
    }

    @Override
    public boolean containsKey(Object key) {
        Key storeKey = rows.keys().toKeyOrNull(key);
        return storeKey != null && entries.contains(storeKey);
    }

    @Override
    public boolean containsValue(Object value) {
        Objects.requireNonNull(value, "value");
        return values().contains(value);
    }

    /** Whether both are one value to the store. */
    boolean isEqual(V value, Object other) {
        return rows.values().isEqual(value, other);
    }

    // ---- writing

    @Override
    public @Nullable V put(K key, V value) {
        return entries.exchange(key, value);
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return entries.storeIfAbsent(key, value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        cache.setAll(map);
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return entries.replace(key, value);
    }

    @Override
    public boolean replace(K key, V expected, V update) {
        return cache.compareAndSet(key, expected, update);
    }

    @Override
    @SuppressWarnings("unchecked") // a key that can be encoded is one
    public @Nullable V remove(Object key) {
        return rows.keys().toKeyOrNull(key) == null ? null : cache.pop((K) key);
    }

    @Override
    public boolean remove(Object key, @Nullable Object expected) {
        Key storeKey = rows.keys().toKeyOrNull(key);
        return storeKey != null && expected != null && entries.deleteIfEqual(storeKey, expected);
    }

    /** Removes the entry without reading its value. */
    boolean delete(Object key) {
        Key storeKey = rows.keys().toKeyOrNull(key);
        return storeKey != null && entries.delete(storeKey);
    }

    @Override
    public void clear() {
        cache.clear();
    }

    // ---- computing, in one transaction

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return entries.computeIfAbsent(key, mapping);
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(key, (@Nullable V earlier) -> earlier == null ? null : remapping.apply(key, earlier));
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(key, (@Nullable V earlier) -> remapping.apply(key, earlier));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(
                key, (@Nullable V earlier) -> earlier == null ? value : remapping.apply(earlier, value));
    }

    // ---- views

    @Override
    public Set<K> keySet() {
        return new MapKeys<>(this, listing);
    }

    @Override
    public Collection<V> values() {
        return new MapValues<>(this);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new MapEntries<>(this, listing);
    }
}
