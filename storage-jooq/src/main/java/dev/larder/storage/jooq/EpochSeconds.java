package dev.larder.storage.jooq;

import dev.larder.storage.Expiry;
import java.time.Duration;
import java.time.Instant;

/** Times as the format stores them: seconds since 1970 in UTC, floating. */
public final class EpochSeconds {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;

    private EpochSeconds() {}

    public static double of(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / NANOS_PER_SECOND;
    }

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
        return Instant.ofEpochSecond((long) whole, Math.round((seconds - whole) * MICROS_PER_SECOND) * 1_000);
    }

    /** When a row that is written {@code now} expires; positive infinity for never. */
    public static double of(Expiry expiry, double now) {
        if (expiry instanceof Expiry.After after) {
            Duration timeToLive = after.timeToLive();
            return now + timeToLive.getSeconds() + timeToLive.getNano() / NANOS_PER_SECOND;
        }
        return expiry instanceof Expiry.At at ? of(at.instant()) : Double.POSITIVE_INFINITY;
    }
}
