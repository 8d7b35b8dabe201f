package dev.larder;

import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The transactions of a work queue. What was settled in one that is rolled back is not settled. */
final class WorkTransactions<T> {

    private final Store store;
    private final Wait wait;

    /** What this thread has settled in its transaction; removed when that ends. */
    @SuppressWarnings("ThreadLocalUsage") // one for each queue is what is meant: a thread may use several
    private final ThreadLocal<@Nullable List<Delivery<T>>> settled = new ThreadLocal<>();

    WorkTransactions(Store store, Wait wait) {
        this.store = store;
        this.wait = wait;
    }

    /** Runs {@code work} in a transaction, or in the one in which this thread is. */
    <R extends @Nullable Object> R run(Supplier<R> work) {
        if (isInside()) {
            return store.transact(wait, work);
        }
        List<Delivery<T>> inside = new ArrayList<>();
        settled.set(inside);
        try {
            return store.transact(wait, work);
        } catch (Throwable e) {
            inside.forEach(Delivery::unsettled);
            throw e;
        } finally {
            settled.remove();
        }
    }

    /** Whether this thread is in a transaction. */
    boolean isInside() {
        return settled.get() != null;
    }

    /** Takes note that this thread has settled a delivery. */
    void settled(Delivery<T> delivery) {
        List<Delivery<T>> inside = settled.get();
        if (inside != null) {
            inside.add(delivery);
        }
    }
}
