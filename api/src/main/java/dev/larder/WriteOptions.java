package dev.larder;

import dev.larder.storage.Expiry;
import dev.larder.storage.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a write says about an entry beside its value: until when it may be read, and a tag. Immutable; combine them as
 * in {@code expireAfter(Duration.ofMinutes(5)).tag("home")}.
 */
public final class WriteOptions {

    private static final WriteOptions NONE = new WriteOptions(Expiry.never(), null);

    private final Expiry expiry;
    private final @Nullable Scalar tag;

    private WriteOptions(Expiry expiry, @Nullable Scalar tag) {
        this.expiry = expiry;
        this.tag = tag;
    }

    /** No expiry, no tag. */
    public static WriteOptions none() {
        return NONE;
    }

    /**
     * The entry expires this long after it was written. Zero expires at once: the entry is stored and counted until
     * something removes it, and never read.
     *
     * @throws IllegalArgumentException if {@code timeToLive} is negative
     */
    public static WriteOptions expireAfter(Duration timeToLive) {
        return new WriteOptions(Expiry.after(Objects.requireNonNull(timeToLive, "timeToLive")), null);
    }

    /** The entry expires at {@code instant}. */
    public static WriteOptions expireAt(Instant instant) {
        return new WriteOptions(Expiry.at(Objects.requireNonNull(instant, "instant")), null);
    }

    /**
     * The entry has this tag and does not expire; see {@link #tag}.
     *
     * @throws IllegalArgumentException if {@code tag} is of no native type
     */
    public static WriteOptions tagged(Object tag) {
        return NONE.tag(tag);
    }

    /**
     * The same with a tag, by which entries are found and evicted together.
     *
     * @param tag a {@code String}, {@code byte[]}, {@code Long}, {@code Integer}, {@code Short}, {@code Byte},
     *     {@code Double}, {@code Float} or {@code Boolean} (which is 1 or 0). Numbers compare by value
     * @throws IllegalArgumentException if {@code tag} is of another type, {@code NaN}, or a text without UTF-8 form
     */
    public WriteOptions tag(Object tag) {
        return new WriteOptions(expiry, Tags.toScalar(Objects.requireNonNull(tag, "tag")));
    }

    static WriteOptions of(Expiry expiry, @Nullable Scalar tag) {
        return new WriteOptions(expiry, tag);
    }

    Expiry expiry() {
        return expiry;
    }

    @Nullable
    Scalar tagScalar() {
        return tag;
    }
}
