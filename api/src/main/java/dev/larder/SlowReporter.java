package dev.larder;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the operations of a collection and tells of those that were slow; {@link SlowOperation} says which and when.
 * What is quick costs two readings of the clock. Safe for use by many threads.
 */
final class SlowReporter {

    private static final System.Logger LOG = System.getLogger(SlowReporter.class.getName());

    /** What this thread has to tell when its outermost transaction has ended; removed then. */
    private static final ThreadLocal<@Nullable List<Runnable>> UNTOLD = new ThreadLocal<>();

    /** Set while this thread is in a listener. */
    private static final ThreadLocal<@Nullable Boolean> TELLING = new ThreadLocal<>();

    private final String collection;
    private final long threshold;
    private final Consumer<? super SlowOperation> listener;
    private final InstantSource clock;

    /** Set while this thread is in an operation of several parts, which are not reported beside it. */
    @SuppressWarnings("ThreadLocalUsage") // one for each collection is what is meant: a thread may use several
    private final ThreadLocal<@Nullable Boolean> inWhole = new ThreadLocal<>();

    SlowReporter(String collection, SlowOperations told, InstantSource clock) {
        this.collection = collection;
        this.threshold = told.nanos();
        this.listener = told.listener();
        this.clock = clock;
    }

    /** Measures an operation of several parts as one. */
    <T extends @Nullable Object> T whole(Operation operation, Supplier<T> work) {
        if (inWhole.get() != null) {
            return work.get(); // it is a part itself
        }
        return measured(operation, () -> {
            inWhole.set(true);
            try {
                return work.get();
            } finally {
                inWhole.remove();
            }
        });
    }

    /** Measures a transaction, and tells of it and of what was slow in it when it has ended. */
    <T extends @Nullable Object> T transaction(Operation operation, Supplier<T> work) {
        if (UNTOLD.get() != null) {
            return transactionPart(operation, work);
        }
        List<Runnable> untold = new ArrayList<>();
        UNTOLD.set(untold);
        try {
            return transactionPart(operation, work);
        } finally {
            UNTOLD.remove();
            untold.forEach(Runnable::run);
        }
    }

    /** Parts of what somebody calls a transaction are reported beside it: its work is the caller's own. */
    private <T extends @Nullable Object> T transactionPart(Operation operation, Supplier<T> work) {
        return operation == Operation.TRANSACT ? measured(operation, work) : whole(operation, work);
    }

    private <T extends @Nullable Object> T measured(Operation operation, Supplier<T> work) {
        long begun = System.nanoTime();
        Throwable failure = null;
        try {
            return work.get();
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            ended(operation, begun, failure);
        }
    }

    /**
     * An operation has ended.
     *
     * @param begun {@link System#nanoTime()} at its beginning
     * @param failure what it ended with, or null if it succeeded
     */
    void ended(Operation operation, long begun, @Nullable Throwable failure) {
        long nanos = System.nanoTime() - begun;
        if (nanos < threshold || inWhole.get() != null || TELLING.get() != null) {
            return;
        }
        SlowOperation slow = new SlowOperation(
                collection, operation, clock.instant().minusNanos(nanos), Duration.ofNanos(nanos), failure);
        List<Runnable> untold = UNTOLD.get();
        if (untold == null) {
            tell(slow);
        } else {
            untold.add(() -> tell(slow));
        }
    }

    private void tell(SlowOperation slow) {
        TELLING.set(true);
        try {
            listener.accept(slow);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The listener of slow operations failed for " + slow, e);
        } finally {
            TELLING.remove();
        }
    }
}
