package dev.larder.storage.jooq;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A row as the table has it; times are seconds since 1970.
 *
 * @param rowid place in insertion order
 * @param keyScalar column {@code key}; null only where another program has stored {@code NaN} as a key
 * @param pickled whether the key is a Python pickle (column {@code raw} is 0)
 * @param storeTime when the value was last written
 * @param expireTime when the row expires, or {@link Double#POSITIVE_INFINITY} for never
 * @param accessTime when it was last read, as far as the policy records it
 * @param accessCount how often it was read, as far as the policy records it
 * @param tag tag or null
 * @param size bytes of the value's file
 * @param mode how to read the value
 * @param filename the value's file, or null if the value lies in the row
 * @param value the value, or null if it was not asked for, lies in a file, or is SQL's null
 */
public record TableRow(
        long rowid,
        @Nullable Scalar keyScalar,
        boolean pickled,
        double storeTime,
        double expireTime,
        double accessTime,
        long accessCount,
        @Nullable Scalar tag,
        long size,
        int mode,
        @Nullable String filename,
        @Nullable Scalar value) {

    /** By how much a row's time rises at least when it is written again, in seconds; doubles tell such times apart. */
    static final double TICK = 1e-6;

    /** The time of writing the row again at {@code now}: later than before, because it is the row's version. */
    double nextStoreTime(double now) {
        return storeTime >= now ? storeTime + TICK : now;
    }

    /** Whether operations on single rows see it. */
    public boolean isLiveAt(double now) {
        return expireTime > now;
    }

    /** Whether the columns hold what can be a key. */
    public boolean hasKey() {
        return pickled ? keyScalar instanceof Scalar.Bytes : keyScalar != null;
    }

    /**
     * Its key.
     *
     * @throws CorruptStoreException if the columns hold nothing that can be a key
     */
    public Key key() {
        if (keyScalar == null || !hasKey()) {
            throw new CorruptStoreException(
                    "Row " + rowid + " has no valid key: " + keyScalar + (pickled ? " as a pickle" : "")
                            + "; run a check with repair, or delete the row with the program that wrote it");
        }
        return new Key(keyScalar, pickled);
    }
}
