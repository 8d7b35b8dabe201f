package dev.larder.storage;

import java.time.Duration;
import java.time.Instant;

/**
 * Until when a row may be read: always, until some time after the storage has written it, or until an instant.
 * Immutable.
 */
public sealed interface Expiry {

    /** The row does not expire. */
    static Expiry never() {
        return Never.INSTANCE;
    }

    /**
     * The row expires this long after it was written, by the storage's clock at the moment of writing. Zero expires at
     * once: the row is stored and counted until something removes it, and never read.
     *
     * @throws IllegalArgumentException if {@code timeToLive} is negative
     */
    static Expiry after(Duration timeToLive) {
        return new After(timeToLive);
    }

    /** The row expires at {@code instant}, which may have passed. */
    static Expiry at(Instant instant) {
        return new At(instant);
    }

    /** See {@link Expiry#never()}. */
    enum Never implements Expiry {
        /** The only one. */
        INSTANCE
    }

    /** See {@link Expiry#after(Duration)}. */
    record After(Duration timeToLive) implements Expiry {
        public After {
            if (timeToLive.isNegative()) {
                throw new IllegalArgumentException(
                        "Time to live is negative: " + timeToLive + "; use zero for a row that expires at once");
            }
        }
    }

    /** See {@link Expiry#at(Instant)}. */
    record At(Instant instant) implements Expiry {}
}
