package dev.larder.recipe;

import java.util.concurrent.atomic.AtomicBoolean;

/** One of the permits of a {@link BoundedSemaphore}. May be closed by another thread than the one that took it. */
public final class Permit implements AutoCloseable {

    private final BoundedSemaphore semaphore;
    private final String owner;
    private final AtomicBoolean closed = new AtomicBoolean();

    Permit(BoundedSemaphore semaphore, String owner) {
        this.semaphore = semaphore;
        this.owner = owner;
    }

    String owner() {
        return owner;
    }

    /** Whether it is neither closed nor lost; asks the store. */
    public boolean isHeld() {
        return !closed.get() && semaphore.isHeld(this);
    }

    /**
     * Returns the permit; waits for the store as long as it takes.
     *
     * @throws IllegalStateException if it was returned before; or if it was lost, because its lease ended and others
     *     returned it; or if the semaphore has all its permits. No permit is returned then
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            throw new IllegalStateException("This permit was returned before; take another one");
        }
        semaphore.release(this);
    }
}
