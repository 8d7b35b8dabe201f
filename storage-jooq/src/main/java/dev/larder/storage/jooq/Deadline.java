package dev.larder.storage.jooq;

import dev.larder.storage.Wait;
import java.time.Duration;

/** A caller's {@link Wait}, from the moment it began to count. */
public final class Deadline {

    private final long start = System.nanoTime();
    private final long bound;

    public Deadline(Wait wait) {
        bound = wait.nanos();
    }

    /** Nanoseconds left; 0 or less when there are none. */
    public long remaining() {
        return bound == Long.MAX_VALUE ? Long.MAX_VALUE : bound - (System.nanoTime() - start);
    }

    public boolean isPast() {
        return remaining() <= 0;
    }

    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
