package dev.larder;

import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.WorkItem;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said about an item beside its value when it is put into a {@link WorkQueue}. Immutable; combine them as in
 * {@code PutOptions.none().delay(Duration.ofMinutes(5)).priority(1)}.
 */
public final class PutOptions {

    private static final PutOptions NONE = new PutOptions(Duration.ZERO, 0, null);

    private final Duration delay;
    private final int priority;
    private final @Nullable String deduplicationKey;

    private PutOptions(Duration delay, int priority, @Nullable String deduplicationKey) {
        this.delay = delay;
        this.priority = priority;
        this.deduplicationKey = deduplicationKey;
    }

    /** No delay, priority 0, no deduplication key. */
    public static PutOptions none() {
        return NONE;
    }

    /**
     * The same with a delay: the item is not handed out before this time has passed.
     *
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public PutOptions delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + time + "; use zero for none");
        }
        return new PutOptions(time, priority, deduplicationKey);
    }

    /** The same with a priority: items with a greater one are handed out first. */
    public PutOptions priority(int priority) {
        return new PutOptions(delay, priority, deduplicationKey);
    }

    /**
     * The same with a deduplication key: the item is refused while another one with the key is in the queue, be it
     * ready, delayed or in flight. When that is acknowledged or has become a dead letter, the key is free again.
     *
     * @throws IllegalArgumentException if {@code key} has a surrogate without its partner, which has no UTF-8 form
     */
    public PutOptions deduplicationKey(String key) {
        Scalar.of(Objects.requireNonNull(key, "key")); // refuses what cannot be stored
        return new PutOptions(delay, priority, key);
    }

    boolean hasDeduplicationKey() {
        return deduplicationKey != null;
    }

    WorkItem item(Encoded value) {
        return new WorkItem(value, delay, priority, deduplicationKey);
    }
}
