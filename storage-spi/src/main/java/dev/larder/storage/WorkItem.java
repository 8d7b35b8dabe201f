package dev.larder.storage;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to put into the work queue.
 *
 * @param value the value
 * @param delay how long it is not handed out
 * @param priority items with a greater one are handed out first
 * @param deduplicationKey of items with the same one only one is in the queue at a time; null for any number of them
 */
public record WorkItem(
        Encoded value,
        Duration delay,
        int priority,
        @Nullable String deduplicationKey) {

    /**
     * @throws IllegalArgumentException if {@code delay} is negative, if the value's encoding is not in the registry, or
     *     if the key has a surrogate without its partner
     */
    public WorkItem {
        Objects.requireNonNull(value, "value");
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + delay + "; use zero for none");
        }
        if (deduplicationKey != null) {
            Scalar.of(deduplicationKey); // refuses what cannot be stored
        }
        Encoding.requireWritable(value.encoding());
    }

    /** A value to be handed out at once, with priority 0. */
    public static WorkItem of(Encoded value) {
        return new WorkItem(value, Duration.ZERO, 0, null);
    }
}
