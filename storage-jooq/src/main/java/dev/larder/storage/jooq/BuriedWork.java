package dev.larder.storage.jooq;

import dev.larder.storage.WorkReceipt;
import org.jspecify.annotations.Nullable;

/**
 * A dead item.
 *
 * @param value the value, or null if it was not asked for
 */
public record BuriedWork(
        WorkReceipt receipt,
        int priority,
        double putTime,
        int attempts,
        @Nullable String dedup,
        double deadTime,
        String reason,
        @Nullable WorkValue value) {}
