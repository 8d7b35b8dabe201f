package dev.larder.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which rows a {@linkplain EntryStore#purge purge} removes. */
public sealed interface Selection {

    /**
     * Rows that expired before {@code instant}, the longest expired first.
     *
     * @param instant null for the present, by the storage's clock
     */
    record ExpiredBefore(@Nullable Instant instant) implements Selection {}

    /** Rows with this tag. Numbers compare by value; text and bytes differ. */
    record Tagged(Scalar tag) implements Selection {}

    /** Rows whose key is a text that starts with this prefix. */
    record KeyPrefix(String prefix) implements Selection {}

    /**
     * Rows in the order of the policy, as long as the volume is above the limit. {@link EvictionPolicy#NONE} selects
     * nothing.
     */
    record OverLimit(EvictionPolicy policy, long sizeLimit) implements Selection {}

    /** Rows up to a place in insertion order, oldest first: what was there when a clearing began. */
    record UpTo(long position) implements Selection {}
}
