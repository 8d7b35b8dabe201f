package dev.larder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as stores keep them, in seconds since 1970 with a fraction, and as instants. */
final class Times {

    private static final double MICROS = 1e6;

    private Times() {}

    /**
     * The instant, to the microsecond, which is as exact as a {@code double} is for the present. What an instant cannot
     * express becomes the nearest that it can.
     */
    static Instant instant(double seconds) {
        if (seconds >= Instant.MAX.getEpochSecond()) {
            return Instant.MAX;
        }
        if (seconds <= Instant.MIN.getEpochSecond()) {
            return Instant.MIN;
        }
        double whole = Math.floor(seconds);
        return Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * MICROS) * 1_000);
    }

    /** The instant of an expiry, or null for one that never comes. */
    static @Nullable Instant expiry(double seconds) {
        return seconds == Double.POSITIVE_INFINITY ? null : instant(seconds);
    }
}
