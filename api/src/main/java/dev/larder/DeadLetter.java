package dev.larder;

import dev.larder.storage.WorkReceipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item of a {@link WorkQueue} that is kept, but no longer handed out.
 *
 * @param receipt by which the queue knows it
 * @param value its value, or null if that cannot be read
 * @param reason why it is not handed out
 * @param attempts how often it was handed out
 * @param putTime when it was put into the queue
 * @param deadTime since when it is a dead letter
 */
public record DeadLetter<T>(
        WorkReceipt receipt, @Nullable T value, String reason, int attempts, Instant putTime, Instant deadTime) {}
