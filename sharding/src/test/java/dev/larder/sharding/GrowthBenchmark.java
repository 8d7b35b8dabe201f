package dev.larder.sharding;

import dev.larder.Cache;
import dev.larder.Delivery;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.postgresql.PostgreSqlStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How throughput and the cost of an operation grow with the servers: 1, 2 and 3 of them behind ShardingSphere, and for
 * comparison one without it; all on this machine, so that what it has is divided among them.
 */
final class GrowthBenchmark {

    private static final int COLLECTIONS = 12;
    private static final int THREADS = 4;
    private static final int KEYS = 500;
    private static final int VALUE_BYTES = 256;
    private static final int GETS_PER_SET = 9;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long MEASURED_NANOS = 5_000_000_000L;

    private GrowthBenchmark() {}

    /** One operation; its number makes it different from others. */
    @FunctionalInterface
    private interface Operation {
        void run(int number) throws InterruptedException;
    }

    /**
     * Measures and prints.
     *
     * @param args the most servers, or nothing for 3
     */
    public static void main(String[] args) throws Exception {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        for (int count = 1; count <= most; count++) {
            try (ShardedServers servers = new ShardedServers(count)) {
                if (count == 1) {
                    measure("without ShardingSphere", servers.storage(0));
                }
                measure(count + " behind ShardingSphere", servers.storage());
            }
        }
    }

    private static void measure(String name, PostgreSqlStorage storage) throws Exception {
        measureCaches(name, storage);
        measureQueues(name, storage);
    }

    private static void measureCaches(String name, PostgreSqlStorage storage) throws Exception {
        List<Cache<String, byte[]>> caches = new ArrayList<>();
        for (int i = 0; i < COLLECTIONS; i++) {
            caches.add(Cache.on(storage.named("cache " + i))
                    .keys(Codec.string())
                    .values(Codec.bytes())
                    .open());
        }
        byte[] value = new byte[VALUE_BYTES];
        run(name + ", 9 gets to 1 set", number -> {
            Cache<String, byte[]> cache = caches.get(number % COLLECTIONS);
            String key = "key " + number / COLLECTIONS % KEYS;
            if (number % (GETS_PER_SET + 1) == 0) {
                cache.set(key, value);
            } else {
                cache.get(key);
            }
        });
        caches.forEach(Cache::close);
    }

    private static void measureQueues(String name, PostgreSqlStorage storage) throws Exception {
        List<WorkQueue<String>> queues = new ArrayList<>();
        for (int i = 0; i < COLLECTIONS; i++) {
            queues.add(WorkQueue.on(storage.named("queue " + i))
                    .values(Codec.string())
                    .open());
        }
        run(name + ", put, claim and acknowledge", number -> {
            WorkQueue<String> queue = queues.get(number % COLLECTIONS);
            queue.put("item " + number);
            Delivery<String> delivery = queue.poll();
            if (delivery != null) {
                delivery.ack();
            }
        });
        queues.forEach(WorkQueue::close);
    }

    private static void run(String name, Operation operation) throws InterruptedException, ExecutionException {
        run(operation, WARM_UP_NANOS);
        long done = run(operation, MEASURED_NANOS);
        print(
                "%-60s %8.0f/s, %7.2f ms each%n",
                name, done * 1e9 / MEASURED_NANOS, THREADS * MEASURED_NANOS / 1e6 / done);
    }

    /** Returns how many were run in so long. */
    private static long run(Operation operation, long nanos) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + nanos;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i;
                counts.add(threads.submit(() -> {
                    long done = 0;
                    while (System.nanoTime() < end) {
                        operation.run(first + (int) done * THREADS);
                        done++;
                    }
                    return done;
                }));
            }
            long done = 0;
            for (Future<Long> count : counts) {
                done += count.get();
            }
            return done;
        } finally {
            threads.shutdown();
        }
    }

    @SuppressWarnings("SystemOut") // it is a program
    private static void print(String format, Object... values) {
        System.out.printf(format, values);
    }
}
