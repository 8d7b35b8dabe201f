package dev.larder.jcache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** A cache loader whose failures are of one kind. */
record Loader<K, V>(CacheLoader<K, V> loader) {

    /** The value, or null if there is none. */
    @Nullable
    V load(K key) {
        try {
            return loader.load(key);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** The values of those keys that have one. */
    Map<K, V> loadAll(Collection<? extends K> keys) {
        Map<K, V> found = new LinkedHashMap<>();
        try {
            loader.loadAll(keys).forEach((key, value) -> {
                if (key != null && value != null) {
                    found.put(key, value);
                }
            });
        } catch (RuntimeException e) {
            throw failure(e);
        }
        return found;
    }

    static CacheLoaderException failure(RuntimeException e) {
        return e instanceof CacheLoaderException already
                ? already
                : new CacheLoaderException("The cache loader failed: " + e, e);
    }
}
