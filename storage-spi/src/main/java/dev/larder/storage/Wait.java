package dev.larder.storage;

import java.time.Duration;

/**
 * How long an operation may wait for others before it gives up with a {@link LarderTimeoutException}: for other threads
 * at the door of the writer and for other processes at the database's lock, both counted together.
 *
 * @param nanos the bound in nanoseconds; {@link Long#MAX_VALUE} waits as long as it takes
 */
public record Wait(long nanos) {

    /** Waits as long as it takes. */
    public static final Wait FOREVER = new Wait(Long.MAX_VALUE);

    public Wait {
        if (nanos < 0) {
            throw new IllegalArgumentException("A wait cannot be negative: " + nanos + " ns");
        }
    }

    /**
     * Waits up to {@code bound}; zero means: only if it is free at once.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public static Wait upTo(Duration bound) {
        if (bound.isNegative()) {
            throw new IllegalArgumentException("A wait cannot be negative: " + bound + "; use zero to try once");
        }
        try {
            return new Wait(bound.toNanos());
        } catch (ArithmeticException longerThan292Years) {
            return FOREVER;
        }
    }

    /** Whether there is no bound. */
    public boolean isForever() {
        return nanos == Long.MAX_VALUE;
    }

    /** The bound as a duration, for messages. */
    public Duration toDuration() {
        return Duration.ofNanos(nanos);
    }
}
