package dev.larder.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files asked for once: from the cache those that it knows, from the disk the others.
 *
 * @param tally how they fared
 * @param time how long it took
 */
record Pass(Tally tally, Duration time) {

    /**
     * Asks for each of {@code files}, with several threads on one cache. A failure of the cache ends the pass and is
     * thrown.
     *
     * @param files largest first
     * @param onBytes is told by all threads how many bytes are done, be it from the disk or from the cache
     */
    static Pass over(List<SourceFile> files, FactsCache cache, int threads, LongConsumer onBytes)
            throws InterruptedException {
        long start = System.nanoTime();
        Deque<SourceFile> waiting = new ConcurrentLinkedDeque<>(files);
        List<Callable<Tally>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            // half of the threads begin with the largest, so that these do not come last, the others with the smallest
            Supplier<@Nullable SourceFile> next = i % 2 == 0 ? waiting::pollFirst : waiting::pollLast;
            workers.add(() -> work(next, waiting, cache, onBytes));
        }
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Tally tally = Tally.NONE;
            for (Future<Tally> done : executor.invokeAll(workers)) {
                tally = tally.plus(done.get());
            }
            return new Pass(tally, Duration.ofNanos(System.nanoTime() - start));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } finally {
            executor.shutdown();
        }
    }

    Pass plus(Pass other) {
        return new Pass(tally.plus(other.tally), time.plus(other.time));
    }

    private static Tally work(
            Supplier<@Nullable SourceFile> next, Deque<SourceFile> waiting, FactsCache cache, LongConsumer onBytes) {
        try {
            Tally tally = Tally.NONE;
            for (SourceFile file = next.get(); file != null; file = next.get()) {
                tally = tally.plus(askFor(file, cache, onBytes));
            }
            return tally;
        } catch (RuntimeException e) {
            waiting.clear(); // the other threads need not go on
            throw e;
        }
    }

    private static Tally askFor(SourceFile file, FactsCache cache, LongConsumer onBytes) {
        if (cache.find(file).isPresent()) {
            onBytes.accept(file.size());
            return Tally.FOUND;
        }
        try {
            cache.learn(file, onBytes);
            return Tally.LEARNED;
        } catch (IOException e) {
            return Tally.UNREADABLE;
        }
    }
}
