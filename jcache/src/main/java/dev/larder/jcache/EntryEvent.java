package dev.larder.jcache;

import java.io.Serial;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** Something that has happened to an entry. */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient K key;
    private final transient @Nullable V value;
    private final transient @Nullable V oldValue;

    /**
     * @param value the value it has now, or, when it is gone, the one it had
     * @param oldValue the value it had, or null for none
     */
    EntryEvent(Cache<K, V> cache, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        super(cache, type);
        this.key = key;
        this.value = value;
        this.oldValue = oldValue;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public @Nullable V getOldValue() {
        return oldValue;
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValue != null;
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }
}
