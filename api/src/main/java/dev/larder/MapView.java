package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Key;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries as a map in some order. What is asked for with a key or value of another type is not in it. */
class MapView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    private final MapParts<K, V> parts;
    private final Entries<K, V> entries;
    private final Order order;

    MapView(MapParts<K, V> parts, Order order) {
        this.parts = parts;
        this.entries = parts.entries();
        this.order = order;
    }

    /** What the view is made of. */
    MapParts<K, V> parts() {
        return parts;
    }

    /** The store's form of a key that may be in this map; null for anything else. */
    @Nullable
    Key keyOrNull(Object key) {
        return entries.findOrNull(key);
    }

    /** A key that is about to be written. */
    K writable(K key) {
        return key;
    }

    // ---- reading

    @Override
    public int size() {
        return (int) Math.min(count(), Integer.MAX_VALUE);
    }

    /** Number of entries, expired ones included. */
    public long count() {
        return parts.cache().size();
    }

    @Override
    public boolean isEmpty() {
        return count() == 0;
    }

    @Override
    public @Nullable V get(Object key) {
        Key storeKey = keyOrNull(key);
        return storeKey == null ? null : entries.get(storeKey, Access.RECORD);
    }

    @Override
    public boolean containsKey(Object key) {
        Key storeKey = keyOrNull(key);
        return storeKey != null && entries.contains(storeKey);
    }

    @Override
    public boolean containsValue(Object value) {
        Objects.requireNonNull(value, "value");
        return values().contains(value);
    }

    /** Whether both are one value to the store. */
    boolean isEqual(V value, Object other) {
        return parts.rows().values().isEqual(value, other);
    }

    /** The live entries in this map's order. */
    Iterator<dev.larder.Entry<K, V>> entries() {
        return parts.listing().entries(order);
    }

    /** The keys of live entries in this map's order. */
    Iterator<K> keys() {
        return parts.listing().liveKeys(order);
    }

    // ---- writing

    @Override
    public @Nullable V put(K key, V value) {
        return entries.exchange(writable(key), value);
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        return entries.storeIfAbsent(writable(key), value);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        map.keySet().forEach(this::writable);
        parts.cache().setAll(map);
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return entries.replace(writable(key), value);
    }

    @Override
    public boolean replace(K key, V expected, V update) {
        return parts.cache().compareAndSet(writable(key), expected, update);
    }

    @Override
    @SuppressWarnings("unchecked") // a key that can be encoded is one
    public @Nullable V remove(Object key) {
        return keyOrNull(key) == null ? null : parts.cache().pop((K) key);
    }

    @Override
    public boolean remove(Object key, @Nullable Object expected) {
        Key storeKey = keyOrNull(key);
        return storeKey != null && expected != null && entries.deleteIfEqual(storeKey, expected);
    }

    /** Removes the entry without reading its value. */
    boolean delete(Object key) {
        Key storeKey = keyOrNull(key);
        return storeKey != null && entries.delete(storeKey);
    }

    @Override
    public void clear() {
        parts.cache().clear();
    }

    // ---- computing, in one transaction

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
        Objects.requireNonNull(mapping, "mapping");
        return entries.computeIfAbsent(writable(key), mapping);
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(
                writable(key), (@Nullable V earlier) -> earlier == null ? null : remapping.apply(key, earlier));
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(writable(key), (@Nullable V earlier) -> remapping.apply(key, earlier));
    }

    @Override
    public @Nullable V merge(K key, V value, BiFunction<? super V, ? super V, ? extends @Nullable V> remapping) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(remapping, "remapping");
        return entries.exchange(
                writable(key), (@Nullable V earlier) -> earlier == null ? value : remapping.apply(earlier, value));
    }

    // ---- views

    @Override
    public Set<K> keySet() {
        return new MapKeys<>(this);
    }

    @Override
    public Collection<V> values() {
        return new MapValues<>(this);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new MapEntries<>(this);
    }
}
