package dev.larder;

import java.util.AbstractSet;
import java.util.Iterator;

/** The keys of a cache as a set. */
final class MapKeys<K> extends AbstractSet<K> {

    private final MapView<K, ?> map;
    private final Listing<K, ?> listing;

    MapKeys(MapView<K, ?> map, Listing<K, ?> listing) {
        this.map = map;
        this.listing = listing;
    }

    @Override
    public Iterator<K> iterator() {
        return listing.liveKeys(Order.INSERTION);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean contains(Object key) {
        return map.containsKey(key);
    }

    @Override
    public boolean remove(Object key) {
        return map.delete(key);
    }

    @Override
    public void clear() {
        map.clear();
    }
}
