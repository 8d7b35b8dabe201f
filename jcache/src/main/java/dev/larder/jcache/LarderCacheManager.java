package dev.larder.jcache;

import dev.larder.storage.LarderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches of one place, as one application uses them. */
final class LarderCacheManager implements CacheManager {

    private final LarderCachingProvider provider;
    private final URI uri;
    private final ClassLoader loader;
    private final Properties properties;
    private final LarderProperties.Resolved resolved;
    private final ExecutorService workers;
    private final Map<String, LarderCache<?, ?>> caches = new TreeMap<>();
    private boolean closed;

    LarderCacheManager(LarderCachingProvider provider, URI uri, ClassLoader loader, Properties properties) {
        this.provider = provider;
        this.uri = uri;
        this.loader = loader;
        this.properties = properties;
        resolved = LarderProperties.resolve(uri, loader, properties);
        workers = Workers.of(uri, loader);
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    /** Runs what the manager's caches do beside their callers: loads, and listeners that are not synchronous. */
    ExecutorService workers() {
        return workers;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C configuration) {
        Objects.requireNonNull(cacheName, "cacheName");
        LarderConfiguration<K, V> own = copy(Objects.requireNonNull(configuration, "configuration"));
        if (!own.isStoreByValue()) {
            throw new UnsupportedOperationException("Larder keeps entries by value, never by reference; create cache '"
                    + cacheName + "' with setStoreByValue(true)");
        }
        synchronized (caches) {
            requireOpen();
            if (caches.containsKey(cacheName)) {
                throw new CacheException("There is a cache '" + cacheName + "' in the manager of " + uri
                        + " already; get that, or destroy or close it first");
            }
            LarderCache<K, V> cache = open(cacheName, own);
            caches.put(cacheName, cache);
            return cache;
        }
    }

    private <K, V> LarderCache<K, V> open(String cacheName, LarderConfiguration<K, V> configuration) {
        LarderCache<K, V> cache;
        try {
            cache = new LarderCache<>(this, cacheName, configuration, resolved);
        } catch (LarderException | IllegalArgumentException | IllegalStateException e) {
            throw new CacheException("Cache '" + cacheName + "' in " + uri + " cannot be opened: " + e.getMessage(), e);
        }
        try {
            cache.start();
            return cache;
        } catch (Throwable e) {
            cache.close();
            throw e;
        }
    }

    private static <K, V> LarderConfiguration<K, V> copy(Configuration<K, V> configuration) {
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            return new LarderConfiguration<>(complete);
        }
        MutableConfiguration<K, V> basic = new MutableConfiguration<K, V>()
                .setTypes(configuration.getKeyType(), configuration.getValueType())
                .setStoreByValue(configuration.isStoreByValue());
        return new LarderConfiguration<>(basic);
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        LarderCache<?, ?> cache = find(cacheName);
        if (cache == null) {
            return null;
        }
        requireType(cache, "keys", cache.keyType(), keyType);
        requireType(cache, "values", cache.valueType(), valueType);
        @SuppressWarnings("unchecked") // both types have just been compared
        Cache<K, V> typed = (Cache<K, V>) cache;
        return typed;
    }

    private static void requireType(LarderCache<?, ?> cache, String what, Class<?> configured, Class<?> asked) {
        if (!configured.equals(asked)) {
            throw new ClassCastException("The " + what + " of cache '" + cache.getName() + "' are configured to be "
                    + configured.getName() + ", not " + asked.getName());
        }
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
        @SuppressWarnings("unchecked") // as the specification has it: the caller knows
        Cache<K, V> cache = (Cache<K, V>) find(cacheName);
        return cache;
    }

    private @Nullable LarderCache<?, ?> find(String cacheName) {
        Objects.requireNonNull(cacheName, "cacheName");
        synchronized (caches) {
            requireOpen();
            return caches.get(cacheName);
        }
    }

    @Override
    public Iterable<String> getCacheNames() {
        synchronized (caches) {
            requireOpen();
            return List.copyOf(caches.keySet());
        }
    }

    @Override
    public void destroyCache(String cacheName) {
        LarderCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.destroy();
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        LarderCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableManagement(enabled);
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        LarderCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableStatistics(enabled);
        }
    }

    /** Forgets a cache that is closed. */
    void forget(LarderCache<?, ?> cache) {
        synchronized (caches) {
            caches.remove(cache.getName(), cache);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache manager of " + uri + " is closed; ask the provider for another");
        }
    }

    @Override
    public void close() {
        List<LarderCache<?, ?>> closing;
        synchronized (caches) {
            if (closed) {
                return;
            }
            closed = true;
            closing = new ArrayList<>(caches.values());
        }
        provider.forget(this);
        try {
            Closing.all(closing);
        } finally {
            workers.shutdown();
        }
    }

    @Override
    public boolean isClosed() {
        synchronized (caches) {
            return closed;
        }
    }

    @Override
    public <T> T unwrap(Class<T> clazz) {
        return Unwrapping.of(clazz, this);
    }
}
