package dev.larder.storage.jooq;

import dev.larder.storage.StoreClosedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the operations that run, so that closing can wait for them and later ones are refused. */
public final class Lifecycle {

    private static final long CLOSED = Long.MIN_VALUE;

    private final AtomicLong running = new AtomicLong();
    private final CountDownLatch idle = new CountDownLatch(1);
    private final String name;

    /** @param name of the store, for messages */
    public Lifecycle(String name) {
        this.name = name;
    }

    /**
     * Counts an operation that begins.
     *
     * @throws StoreClosedException if closing has begun
     */
    public void enter() {
        if (running.incrementAndGet() < 0) {
            exit();
            throw new StoreClosedException("The store " + name + " is closed; open it again to use it");
        }
    }

    /** Counts an operation that ends. */
    public void exit() {
        if (running.decrementAndGet() == CLOSED) {
            idle.countDown();
        }
    }

    /** Refuses further operations; returns whether this call was the first to do so. */
    public boolean close() {
        long before = running.getAndUpdate(count -> count | CLOSED);
        if (before == 0) {
            idle.countDown();
        }
        return before >= 0;
    }

    /**
     * Waits until the last operation has ended, after {@link #close()}. An interrupt does not end the wait and is kept.
     */
    public void awaitIdle() {
        boolean interrupted = false;
        while (true) {
            try {
                idle.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
