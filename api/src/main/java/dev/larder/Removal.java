package dev.larder;

import dev.larder.storage.RemovalCause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is gone, or has another value now.
 *
 * @param key its key
 * @param cause why
 * @param expiry when it would have expired or did, or null if it did not expire
 * @param tag its tag as a {@code String}, {@code Long}, {@code Double} or {@code byte[]}, or null
 * @param size bytes of its value outside the database; 0 for a value inside
 */
public record Removal<K>(
        K key,
        RemovalCause cause,
        @Nullable Instant expiry,
        @Nullable Object tag,
        long size) {}
