package dev.larder;

import dev.larder.storage.RemovalCause;
import dev.larder.storage.RemovalObserver;
import dev.larder.storage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what several stores tell of removed rows. In a transaction over several it waits until the last one has
 * committed, because each tells after its own commit, when the thread still holds the others.
 */
final class ShardRemovals implements RemovalObserver {

    private final RemovalObserver observer;
    private final Set<Thread> telling = ConcurrentHashMap.newKeySet();

    /** What the transaction of this thread has to tell; removed when that ends. */
    @SuppressWarnings("ThreadLocalUsage") // one for each collection is what is meant: a thread may use several
    private final ThreadLocal<@Nullable List<Runnable>> untold = new ThreadLocal<>();

    ShardRemovals(RemovalObserver observer) {
        this.observer = observer;
    }

    @Override
    public void removed(Row row, RemovalCause cause) {
        List<Runnable> waiting = untold.get();
        if (waiting == null) {
            tell(row, cause);
        } else {
            waiting.add(() -> tell(row, cause));
        }
    }

    /** Runs a transaction over several stores and tells afterwards. */
    <T extends @Nullable Object> T tellAfter(Supplier<T> transaction) {
        if (untold.get() != null) {
            return transaction.get(); // it is part of another
        }
        List<Runnable> waiting = new ArrayList<>();
        untold.set(waiting);
        try {
            return transaction.get();
        } finally {
            untold.remove();
            // after a failure too: stores that had committed before it have told of rows that are gone
            waiting.forEach(Runnable::run);
        }
    }

    private void tell(Row row, RemovalCause cause) {
        boolean outermost = telling.add(Thread.currentThread());
        try {
            observer.removed(row, cause);
        } finally {
            if (outermost) {
                telling.remove(Thread.currentThread());
            }
        }
    }

    /** Whether the calling thread is just being told. */
    boolean isTelling() {
        return telling.contains(Thread.currentThread());
    }
}
