package dev.larder.storage.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads beside the test's own. Every wait has a bound that only a hanging test reaches. */
public final class Threads implements AutoCloseable {

    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "contract test");
        thread.setDaemon(true);
        return thread;
    });

    /** Work of one of several threads that start together. */
    @FunctionalInterface
    public interface Numbered<T> {

        /** Does the work of the thread with this number, counted from 0. */
        T run(int thread) throws Exception;
    }

    /** Starts {@code work}. */
    public <T> Future<T> start(Callable<T> work) {
        return executor.submit(work);
    }

    /** Runs {@code work} on another thread and waits for its result. */
    public <T> T run(Callable<T> work) {
        return result(start(work));
    }

    /** Runs {@code work} on so many threads at once and waits for all results. */
    public <T> List<T> race(int threads, Numbered<T> work) {
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            running.add(start(() -> {
                ready.countDown();
                await(ready);
                return work.run(number);
            }));
        }
        return running.stream().map(Threads::result).toList();
    }

    /** The result of {@code task}; what it threw, if unchecked, as it is. */
    public static <T> T result(Future<T> task) {
        try {
            return task.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError("The other thread failed", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("The other thread did not end within " + GENEROUS, e);
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
    }

    /** Waits for the latch. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("What the test waits for did not come within " + GENEROUS);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
    }

    /** Gives what must not happen a little time to happen. */
    public static void awaitBriefly(CountDownLatch latch) {
        try {
            if (latch.await(200, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("It happened");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("The test was interrupted", e);
        }
    }

    /** Waits until {@code thread} pauses for a time, as one does that tries again and again. */
    public static void awaitPause(Thread thread) {
        await(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until {@code condition} holds. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + GENEROUS.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("What the test waits for did not come within " + GENEROUS);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
