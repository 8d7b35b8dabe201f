package java.util;

/** As much of the platform's interface as it takes to compile against it with a JDK that does not have it. */
public interface SequencedMap<K, V> extends Map<K, V> {
    SequencedMap<K, V> reversed();

    default Map.Entry<K, V> firstEntry() {
        throw new UnsupportedOperationException();
    }

    default Map.Entry<K, V> lastEntry() {
        throw new UnsupportedOperationException();
    }

    default Map.Entry<K, V> pollFirstEntry() {
        throw new UnsupportedOperationException();
    }

    default Map.Entry<K, V> pollLastEntry() {
        throw new UnsupportedOperationException();
    }

    default V putFirst(K key, V value) {
        throw new UnsupportedOperationException();
    }

    default V putLast(K key, V value) {
        throw new UnsupportedOperationException();
    }

    default SequencedSet<K> sequencedKeySet() {
        throw new UnsupportedOperationException();
    }

    default SequencedCollection<V> sequencedValues() {
        throw new UnsupportedOperationException();
    }

    default SequencedSet<Map.Entry<K, V>> sequencedEntrySet() {
        throw new UnsupportedOperationException();
    }
}
