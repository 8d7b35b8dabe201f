package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * What to write under a key: a value that has found its place, in the row or in a file, and what goes with it.
 *
 * @param mode column {@code mode}: how to read the value, and where
 * @param value the value, or null if it lies in a file
 * @param filename the value's file, or null if the value lies in the row
 * @param size bytes of the file, 0 for a value in the row
 * @param storeTime the present, in seconds since 1970
 * @param expireTime when the row expires, or {@link Double#POSITIVE_INFINITY} for never
 * @param tag tag or null
 */
public record NewRow(
        int mode,
        @Nullable Scalar value,
        @Nullable String filename,
        long size,
        double storeTime,
        double expireTime,
        @Nullable Scalar tag) {

    public NewRow {
        if ((value == null) == (filename == null)) {
            throw new IllegalArgumentException(
                    "A value lies either in its row or in a file: " + value + ", " + filename);
        }
    }

    /** A row that holds its value. */
    public static NewRow inline(int mode, Scalar value, double storeTime, double expireTime, @Nullable Scalar tag) {
        return new NewRow(mode, value, null, 0, storeTime, expireTime, tag);
    }

    /** A row whose value lies in a file. */
    public static NewRow file(
            int mode, String filename, long size, double storeTime, double expireTime, @Nullable Scalar tag) {
        return new NewRow(mode, null, filename, size, storeTime, expireTime, tag);
    }
}
