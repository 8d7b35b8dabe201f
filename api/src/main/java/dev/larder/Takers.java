package dev.larder;

import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for items of a work queue. The first of them watches the store and the clock, those behind it
 * wait for their turn, so that an item does not make all of them rush to the store.
 */
final class Takers {

    private final Store store;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** How often the store was closed under the first: those behind it do not go on either. */
    private final AtomicInteger closings = new AtomicInteger();

    Takers(Store store) {
        this.store = store;
    }

    /**
     * What an attempt to take items brought.
     *
     * @param items what was taken
     * @param untilNext if that is nothing, after which time there may be something without a change; null for never
     */
    record Attempt<E>(List<E> items, @Nullable Duration untilNext) {

        Wait pause() {
            return untilNext == null ? Wait.FOREVER : Wait.upTo(untilNext);
        }
    }

    /** Tries until an attempt brings something, or the wait is over. */
    <E> List<E> await(Supplier<Attempt<E>> attempt, Wait wait) throws InterruptedException {
        long start = System.nanoTime();
        int closingsBefore = closings.get();
        Attempt<E> first = attempt.get();
        if (!first.items.isEmpty() || !turn.tryLock(wait.nanos(), TimeUnit.NANOSECONDS)) {
            return first.items;
        }
        try {
            if (closings.get() != closingsBefore) {
                throw new StoreClosedException(
                        "The queue was closed while this thread waited for an item; open it again to use it");
            }
            return watch(attempt, wait, start);
        } finally {
            turn.unlock();
        }
    }

    private <E> List<E> watch(Supplier<Attempt<E>> attempt, Wait wait, long start) throws InterruptedException {
        try (ChangeWatch watch = store.watchWork()) {
            while (true) {
                Wait rest = rest(wait, start);
                Attempt<E> next = attempt.get();
                if (!next.items.isEmpty() || rest.nanos() == 0) {
                    return next.items;
                }
                watch.await(shorter(next.pause(), rest(wait, start)));
            }
        } catch (StoreClosedException e) {
            closings.incrementAndGet();
            throw e;
        }
    }

    private static Wait rest(Wait wait, long start) {
        return wait.isForever() ? wait : new Wait(Math.max(0, wait.nanos() - (System.nanoTime() - start)));
    }

    private static Wait shorter(Wait one, Wait other) {
        return one.nanos() <= other.nanos() ? one : other;
    }
}
