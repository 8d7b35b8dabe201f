package dev.larder.bench;

import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.codec.Codec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.HdrHistogram.Histogram;

/**
 * A process that {@link ContentionBenchmark} starts: {@code KIND DIRECTORY SECONDS THREADS}. Each thread runs the mix;
 * the answer is how many operations all did, how many timed out, how many sets reported that they stored nothing, and
 * the times of the sets, in nanoseconds, as an encoded histogram.
 */
public final class ContentionWorker {

    private ContentionWorker() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        int seconds = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        switch (args[0]) {
            case "bare" -> {
                List<DiskCacheStatements> connections = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    connections.add(new DiskCacheStatements(directory));
                }
                report(work(connections.stream().map(Stores::of).toList(), seconds), 0);
                for (DiskCacheStatements connection : connections) {
                    connection.close();
                }
            }
            case "cache" -> {
                try (Cache<String, byte[]> cache = Cache.at(directory)
                        .keys(Codec.string())
                        .values(Codec.bytes())
                        .open()) {
                    report(work(shared(cache, threads), seconds), 0);
                }
            }
            case "fanout" -> {
                try (FanoutCache<String, byte[]> cache = FanoutCache.at(directory)
                        .keys(Codec.string())
                        .values(Codec.bytes())
                        .open()) {
                    report(work(shared(cache, threads), seconds), cache.stats().timedOut());
                }
            }
            default -> throw new IllegalArgumentException("Unknown kind " + args[0]);
        }
    }

    private static List<Mix.Operations> shared(Cache<String, byte[]> cache, int threads) {
        List<Mix.Operations> each = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            each.add(Stores.of(cache));
        }
        return each;
    }

    /** What one thread did. */
    private record Done(long operations, long refused, Histogram sets) {}

    private static List<Done> work(List<Mix.Operations> stores, int seconds) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(stores.size());
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Done>> tasks = new ArrayList<>();
        for (Mix.Operations store : stores) {
            tasks.add(() -> {
                start.await();
                return mix(store, seconds);
            });
        }
        List<Future<Done>> running = tasks.stream().map(executor::submit).toList();
        System.out.println("ready");
        BufferedReader signal = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (signal.readLine() == null) {
            executor.shutdownNow();
            return List.of(); // whoever started this process is gone
        }
        start.countDown();
        List<Done> done = new ArrayList<>();
        for (Future<Done> each : running) {
            done.add(each.get());
        }
        executor.shutdown();
        return done;
    }

    private static Done mix(Mix.Operations store, int seconds) throws Exception {
        Histogram sets = newHistogram();
        byte[] value = Workload.value();
        long operations = 0;
        long refused = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (long before = System.nanoTime(); before < end; operations++) {
            String key = Workload.present();
            int draw = ThreadLocalRandom.current().nextInt(100);
            if (draw < 90) {
                store.get(key);
            } else if (draw < 99) {
                refused += store.set(key, value) ? 0 : 1;
            } else {
                store.delete(key);
            }
            long after = System.nanoTime();
            if (draw >= 90 && draw < 99) {
                sets.recordValue(after - before);
            }
            before = after;
        }
        return new Done(operations, refused, sets);
    }

    static Histogram newHistogram() {
        return new Histogram(3);
    }

    private static void report(List<Done> done, long timedOut) {
        Histogram sets = newHistogram();
        done.forEach(each -> sets.add(each.sets));
        ByteBuffer encoded = ByteBuffer.allocate(sets.getNeededByteBufferCapacity());
        int length = sets.encodeIntoByteBuffer(encoded);
        System.out.println(done.stream().mapToLong(Done::operations).sum() + " " + timedOut + " "
                + done.stream().mapToLong(Done::refused).sum() + " "
                + Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(encoded.array(), length)));
    }
}
