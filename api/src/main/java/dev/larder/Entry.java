package dev.larder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key, its value and what the store knows about them, as it was at one moment.
 *
 * @param key the key
 * @param value the value
 * @param expiry when it expires, or null if it does not
 * @param tag its tag as a {@code String}, {@code Long}, {@code Double} or {@code byte[]}, or null
 * @param size bytes of the value outside the database; 0 for a value inside
 * @param storeTime when the value was last written
 * @param accessTime when it was last read, as far as the eviction policy records that; otherwise when it was written
 * @param accessCount how often it was read since it was written, as far as the eviction policy records that
 */
public record Entry<K, V>(
        K key,
        V value,
        @Nullable Instant expiry,
        @Nullable Object tag,
        long size,
        Instant storeTime,
        Instant accessTime,
        long accessCount) {}
