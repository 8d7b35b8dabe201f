package dev.larder.jcache;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The provider of Larder's caches, which {@link javax.cache.Caching#getCachingProvider()} finds.
 *
 * <p><b>The URI</b> of a manager says where its caches live: a {@code file} URI is a directory, with SQLite; the URI of
 * another storage, such as {@code h2:/var/lib/app/pantry}, is that storage; and one that ends with {@code .properties},
 * a file or a resource, is read for {@link LarderProperties the properties} of the manager, of which
 * {@value LarderProperties#STORAGE} then says where the caches live. The default URI is the value of the system
 * property {@value #DEFAULT_URI}, or the directory {@value #DEFAULT_DIRECTORY} in the working directory.
 *
 * <p><b>Managers.</b> There is one for each URI and class loader; the properties count when it is made. Managers of one
 * URI, in this process or another, share what is stored, not what is configured: each creates the caches that it uses.
 * A manager holds its class loader until it is closed.
 *
 * <p><b>Restarts.</b> Closing keeps what is stored; destroying a cache removes its entries. A cache's configuration is
 * not stored, so after a restart {@link CacheManager#getCache} gives null until {@link CacheManager#createCache} has
 * opened the cache again, with the entries it has.
 *
 * <p>Entries are kept by value only. Safe for use by many threads.
 */
public final class LarderCachingProvider implements CachingProvider {

    /** System property with the default URI. */
    public static final String DEFAULT_URI = "larder.jcache.uri";

    /** The directory of the default URI if nothing else is said. */
    public static final String DEFAULT_DIRECTORY = "larder-jcache";

    private final Map<Id, LarderCacheManager> managers = new HashMap<>();

    private record Id(URI uri, ClassLoader loader) {}

    /** Called by the service loader. */
    public LarderCachingProvider() {}

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        Id id = id(uri, classLoader);
        synchronized (managers) {
            return managers.computeIfAbsent(
                    id,
                    made -> new LarderCacheManager(
                            this, made.uri, made.loader, properties == null ? getDefaultProperties() : properties));
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    private Id id(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return new Id(
                Objects.requireNonNullElseGet(uri, this::getDefaultURI),
                Objects.requireNonNullElseGet(classLoader, this::getDefaultClassLoader));
    }

    /** The context class loader of the thread, or that of Larder if there is none. */
    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : LarderCachingProvider.class.getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        String uri = System.getProperty(DEFAULT_URI);
        return uri != null
                ? URI.create(uri)
                : Path.of(DEFAULT_DIRECTORY).toAbsolutePath().toUri();
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        close(id -> true);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader loader = Objects.requireNonNullElseGet(classLoader, this::getDefaultClassLoader);
        close(id -> id.loader.equals(loader));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        close(id(uri, classLoader)::equals);
    }

    private void close(Predicate<Id> which) {
        List<LarderCacheManager> closing;
        synchronized (managers) {
            closing = managers.entrySet().stream()
                    .filter(entry -> which.test(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
        Closing.all(closing);
    }

    /** Forgets a manager that is closed. */
    void forget(LarderCacheManager closed) {
        synchronized (managers) {
            managers.remove(new Id(closed.getURI(), closed.getClassLoader()), closed);
        }
    }

    /** No: what is stored is a copy. */
    @Override
    public boolean isSupported(OptionalFeature feature) {
        return false;
    }
}
