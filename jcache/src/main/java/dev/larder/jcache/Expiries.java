package dev.larder.jcache;

import dev.larder.WriteOptions;
import java.time.Instant;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** What an expiry policy says, in Larder's words. */
record Expiries(ExpiryPolicy policy) {

    /** With what to store a new entry, or null if it has expired before it is stored. */
    @Nullable
    WriteOptions creation() {
        Duration duration = policy.getExpiryForCreation();
        return duration == null ? WriteOptions.none() : options(duration);
    }

    /**
     * With what to store another value, or null if the entry has expired then.
     *
     * @param before when the entry would expire, or null for never; stays if the policy says nothing
     */
    @Nullable
    WriteOptions update(@Nullable Instant before) {
        Duration duration = policy.getExpiryForUpdate();
        if (duration != null) {
            return options(duration);
        }
        return before == null ? WriteOptions.none() : WriteOptions.expireAt(before);
    }

    /** How long an entry that was read is to live, or null for as long as before. */
    @Nullable
    Duration access() {
        return policy.getExpiryForAccess();
    }

    private static @Nullable WriteOptions options(Duration duration) {
        if (duration.isEternal()) {
            return WriteOptions.none();
        }
        return duration.isZero() ? null : WriteOptions.expireAfter(length(duration));
    }

    /** The length of a duration that ends. */
    static java.time.Duration length(Duration duration) {
        return java.time.Duration.of(
                duration.getDurationAmount(), duration.getTimeUnit().toChronoUnit());
    }
}
