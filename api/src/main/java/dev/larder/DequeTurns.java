package dev.larder;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a deque to change, in the order in which they came. Only the first of them looks at the store after
 * each change, so that a crowd costs no more than one. Safe for use by many threads.
 */
final class DequeTurns {

    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * Repeats an attempt after each change of the deque until it succeeds.
     *
     * @param store the store as it was opened; closing it ends the wait
     * @param nanos how long to wait at most
     * @param attempt returns null if it does not succeed
     * @return what the attempt returned, or null if the time is over
     * @throws StoreClosedException if the store is closed meanwhile
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    <T> @Nullable T await(Store store, long nanos, Supplier<@Nullable T> attempt) throws InterruptedException {
        long start = System.nanoTime();
        if (!turn.tryLock(nanos, TimeUnit.NANOSECONDS)) {
            return null;
        }
        try (ChangeWatch watch = store.watch(DequeRows.QUEUE)) {
            while (true) {
                T result = attempt.get();
                long left = nanos - (System.nanoTime() - start);
                if (result != null || left <= 0 || !watch.await(new Wait(left))) {
                    return result;
                }
            }
        } finally {
            turn.unlock();
        }
    }
}
