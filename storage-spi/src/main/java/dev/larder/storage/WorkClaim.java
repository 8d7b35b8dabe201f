package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * An item that was handed out.
 *
 * @param receipt to settle it with
 * @param value the value, or null if the storage cannot read it
 * @param damage why it cannot read the value, or null if it can
 * @param attempts how often it has been handed out, this time included
 * @param priority as it was put
 * @param putTime when it was put into the queue, in seconds since 1970
 */
public record WorkClaim(
        WorkReceipt receipt,
        @Nullable Encoded value,
        @Nullable String damage,
        int attempts,
        int priority,
        double putTime) {}
