package dev.larder.it.process;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.AsyncCache;
import dev.larder.Cache;
import dev.larder.LoadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    private LoadPrograms() {}

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /**
     * Many threads ask for one key that expires soon, until a line comes. Each load is written into a file: when it
     * began and when it ended, in microseconds.
     */
    static final class AskForOneKey {
        private AskForOneKey() {}

        /** Directory, file, threads, milliseconds to live, milliseconds of the lease. */
        public static void main(String[] args) throws Exception {
            Path log = Path.of(args[1]);
            LoadOptions<Object> options = LoadOptions.storing(expireAfter(Duration.ofMillis(Long.parseLong(args[3]))))
                    .lease(Duration.ofMillis(Long.parseLong(args[4])));
            AtomicBoolean stopped = new AtomicBoolean();
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                    Thread thread = new Thread(() -> {
                        while (!stopped.get()) {
                            cache.get("key", key -> load(log), options);
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

        private static Object load(Path log) {
            long pid = ProcessHandle.current().pid();
            append(log, "began " + pid + " " + micros());
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            append(log, "ended " + pid + " " + micros());
            return pid;
        }

        private static void append(Path log, String line) {
            try {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long micros() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
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
