package dev.larder.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.Larder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Transactions that read what others have just written: of H2's own accord one in some thousand read what was before.
 */
final class H2LostUpdateTest {

    private static final int THREADS = 8;
    private static final int TIMES = 25;

    @Test
    void compareAndSet_manyThreadsInAFile_losesNothing(@TempDir Path directory) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Larder larder = Larder.open(H2.file(directory.resolve("larder")))) {
            Cache<Object, Object> cache = larder.cache("counts");
            for (int round = 0; round < 30; round++) {
                count(threads, Counter.in(cache, "count " + round));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void count(ExecutorService threads, Counter counter) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> counting = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            counting.add(threads.submit(() -> {
                start.await();
                for (int i = 0; i < TIMES; i++) {
                    long seen = counter.get();
                    while (!counter.compareAndSet(seen, seen + 1)) {
                        seen = counter.get();
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : counting) {
            each.get();
        }
        assertThat(counter.get()).isEqualTo(THREADS * TIMES);
    }
}
