package dev.larder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry at an end of a queue.
 *
 * @param key its name
 * @param value its value
 * @param expiry when it expires, or null if it does not
 * @param tag its tag as a {@code String}, {@code Long}, {@code Double} or {@code byte[]}, or null
 */
public record QueueItem<V>(
        QueueKey key,
        V value,
        @Nullable Instant expiry,
        @Nullable Object tag) {}
