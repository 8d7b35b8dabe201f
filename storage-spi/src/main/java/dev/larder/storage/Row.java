package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * One row as it was read. Immutable; times are seconds since 1970 in UTC as the format stores them.
 *
 * @param position place in insertion order; kept when a value is replaced
 * @param key identity
 * @param value the value, or null if it was not asked for ({@link Fetch}) or its file is gone
 * @param blob a handle on the value, which the receiver closes, or null unless {@link Fetch#BLOB} was asked for
 * @param encoding number of the codec that made the value; 0 and others outside the registry come from other programs
 * @param storeTime when the value was last written
 * @param expireTime when it expires, or {@link Double#POSITIVE_INFINITY} for never
 * @param accessTime when it was last read, as far as the eviction policy records it
 * @param accessCount how often it was read, as far as the eviction policy records it
 * @param tag tag or null
 * @param size bytes of the value outside the row; 0 for a value that lies in the row
 */
public record Row(
        long position,
        Key key,
        @Nullable Encoded value,
        @Nullable Blob blob,
        int encoding,
        double storeTime,
        double expireTime,
        double accessTime,
        long accessCount,
        @Nullable Scalar tag,
        long size) {}
