package dev.larder;

import java.util.AbstractCollection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;

/** The values of a map as a collection. */
class MapValues<K, V> extends AbstractCollection<V> {

    private final MapView<K, V> map;

    MapValues(MapView<K, V> map) {
        this.map = map;
    }

    @Override
    public Iterator<V> iterator() {
        Iterator<Map.Entry<K, V>> entries = map.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public V next() {
                return entries.next().getValue();
            }

            @Override
            public void remove() {
                entries.remove();
            }
        };
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean contains(Object value) {
        Objects.requireNonNull(value, "value");
        for (V present : this) {
            if (map.isEqual(present, value)) {
                return true;
            }
        }
        return false;
    }

    /** Removes one entry with this value, if no other value was written to it meanwhile. */
    @Override
    public boolean remove(Object value) {
        Objects.requireNonNull(value, "value");
        for (Map.Entry<K, V> entry : map.entrySet()) {
            if (map.isEqual(entry.getValue(), value) && map.remove(entry.getKey(), entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void clear() {
        map.clear();
    }
}
