package dev.larder;

import dev.larder.codec.Codec;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** What all views of a cache of shards share. */
final class Fanout<K, V> {

    private final FanoutOptions<K, V> options;
    private final Path directory;
    private final URI uri;
    private final int shards;
    private final StoreCache<K, V> cache;
    private final NamedCaches caches;
    private final LongAdder timedOut = new LongAdder();

    Fanout(FanoutOptions<K, V> options, Path directory, URI uri, int shards, StoreCache<K, V> cache) {
        this.options = options;
        this.directory = directory;
        this.uri = uri;
        this.shards = shards;
        this.cache = cache;
        this.caches = new NamedCaches(directory.resolve("cache"), options.options());
    }

    /** The cache whose operations throw when they time out. */
    StoreCache<K, V> cache() {
        return cache;
    }

    int shards() {
        return shards;
    }

    Path directory() {
        return directory;
    }

    <L, W> Cache<L, W> cache(String name, Codec<L> keys, Codec<W> values) {
        return caches.get(name, keys, values);
    }

    void timedOut() {
        timedOut.increment();
    }

    Stats withTimedOut(Stats stats) {
        return new Stats(stats.hits(), stats.misses(), timedOut.sum());
    }

    FanoutCacheReference<K, V> reference() {
        return new OpenedFanoutReference<>(OpenedReference.of(uri, options.options()), options.shards());
    }

    void close() {
        cache.close();
        caches.close();
    }

    @Override
    public String toString() {
        return "FanoutCache[" + uri + "]";
    }
}
