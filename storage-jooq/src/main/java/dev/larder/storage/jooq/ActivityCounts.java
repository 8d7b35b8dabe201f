package dev.larder.storage.jooq;

import dev.larder.storage.RemovalCause;
import dev.larder.storage.StoreActivity;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a store does, for {@link StoreActivity}. Safe for use by many threads, which hardly ever meet. */
public final class ActivityCounts {

    private final LongAdder evictions = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder busyWaits = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    public ActivityCounts() {}

    /** Rows are gone for good. */
    public void removed(RemovalCause cause, long rows) {
        if (cause == RemovalCause.EVICTED) {
            evictions.add(rows);
        } else if (cause == RemovalCause.EXPIRED) {
            expirations.add(rows);
        }
    }

    /** So many pieces of work were committed together. */
    public void committed(long together) {
        commits.increment();
        writes.add(together);
    }

    /** A writer has waited for another process. */
    public void waited(long nanos) {
        busyWaits.increment();
        busyNanos.add(nanos);
    }

    /** What was counted until now. */
    public StoreActivity activity() {
        return new StoreActivity(
                evictions.sum(),
                expirations.sum(),
                commits.sum(),
                writes.sum(),
                busyWaits.sum(),
                Duration.ofNanos(busyNanos.sum()));
    }
}
