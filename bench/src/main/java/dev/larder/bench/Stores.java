package dev.larder.bench;

import dev.larder.Cache;
import org.jspecify.annotations.Nullable;

/** What is measured, as the operations of the mix. */
final class Stores {

    private Stores() {}

    static Mix.Operations of(Cache<String, byte[]> cache) {
        return new Mix.Operations() {
            @Override
            public byte @Nullable [] get(String key) {
                return cache.get(key);
            }

            @Override
            public boolean set(String key, byte[] value) {
                return cache.set(key, value);
            }

            @Override
            public boolean delete(String key) {
                return cache.delete(key);
            }
        };
    }

    static Mix.Operations of(DiskCacheStatements bare) {
        return new Mix.Operations() {
            @Override
            public byte @Nullable [] get(String key) throws Exception {
                return bare.get(key);
            }

            @Override
            public boolean set(String key, byte[] value) throws Exception {
                bare.set(key, value);
                return true;
            }

            @Override
            public boolean delete(String key) throws Exception {
                return bare.delete(key);
            }
        };
    }
}
