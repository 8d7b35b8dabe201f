package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * An item that is kept but not handed out.
 *
 * @param receipt by which it is revived or purged; that of its last delivery, if it had one
 * @param value the value, or null if it was not asked for or the storage cannot read it
 * @param attempts how often it was handed out
 * @param priority as it was put
 * @param deduplicationKey as it was put
 * @param putTime when it was put into the queue, in seconds since 1970
 * @param deadTime since when it is dead, in seconds since 1970
 * @param reason why
 */
public record DeadWork(
        WorkReceipt receipt,
        @Nullable Encoded value,
        int attempts,
        int priority,
        @Nullable String deduplicationKey,
        double putTime,
        double deadTime,
        String reason) {}
