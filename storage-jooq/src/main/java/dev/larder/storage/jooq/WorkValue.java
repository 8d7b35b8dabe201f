package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * The value of an item of the work queue, in its row or in a file.
 *
 * @param mode how to read it, as in {@link TableRow}
 * @param scalar the value, or null if it lies in a file, or if there is none
 * @param filename its file, or null
 * @param size bytes of the file
 */
public record WorkValue(
        int mode, @Nullable Scalar scalar, @Nullable String filename, long size) {}
