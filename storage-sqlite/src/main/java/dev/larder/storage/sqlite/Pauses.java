package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Deadline;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The pauses of one caller that waits for a lock of another process: very short at first, because a transaction lasts
 * some ten microseconds, then longer, and never equally long in two processes. An interrupt does not end them; it is
 * restored by {@link #close}.
 */
final class Pauses implements AutoCloseable {

    private static final long FIRST_NANOS = 20_000;
    private static final long LONGEST_NANOS = 2_000_000;

    private long nextNanos = FIRST_NANOS;
    private boolean interrupted;

    /** Pauses, but not past {@code deadline}. */
    void pause(Deadline deadline) {
        interrupted |= Thread.interrupted();
        long nanos = nextNanos / 2 + ThreadLocalRandom.current().nextLong(nextNanos);
        LockSupport.parkNanos(this, Math.min(nanos, Math.max(deadline.remaining(), 1)));
        nextNanos = Math.min(LONGEST_NANOS, nextNanos + nextNanos / 2);
    }

    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
