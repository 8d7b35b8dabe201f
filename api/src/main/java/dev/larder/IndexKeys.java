package dev.larder;

/** The keys of an index in its order. */
final class IndexKeys<K> extends MapKeys<K> implements OrderedSet<K> {

    private final StoreIndex<K, ?> index;

    IndexKeys(StoreIndex<K, ?> index) {
        super(index);
        this.index = index;
    }

    @Override
    public OrderedSet<K> reversed() {
        return index.reversed().sequencedKeySet();
    }

    @Override
    public K getFirst() {
        return StoreIndex.present(index.firstEntry()).getKey();
    }

    @Override
    public K getLast() {
        return StoreIndex.present(index.lastEntry()).getKey();
    }

    @Override
    public K removeFirst() {
        return StoreIndex.present(index.pollFirstEntry()).getKey();
    }

    @Override
    public K removeLast() {
        return StoreIndex.present(index.pollLastEntry()).getKey();
    }
}
