package dev.larder;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;

/** The entries of a map as a set; setting the value of one puts it. */
class MapEntries<K, V> extends AbstractSet<Map.Entry<K, V>> {

    private final MapView<K, V> map;

    MapEntries(MapView<K, V> map) {
        this.map = map;
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        Iterator<Entry<K, V>> entries = map.entries();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<K, V> next() {
                Entry<K, V> entry = entries.next();
                return new WritingEntry<>(map, entry.key(), entry.value());
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
    public boolean contains(Object element) {
        if (!(element instanceof Map.Entry<?, ?> entry)) {
            return false;
        }
        V present = map.get(entry.getKey());
        return present != null && map.isEqual(present, entry.getValue());
    }

    @Override
    public boolean remove(Object element) {
        return element instanceof Map.Entry<?, ?> entry && map.remove(entry.getKey(), entry.getValue());
    }

    @Override
    public void clear() {
        map.clear();
    }

    private static final class WritingEntry<K, V> extends AbstractMap.SimpleEntry<K, V> {

        private static final long serialVersionUID = 1L;

        private final transient Map<K, V> map;

        WritingEntry(Map<K, V> map, K key, V value) {
            super(key, value);
            this.map = map;
        }

        @Override
        public V setValue(V value) {
            map.put(getKey(), value);
            return super.setValue(value);
        }
    }
}
