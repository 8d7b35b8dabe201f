package dev.larder;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a builder was told about slow operations.
 *
 * @param atLeast how long the shortest one takes that is reported
 */
record SlowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    SlowOperations {
        Objects.requireNonNull(atLeast, "atLeast");
        Objects.requireNonNull(listener, "listener");
        if (atLeast.isNegative()) {
            throw new IllegalArgumentException("The time from which on an operation is slow is negative: " + atLeast
                    + "; use zero to report all operations");
        }
    }

    long nanos() {
        return atLeast.compareTo(LONGEST) < 0 ? atLeast.toNanos() : Long.MAX_VALUE;
    }
}
