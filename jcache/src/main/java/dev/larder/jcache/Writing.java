package dev.larder.jcache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * Hands what is written on to a cache writer, if there is one.
 *
 * @param writer or null for none
 */
record Writing<K, V>(@Nullable CacheWriter<? super K, ? super V> writer) {

    /**
     * What the writer left undone.
     *
     * @param left keys that it has not written or deleted
     * @param failure why, or null if there are none
     */
    record Outcome<K>(Set<K> left, @Nullable CacheWriterException failure) {}

    void write(K key, V value) {
        if (writer != null) {
            try {
                writer.write(new StoredEntry<>(key, value));
            } catch (RuntimeException e) {
                throw failure("write", e);
            }
        }
    }

    void delete(K key) {
        if (writer != null) {
            try {
                writer.delete(key);
            } catch (RuntimeException e) {
                throw failure("delete", e);
            }
        }
    }

    // a writer of supertypes takes entries of K and V: it only reads what they hand out
    @SuppressWarnings("unchecked")
    Outcome<K> writeAll(Map<K, V> entries) {
        if (writer == null) {
            return new Outcome<>(Set.of(), null);
        }
        Collection<Cache.Entry<? extends K, ? extends V>> left = new ArrayList<>();
        entries.forEach((key, value) -> left.add(new StoredEntry<>(key, value)));
        try {
            ((CacheWriter<K, V>) writer).writeAll(left);
            return new Outcome<>(Set.of(), null);
        } catch (RuntimeException e) {
            return new Outcome<>(
                    left.stream().map(Cache.Entry::getKey).collect(Collectors.toSet()), failure("write", e));
        }
    }

    Outcome<K> deleteAll(Collection<K> keys) {
        if (writer == null || keys.isEmpty()) {
            return new Outcome<>(Set.of(), null);
        }
        Set<K> left = new LinkedHashSet<>(keys);
        try {
            writer.deleteAll(left);
            return new Outcome<>(Set.of(), null);
        } catch (RuntimeException e) {
            return new Outcome<>(Collections.unmodifiableSet(left), failure("delete", e));
        }
    }

    private static CacheWriterException failure(String what, RuntimeException e) {
        return e instanceof CacheWriterException already
                ? already
                : new CacheWriterException("The cache writer failed to " + what + ": " + e, e);
    }
}
