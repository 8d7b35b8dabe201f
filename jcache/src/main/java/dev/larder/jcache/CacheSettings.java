package dev.larder.jcache;

import dev.larder.CacheBuilder;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a cache beyond the standard; null keeps what the store has, or its defaults.
 *
 * @param allowed classes that may be serialised
 * @param sizeLimit volume in bytes from which on entries are culled
 * @param evictionPolicy which entries go first
 * @param durability what an acknowledged write survives
 * @param timeout how long operations wait for other writers
 */
record CacheSettings(
        Set<Class<?>> allowed,
        @Nullable Long sizeLimit,
        @Nullable EvictionPolicy evictionPolicy,
        @Nullable Durability durability,
        @Nullable Duration timeout)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static final CacheSettings NONE = new CacheSettings(Set.of(), null, null, null, null);

    /** These, and of others what is not said here. */
    CacheSettings or(CacheSettings others) {
        Set<Class<?>> both = new LinkedHashSet<>(allowed);
        both.addAll(others.allowed);
        return new CacheSettings(
                both,
                sizeLimit == null ? others.sizeLimit : sizeLimit,
                evictionPolicy == null ? others.evictionPolicy : evictionPolicy,
                durability == null ? others.durability : durability,
                timeout == null ? others.timeout : timeout);
    }

    <K, V> CacheBuilder<K, V> applyTo(CacheBuilder<K, V> builder) {
        CacheBuilder<K, V> told = builder;
        if (sizeLimit != null) {
            told = told.sizeLimit(sizeLimit);
        }
        if (evictionPolicy != null) {
            told = told.evictionPolicy(evictionPolicy);
        }
        if (durability != null) {
            told = told.durability(durability);
        }
        return timeout == null ? told : told.timeout(timeout);
    }
}
