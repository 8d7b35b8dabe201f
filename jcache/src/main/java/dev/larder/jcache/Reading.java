package dev.larder.jcache;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.LoadOptions;
import dev.larder.WriteOptions;
import dev.larder.storage.LoadException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * What reads do: without a transaction, unless the expiry policy gives entries another expiry when they are read, or
 * values are loaded.
 *
 * @param loader loads what is missing, or null
 */
record Reading<K, V>(
        Transactions<K, V> transactions,
        Operations<K, V> operations,
        @Nullable Loader<K, V> loader) {

    private Cache<K, V> store() {
        return operations.store();
    }

    @Nullable
    V get(K key) {
        return transactions.read(tally -> {
            V value = store().get(key);
            if (value == null) {
                tally.miss();
                return loader == null ? null : load(loader, key, tally);
            }
            tally.hit();
            javax.cache.expiry.Duration duration = operations.expiries().access();
            return duration == null ? value : access(key, value, duration);
        });
    }

    /** The value as it is when its new expiry is written, or as it was read if it is not there any more. */
    private V access(K key, V read, javax.cache.expiry.Duration duration) {
        return transactions.change(change -> {
            Optional<Entry<K, V>> entry = operations.find(key);
            entry.ifPresent(present -> operations.access(change, present, duration));
            return entry.map(Entry::value).orElse(read);
        });
    }

    Map<K, V> getAll(Collection<? extends K> keys) {
        return transactions.read(tally -> {
            Map<K, V> found = store().getAll(keys);
            for (K key : keys) {
                V value = found.get(key);
                if (value == null) {
                    tally.miss();
                } else {
                    tally.hit();
                    javax.cache.expiry.Duration duration = operations.expiries().access();
                    if (duration != null) {
                        found.put(key, access(key, value, duration));
                    }
                }
            }
            if (loader != null) {
                found.putAll(loadMissing(
                        loader,
                        keys.stream().filter(key -> !found.containsKey(key)).toList()));
            }
            return found;
        });
    }

    private Map<K, V> loadMissing(Loader<K, V> loader, Collection<? extends K> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<K, V> loaded = loader.loadAll(keys);
        transactions.change(change -> {
            loaded.forEach((key, value) -> {
                if (operations.find(key).isEmpty()) {
                    operations.create(change, key, value);
                }
            });
            return loaded;
        });
        return loaded;
    }

    /** Loads a value, once among all threads and processes that miss the key, and stores it. */
    private @Nullable V load(Loader<K, V> loader, K key, Tally tally) {
        Change<K, V> within = transactions.current();
        if (within != null) { // inside a transaction nobody can be waited for
            V value = loader.load(key);
            if (value != null) {
                operations.create(within, key, value);
            }
            return value;
        }
        Loading<V> loading = new Loading<>();
        try {
            V value = store().get(
                            key,
                            missing -> loading.loaded(loader.load(missing)),
                            LoadOptions.storing((V loaded) ->
                                    loading.storing(operations.expiries().creation())));
            V created = loading.created;
            if (created != null) {
                tally.put();
                transactions.created(key, created);
            }
            return value;
        } catch (LoadException e) {
            throw new CacheLoaderException("The cache loader failed for another caller: " + e.getMessage(), e);
        }
    }

    /** Remembers what this thread has loaded and stored, if it was this one that did. */
    private static final class Loading<V> {

        private @Nullable V loaded;
        private @Nullable V created;

        @Nullable
        V loaded(@Nullable V value) {
            loaded = value;
            return value;
        }

        WriteOptions storing(@Nullable WriteOptions creation) {
            if (creation == null) {
                return WriteOptions.expireAfter(Duration.ZERO);
            }
            created = loaded;
            return creation;
        }
    }

    /** Loads values that were asked for beforehand, and stores them in place of others if that was said. */
    void loadAll(Loader<K, V> loader, Collection<? extends K> keys, boolean replace) {
        Collection<? extends K> wanted = replace
                ? keys
                : keys.stream().filter(key -> !store().contains(key)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Map<K, V> loaded = loader.loadAll(wanted);
        transactions.change(change -> {
            loaded.forEach((key, value) -> {
                if (replace || operations.find(key).isEmpty()) {
                    operations.store(change, key, value);
                }
            });
            return loaded;
        });
    }
}
