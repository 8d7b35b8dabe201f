package dev.larder;

/** The values of an index in its order. */
final class IndexValues<K, V> extends MapValues<K, V> implements OrderedCollection<V> {

    private final StoreIndex<K, V> index;

    IndexValues(StoreIndex<K, V> index) {
        super(index);
        this.index = index;
    }

    @Override
    public OrderedCollection<V> reversed() {
        return index.reversed().sequencedValues();
    }

    @Override
    public V getFirst() {
        return StoreIndex.present(index.firstEntry()).getValue();
    }

    @Override
    public V getLast() {
        return StoreIndex.present(index.lastEntry()).getValue();
    }

    @Override
    public V removeFirst() {
        return StoreIndex.present(index.pollFirstEntry()).getValue();
    }

    @Override
    public V removeLast() {
        return StoreIndex.present(index.pollLastEntry()).getValue();
    }
}
