package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Placing;
import dev.larder.storage.Side;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An index over the cache beneath it, in insertion order or in the opposite one. */
final class StoreIndex<K, V> extends MapView<K, V> implements Index<K, V> {

    private final StoreCache<K, V> cache;
    private final boolean descending;
    private final Side first;
    private final Side last;

    StoreIndex(StoreCache<K, V> cache, MapParts<K, V> parts, boolean descending) {
        super(parts, descending ? Order.INSERTION_REVERSED : Order.INSERTION);
        this.cache = cache;
        this.descending = descending;
        first = descending ? Side.BACK : Side.FRONT;
        last = descending ? Side.FRONT : Side.BACK;
    }

    // ---- ends

    @Override
    public Map.@Nullable Entry<K, V> firstEntry() {
        return peekEnd(first);
    }

    @Override
    public Map.@Nullable Entry<K, V> lastEntry() {
        return peekEnd(last);
    }

    @Override
    public Map.@Nullable Entry<K, V> pollFirstEntry() {
        return pollEnd(first);
    }

    @Override
    public Map.@Nullable Entry<K, V> pollLastEntry() {
        return pollEnd(last);
    }

    private Map.@Nullable Entry<K, V> peekEnd(Side side) {
        Listing.Item<K, V> item = cache.item(side);
        return item == null ? null : item.snapshot();
    }

    private Map.@Nullable Entry<K, V> pollEnd(Side side) {
        Listing.Item<K, V> taken = parts().listing().take(() -> cache.item(side));
        return taken == null ? null : taken.snapshot();
    }

    /** @throws NoSuchElementException if there is none */
    static <E> E present(@Nullable E element) {
        if (element == null) {
            throw new NoSuchElementException("The index is empty");
        }
        return element;
    }

    @Override
    public @Nullable V putFirst(K key, V value) {
        return parts().entries().exchange(key, value, placing(first));
    }

    @Override
    public @Nullable V putLast(K key, V value) {
        return parts().entries().exchange(key, value, placing(last));
    }

    private static Placing placing(Side side) {
        return side == Side.FRONT ? Placing.FIRST : Placing.LAST;
    }

    @Override
    public Index<K, V> reversed() {
        return new StoreIndex<>(cache, parts(), !descending);
    }

    @Override
    public Set<K> keySet() {
        return sequencedKeySet();
    }

    @Override
    public Collection<V> values() {
        return sequencedValues();
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return sequencedEntrySet();
    }

    @Override
    public OrderedSet<K> sequencedKeySet() {
        return new IndexKeys<>(this);
    }

    @Override
    public OrderedCollection<V> sequencedValues() {
        return new IndexValues<>(this);
    }

    @Override
    public OrderedSet<Map.Entry<K, V>> sequencedEntrySet() {
        return new IndexEntries<>(this);
    }

    // ---- values

    @Override
    public void update(Iterable<? extends Map.Entry<? extends K, ? extends V>> pairs) {
        cache.setAll(pairs);
    }

    @Override
    public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
        Objects.requireNonNull(function, "function");
        cache.transact(same -> {
            for (Map.Entry<K, V> entry : entrySet()) {
                cache.set(entry.getKey(), function.apply(entry.getKey(), entry.getValue()));
            }
        });
    }

    @Override
    public boolean equalsInOrder(Map<?, ?> other) {
        Iterator<? extends Map.Entry<?, ?>> others = other.entrySet().iterator();
        for (Map.Entry<K, V> entry : entrySet()) {
            if (!others.hasNext()) {
                return false;
            }
            Map.Entry<?, ?> next = others.next();
            if (!isSameKey(entry.getKey(), next.getKey()) || !isSameValue(entry.getValue(), next.getValue())) {
                return false;
            }
        }
        return !others.hasNext();
    }

    private boolean isSameValue(V value, @Nullable Object other) {
        return other != null && isEqual(value, other);
    }

    private boolean isSameKey(K key, @Nullable Object other) {
        KeyMapper<K> keys = parts().rows().keys();
        Key otherKey = other == null ? null : keys.toKeyOrNull(other);
        return otherKey != null && KeyOrder.INSTANCE.compare(keys.toKey(key), otherKey) == 0;
    }

    @Override
    public SortedIndex<K, V> sorted() {
        KeyMapper<K> keys = parts().rows().keys();
        if (!keys.keepsOrder()) {
            throw new UnsupportedOperationException("Keys of codec " + keys.codecName()
                    + " have no order that means anything in the store; use one of numbers, texts or bytes, or sort"
                    + " what is listed");
        }
        return new SortedView<>(parts(), KeyRange.ALL, false);
    }

    // ---- queues

    @Override
    public QueueKey push(V value, @Nullable String prefix, Side side) {
        return cache.push(value, prefix, side, WriteOptions.none());
    }

    @Override
    public Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        return cache.pull(prefix, side);
    }

    @Override
    public Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        return cache.peek(prefix, side);
    }

    // ---- functions and transactions

    @Override
    public Memoizer<V> memoize(String name) {
        return cache.memoize(name);
    }

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Index<K, V>, R> work) {
        Objects.requireNonNull(work, "work");
        return cache.transactResult(same -> work.apply(this));
    }

    // ---- the store

    @Override
    public Cache<K, V> cache() {
        return cache;
    }

    @Override
    public Optional<Path> directory() {
        return cache.directory();
    }

    @Override
    public IndexReference<K, V> reference() {
        return new OpenedIndexReference<>(cache.reference());
    }

    @Override
    public void close() {
        cache.close();
    }
}
