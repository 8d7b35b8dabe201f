package dev.larder.jcache;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * What the factories of a configuration have made for one cache.
 *
 * @param expiryPolicy says how long entries live
 * @param loader loads what is missing, or null
 * @param writer is handed what is written, or null
 */
record Plugins<K, V>(
        ExpiryPolicy expiryPolicy,
        @Nullable CacheLoader<K, V> loader,
        @Nullable CacheWriter<? super K, ? super V> writer)
        implements AutoCloseable {

    static <K, V> Plugins<K, V> of(CompleteConfiguration<K, V> configuration) {
        return new Plugins<>(
                configuration.getExpiryPolicyFactory().create(),
                create(configuration.getCacheLoaderFactory()),
                configuration.isWriteThrough() ? create(configuration.getCacheWriterFactory()) : null);
    }

    private static <T> @Nullable T create(@Nullable Factory<? extends T> factory) {
        return factory == null ? null : factory.create();
    }

    /** Closes those that can be closed. */
    @Override
    public void close() {
        Closing.all(Closing.closeable(loader, writer, expiryPolicy));
    }
}
