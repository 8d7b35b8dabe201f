package dev.larder.it.process;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.AsyncCache;
import dev.larder.Cache;
import dev.larder.LoadOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Children that load. */
final class LoadPrograms {

    /** How long a load takes. */
    static final long LOAD_NANOS = 5_000_000;

    private LoadPrograms() {}

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Many threads ask for one key that expires soon, until a line comes. Each load is written into a
     * {@link LoadLedger}.
     */
    static final class AskForOneKey {
        private AskForOneKey() {}

        /** Directory, file, threads, milliseconds to live, milliseconds of the lease. */
        public static void main(String[] args) throws Exception {
            LoadLedger ledger = new LoadLedger(Path.of(args[1]));
            LoadOptions<Object> options = LoadOptions.storing(expireAfter(Duration.ofMillis(Long.parseLong(args[3]))))
                    .lease(Duration.ofMillis(Long.parseLong(args[4])));
            AtomicBoolean stopped = new AtomicBoolean();
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    Thread thread = new Thread(() -> {
                        while (!stopped.get()) {
                            cache.get("key", key -> load(ledger), options);
                            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
                        }
                    });
                    thread.start();
                    threads.add(thread);
                }
                say("ready");
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                stopped.set(true);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }

        private static Object load(LoadLedger ledger) {
            ledger.began();
            LockSupport.parkNanos(LOAD_NANOS);
            ledger.ended();
            return ProcessHandle.current().pid();
        }
    }

    /** Asks for a hundred keys from many virtual threads at once; says how many loads and increments there were. */
    static final class VirtualThreads {
        private VirtualThreads() {}

        /** Directory, threads. */
        public static void main(String[] args) throws Exception {
            // by reflection: compiled for a JDK that does not have it
            ExecutorService executor = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            AtomicInteger loads = new AtomicInteger();
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                AsyncCache<Object, Object> async = cache.async(executor);
                List<CompletionStage<?>> stages = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                    stages.add(async.get((long) (i % 100), key -> {
                        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                        return (long) loads.incrementAndGet();
                    }));
                    stages.add(i % 10 == 0 ? async.increment("counter", 1, 0) : async.get("counter"));
                }
                for (CompletionStage<?> stage : stages) {
                    stage.toCompletableFuture().join();
                }
                say(loads + " loads, " + cache.get("counter") + " increments");
            }
            executor.shutdown();
        }
    }
}
