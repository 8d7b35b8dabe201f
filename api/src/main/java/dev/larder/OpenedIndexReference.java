package dev.larder;

/**
 * Where an index is and how it was opened.
 *
 * @param cache as the reference to the cache beneath
 */
record OpenedIndexReference<K, V>(OpenedReference<K, V> cache) implements IndexReference<K, V> {

    @Override
    public Index<K, V> open() {
        return new IndexOptions<>(cache.options().timeout(cache.timeout())).open();
    }
}
