package dev.larder;

import java.util.Map;

/** The entries of an index in its order. */
final class IndexEntries<K, V> extends MapEntries<K, V> implements OrderedSet<Map.Entry<K, V>> {

    private final StoreIndex<K, V> index;

    IndexEntries(StoreIndex<K, V> index) {
        super(index);
        this.index = index;
    }

    @Override
    public OrderedSet<Map.Entry<K, V>> reversed() {
        return index.reversed().sequencedEntrySet();
    }

    @Override
    public Map.Entry<K, V> getFirst() {
        return StoreIndex.present(index.firstEntry());
    }

    @Override
    public Map.Entry<K, V> getLast() {
        return StoreIndex.present(index.lastEntry());
    }

    @Override
    public Map.Entry<K, V> removeFirst() {
        return StoreIndex.present(index.pollFirstEntry());
    }

    @Override
    public Map.Entry<K, V> removeLast() {
        return StoreIndex.present(index.pollLastEntry());
    }
}
