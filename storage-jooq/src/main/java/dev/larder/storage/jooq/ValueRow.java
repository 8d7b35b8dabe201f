package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * As much of a row as reading its value takes.
 *
 * @param rowid place in insertion order
 * @param mode how to read the value
 * @param filename the value's file, or null if the value lies in the row
 * @param value the value, or null if it lies in a file or is SQL's null
 * @param expireTime when the row expires, or {@link Double#POSITIVE_INFINITY} for never
 * @param size bytes of the value's file
 */
public record ValueRow(
        long rowid,
        int mode,
        @Nullable String filename,
        @Nullable Scalar value,
        double expireTime,
        long size) {

    /** Whether operations on single rows see it. */
    public boolean isLiveAt(double now) {
        return expireTime > now;
    }
}
