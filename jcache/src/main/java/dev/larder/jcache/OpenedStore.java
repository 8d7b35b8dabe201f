package dev.larder.jcache;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.Larder;
import dev.larder.RemovalListener;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;

/**
 * The cache of a larder that holds the entries. The larder is this cache's alone, because it remembers how it has
 * opened a cache, and a cache of the specification may be closed and created again with another configuration; the
 * storage is that of all caches of the manager.
 */
record OpenedStore<K, V>(Larder larder, Cache<K, V> cache) implements AutoCloseable {

    static <K, V> OpenedStore<K, V> open(
            LarderProperties.Resolved resolved,
            String name,
            LarderConfiguration<K, V> configuration,
            RemovalListener<K> removals) {
        CacheSettings settings = configuration.settings().or(resolved.defaults());
        Class<?>[] allowed = settings.allowed().toArray(Class<?>[]::new);
        Larder larder = resolved.place().open();
        try {
            Cache<K, V> cache = larder.cache(name, (CacheBuilder<Object, Object> builder) -> {
                CacheBuilder<K, V> typed =
                        builder.keys(keyCodec(configuration, allowed)).values(valueCodec(configuration, allowed));
                return settings.applyTo(typed)
                        .undecodable(Undecodable.MISS)
                        .removalListener(removals)
                        .refuseReopening();
            });
            return new OpenedStore<>(larder, cache);
        } catch (Throwable e) {
            larder.close();
            throw e;
        }
    }

    // what the cache is given has been checked to be of its types
    @SuppressWarnings("unchecked")
    private static <K> Codec<K> keyCodec(LarderConfiguration<K, ?> configuration, Class<?>... allowed) {
        Codec<K> own = configuration.keyCodec();
        return own != null ? own : (Codec<K>) ObjectCodec.forKeys(allowed);
    }

    @SuppressWarnings("unchecked") // as above
    private static <V> Codec<V> valueCodec(LarderConfiguration<?, V> configuration, Class<?>... allowed) {
        Codec<V> own = configuration.valueCodec();
        return own != null ? own : (Codec<V>) ObjectCodec.forValues(allowed);
    }

    @Override
    public void close() {
        larder.close();
    }
}
