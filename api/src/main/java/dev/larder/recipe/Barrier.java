package dev.larder.recipe;

import dev.larder.CacheLock;
import dev.larder.ReentrantCacheLock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs work one at a time across threads and processes, as DiskCache's {@code barrier}: whoever comes while it runs
 * waits. With a semaphore, so many at a time as that has permits.
 *
 * <p>If a lock is lost while the work runs, releasing it fails after the work, as the lock says; an exception of the
 * work itself passes through, with that one suppressed.
 */
public final class Barrier {

    private final Entrance entrance;

    private Barrier(Entrance entrance) {
        this.entrance = entrance;
    }

    /** One at a time: whoever holds this lock, usually a {@link CacheLock} or a {@link ReentrantCacheLock}. */
    public static Barrier on(Lock lock) {
        Objects.requireNonNull(lock, "lock");
        return new Barrier(new Entrance() {
            @Override
            public Inside enter() {
                lock.lock();
                return lock::unlock;
            }

            @Override
            public Inside enterInterruptibly() throws InterruptedException {
                lock.lockInterruptibly();
                return lock::unlock;
            }
        });
    }

    /** As many at a time as this semaphore has permits. */
    public static Barrier on(BoundedSemaphore semaphore) {
        Objects.requireNonNull(semaphore, "semaphore");
        return new Barrier(new Entrance() {
            @Override
            public Inside enter() {
                return semaphore.acquireUninterruptibly()::close;
            }

            @Override
            public Inside enterInterruptibly() throws InterruptedException {
                return semaphore.acquire()::close;
            }
        });
    }

    /** The same work, one at a time; an interrupt does not end the wait and is kept. */
    public Runnable wrap(Runnable work) {
        Objects.requireNonNull(work, "work");
        return () -> {
            Inside inside = entrance.enter();
            try (inside) {
                work.run();
            }
        };
    }

    /** The same work, one at a time, unless the thread is interrupted while it waits. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> work) {
        Objects.requireNonNull(work, "work");
        return () -> {
            Inside inside = entrance.enterInterruptibly();
            try (inside) {
                return work.call();
            }
        };
    }

    /** The same function, called one at a time; an interrupt does not end the wait and is kept. */
    public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrap(Function<T, R> function) {
        Objects.requireNonNull(function, "function");
        return argument -> {
            Inside inside = entrance.enter();
            try (inside) {
                return function.apply(argument);
            }
        };
    }

    private interface Entrance {

        Inside enter();

        Inside enterInterruptibly() throws InterruptedException;
    }

    /** Being inside, until it is closed. */
    private interface Inside extends AutoCloseable {

        @Override
        void close();
    }
}
