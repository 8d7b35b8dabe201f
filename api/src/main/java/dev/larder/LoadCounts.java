package dev.larder;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the runs of a cache's loaders. Safe for use by many threads. */
final class LoadCounts {

    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void ended(boolean failed, long took) {
        loads.increment();
        nanos.add(took);
        if (failed) {
            failures.increment();
        }
    }

    long loads() {
        return loads.sum();
    }

    long failures() {
        return failures.sum();
    }

    Duration time() {
        return Duration.ofNanos(nanos.sum());
    }
}
