package dev.larder.internal;

import dev.larder.internal.Attempt.Outcome;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads that wait for one thing try one after the other, in the order in which they came, so that a change
 * does not make all of them rush to the store. The first of them watches the store.
 */
public final class Turns {

    /** Before a busy store is tried again. */
    private static final Wait PAUSE = Wait.upTo(Duration.ofMillis(1));

    private final Slot slot;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** How often the store was closed under the first: those behind it do not go on either. */
    private final AtomicInteger closings = new AtomicInteger();

    public Turns(Slot slot) {
        this.slot = slot;
    }

    /** Waits until an attempt succeeds; an interrupt does not end the wait and is kept. */
    public <T> T awaitUninterruptibly(Attempt<T> attempt) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return await(attempt);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until an attempt succeeds. */
    public <T> T await(Attempt<T> attempt) throws InterruptedException {
        return Objects.requireNonNull(await(attempt, Wait.FOREVER));
    }

    /** Waits until an attempt succeeds or the wait is over; then it returns null. */
    public <T> @Nullable T await(Attempt<T> attempt, Wait wait) throws InterruptedException {
        long start = System.nanoTime();
        int closingsBefore = closings.get();
        if (!turn.tryLock(wait.nanos(), TimeUnit.NANOSECONDS)) {
            return null;
        }
        try {
            if (closings.get() != closingsBefore) {
                throw new StoreClosedException("The store was closed while this thread waited for " + slot.describe()
                        + "; open it again to use it");
            }
            T got = tryOnce(attempt, rest(wait, start)).result();
            return got != null ? got : awaitChanges(attempt, wait, start);
        } finally {
            turn.unlock();
        }
    }

    private <T> @Nullable T awaitChanges(Attempt<T> attempt, Wait wait, long start) throws InterruptedException {
        try (ChangeWatch watch = slot.store().watch(slot.key())) {
            while (true) {
                Wait rest = rest(wait, start);
                Outcome<T> outcome = tryOnce(attempt, rest);
                if (outcome.result() != null || rest.nanos() == 0) {
                    return outcome.result();
                }
                watch.await(shorter(outcome.retry(), rest(wait, start)));
            }
        } catch (StoreClosedException e) {
            closings.incrementAndGet();
            throw e;
        }
    }

    private <T> Outcome<T> tryOnce(Attempt<T> attempt, Wait rest) {
        try {
            return attempt.run(shorter(slot.attemptWait(), rest));
        } catch (LarderTimeoutException e) {
            return Outcome.retryAfter(PAUSE);
        }
    }

    /** Tries once, without waiting for anything but the store; null if nothing was got. */
    public <T> @Nullable T tryOnce(Attempt<T> attempt) {
        return tryOnce(attempt, slot.attemptWait()).result();
    }

    private static Wait rest(Wait wait, long start) {
        return wait.isForever() ? wait : new Wait(Math.max(0, wait.nanos() - (System.nanoTime() - start)));
    }

    private static Wait shorter(Wait one, Wait other) {
        return one.nanos() <= other.nanos() ? one : other;
    }
}
