package dev.larder;

import java.util.AbstractSet;
import java.util.Iterator;

/** The keys of a map as a set. */
class MapKeys<K> extends AbstractSet<K> {

    private final MapView<K, ?> map;

    MapKeys(MapView<K, ?> map) {
        this.map = map;
    }

    @Override
    public Iterator<K> iterator() {
        return map.keys();
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
