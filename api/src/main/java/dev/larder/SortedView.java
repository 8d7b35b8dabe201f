package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.KeyRange.Bound;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Entries with a key in a range, by key. */
final class SortedView<K, V> extends MapView<K, V> implements SortedIndex<K, V> {

    private final SortedRange range;
    private final boolean descending;

    SortedView(MapParts<K, V> parts, KeyRange range, boolean descending) {
        super(parts.in(range), order(descending));
        this.range = new SortedRange(range);
        this.descending = descending;
    }

    private static Order order(boolean descending) {
        return descending ? Order.KEY_REVERSED : Order.KEY;
    }

    private KeyMapper<K> keyMapper() {
        return parts().rows().keys();
    }

    // ---- as a map

    @Override
    @Nullable
    Key keyOrNull(Object key) {
        Key storeKey = super.keyOrNull(key);
        return storeKey == null || !range.contains(storeKey) ? null : storeKey;
    }

    @Override
    K writable(K key) {
        Key storeKey = keyMapper().toKey(key);
        if (!range.contains(storeKey)) {
            throw outside(storeKey);
        }
        return key;
    }

    private static IllegalArgumentException outside(Key key) {
        return new IllegalArgumentException("Key " + KeyMapper.describe(key)
                + " is outside the range of this view; use the index itself, or a view of a range that it is in");
    }

    @Override
    public long count() {
        return range.range().equals(KeyRange.ALL)
                ? super.count()
                : parts().shards().first().count(range.range());
    }

    @Override
    public boolean isEmpty() {
        return firstKeyOrNull() == null;
    }

    @Override
    public void clear() {
        parts().listing().clear();
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Objects.requireNonNull(function, "function");
        parts().cache().transact(cache -> {
            for (Map.Entry<K, V> entry : entrySet()) {
                cache.set(entry.getKey(), function.apply(entry.getKey(), entry.getValue()));
            }
        });
    }

    // ---- ends

    @Override
    public Map.@Nullable Entry<K, V> firstEntry() {
        return find(KeyRange.ALL, descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> lastEntry() {
        return find(KeyRange.ALL, !descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> pollFirstEntry() {
        return take(descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> pollLastEntry() {
        return take(!descending);
    }

    private Map.@Nullable Entry<K, V> take(boolean greatest) {
        Listing<K, V> listing = parts().listing();
        Listing.Item<K, V> taken = listing.take(() -> listing.first(order(greatest)));
        return taken == null ? null : taken.snapshot();
    }

    @Override
    public K firstKey() {
        return present(findKey(KeyRange.ALL, descending));
    }

    @Override
    public K lastKey() {
        return present(findKey(KeyRange.ALL, !descending));
    }

    private static <K> K present(@Nullable K key) {
        if (key == null) {
            throw new NoSuchElementException("There is no entry in this view");
        }
        return key;
    }

    private @Nullable K firstKeyOrNull() {
        return findKey(KeyRange.ALL, descending);
    }

    // ---- neighbours

    /** The entry at an end of what is both in {@code part} and in this view. */
    private Map.@Nullable Entry<K, V> find(KeyRange part, boolean greatest) {
        Listing.Item<K, V> item = parts().listing().in(range.and(part)).first(order(greatest));
        return item == null ? null : item.snapshot();
    }

    private @Nullable K findKey(KeyRange part, boolean greatest) {
        return parts().listing().in(range.and(part)).firstKey(order(greatest));
    }

    /** The keys before {@code key} in this view's order. */
    private KeyRange before(K key, boolean inclusive) {
        Bound bound = bound(key, inclusive);
        return descending ? new KeyRange(bound, null) : new KeyRange(null, bound);
    }

    /** The keys behind {@code key} in this view's order. */
    private KeyRange behind(K key, boolean inclusive) {
        Bound bound = bound(key, inclusive);
        return descending ? new KeyRange(null, bound) : new KeyRange(bound, null);
    }

    private Bound bound(K key, boolean inclusive) {
        return new Bound(keyMapper().toKey(key), inclusive);
    }

    @Override
    public Map.@Nullable Entry<K, V> lowerEntry(K key) {
        return find(before(key, false), !descending);
    }

    @Override
    public @Nullable K lowerKey(K key) {
        return findKey(before(key, false), !descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> floorEntry(K key) {
        return find(before(key, true), !descending);
    }

    @Override
    public @Nullable K floorKey(K key) {
        return findKey(before(key, true), !descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> ceilingEntry(K key) {
        return find(behind(key, true), descending);
    }

    @Override
    public @Nullable K ceilingKey(K key) {
        return findKey(behind(key, true), descending);
    }

    @Override
    public Map.@Nullable Entry<K, V> higherEntry(K key) {
        return find(behind(key, false), descending);
    }

    @Override
    public @Nullable K higherKey(K key) {
        return findKey(behind(key, false), descending);
    }

    // ---- parts

    @Override
    public Comparator<? super K> comparator() {
        Comparator<K> order = keyMapper().order();
        return descending ? order.reversed() : order;
    }

    @Override
    public SortedIndex<K, V> descendingMap() {
        return new SortedView<>(parts(), range.range(), !descending);
    }

    @Override
    public SortedIndex<K, V> prefix(String prefix) {
        return part(KeyRange.ofPrefix(Objects.requireNonNull(prefix, "prefix")));
    }

    @Override
    public SortedIndex<K, V> subMap(K fromKey, boolean fromInclusive, K toKey, boolean toInclusive) {
        Bound from = admitted(fromKey, fromInclusive);
        Bound to = admitted(toKey, toInclusive);
        KeyRange part = descending ? new KeyRange(to, from) : new KeyRange(from, to);
        if (KeyOrder.INSTANCE.compare(
                        Objects.requireNonNull(part.from()).key(),
                        Objects.requireNonNull(part.to()).key())
                > 0) {
            throw new IllegalArgumentException("A range from " + KeyMapper.describe(from.key()) + " to "
                    + KeyMapper.describe(to.key()) + " goes against the order of this view; exchange the two");
        }
        return part(part);
    }

    @Override
    public SortedIndex<K, V> subMap(K fromKey, K toKey) {
        return subMap(fromKey, true, toKey, false);
    }

    @Override
    public SortedIndex<K, V> headMap(K toKey, boolean inclusive) {
        admitted(toKey, inclusive);
        return part(before(toKey, inclusive));
    }

    @Override
    public SortedIndex<K, V> headMap(K toKey) {
        return headMap(toKey, false);
    }

    @Override
    public SortedIndex<K, V> tailMap(K fromKey, boolean inclusive) {
        admitted(fromKey, inclusive);
        return part(behind(fromKey, inclusive));
    }

    @Override
    public SortedIndex<K, V> tailMap(K fromKey) {
        return tailMap(fromKey, true);
    }

    private SortedIndex<K, V> part(KeyRange part) {
        return new SortedView<>(parts(), range.and(part), descending);
    }

    private Bound admitted(K key, boolean inclusive) {
        Bound bound = bound(key, inclusive);
        if (!range.admits(bound)) {
            throw outside(bound.key());
        }
        return bound;
    }

    // ---- keys

    @Override
    public NavigableSet<K> keySet() {
        return new SortedKeys<>(this);
    }

    @Override
    public NavigableSet<K> navigableKeySet() {
        return new SortedKeys<>(this);
    }

    @Override
    public NavigableSet<K> descendingKeySet() {
        return descendingMap().navigableKeySet();
    }
}
