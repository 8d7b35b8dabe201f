package dev.larder.spring.boot;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A work queue.
 *
 * @param codec How items are written; json if there is a type, otherwise exact.
 * @param type Type of the items for JSON.
 * @param classes Classes that may be written by the exact codec beside those of the JDK that it knows.
 * @param lease How long an item is in the hands of its holder before it is handed out again.
 * @param maxAttempts How often an item is handed out before it becomes a dead letter.
 * @param backOff How long an item that failed for the first time is not handed out; twice as long each further time.
 * @param longestBackOff How long that can become.
 */
public record QueueProperties(
        @Nullable CodecKind codec,
        @Nullable String type,
        @Nullable List<Class<?>> classes,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("5") int maxAttempts,
        @DefaultValue("1s") Duration backOff,
        @DefaultValue("10m") Duration longestBackOff) {}
