package dev.larder.it.process;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.ReentrantCacheLock;
import dev.larder.recipe.Averager;
import dev.larder.recipe.Barrier;
import dev.larder.recipe.BoundedSemaphore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What children do with recipes. */
final class RecipePrograms {

    /** How long others wait for a child that was killed; it is longer than one that is alive may come to a halt. */
    static final Duration LEASE = Duration.ofSeconds(4);

    /** Where nobody is killed, and nobody waits for it. */
    private static final Duration LONG_LEASE = Duration.ofMinutes(1);

    private static final BufferedReader ORDERS =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private RecipePrograms() {}

    /** What makes work run one at a time. */
    enum Kind {
        LOCK,
        REENTRANT,
        SEMAPHORE;

        Barrier barrier(Cache<Object, Object> cache, Duration lease) {
            return switch (this) {
                case LOCK -> Barrier.on(CacheLock.in(cache, name(), lease));
                case REENTRANT -> Barrier.on(ReentrantCacheLock.in(cache, name(), lease));
                case SEMAPHORE -> Barrier.on(BoundedSemaphore.in(cache, name(), 1, lease));
            };
        }
    }

    private static void say(Object line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Waits for an order. */
    private static void awaitOrder() throws IOException {
        ORDERS.readLine();
    }

    /** Increments a counter, in two steps, one process at a time, for some milliseconds; says how often. */
    static final class IncrementInTwoSteps {
        private IncrementInTwoSteps() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                Runnable increment = Kind.valueOf(args[1])
                        .barrier(cache, LONG_LEASE)
                        .wrap((Runnable) () -> {
                            if (cache.increment("holders") != 1) {
                                say("two holders");
                            }
                            cache.set("counter", (Long) cache.getOrDefault("counter", 0L) + 1);
                            cache.decrement("holders");
                        });
                say("ready");
                awaitOrder();
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[2]));
                long times = 0;
                while (System.nanoTime() < end) {
                    increment.run();
                    times++;
                }
                say(times);
            }
            say("done");
        }
    }

    /** Holds until it is killed. */
    static final class Hold {
        private Hold() {}

        public static void main(String[] args) {
            Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open();
            Kind.valueOf(args[1])
                    .barrier(cache, LEASE)
                    .wrap((Runnable) () -> {
                        say("held");
                        try {
                            awaitOrder();
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .run();
        }
    }

    /** Answers each order by taking a lock and saying when that was, in milliseconds since 1970. */
    static final class TakeAndTell {
        private TakeAndTell() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                CacheLock lock = CacheLock.in(cache, "lock");
                say("ready");
                for (String order = ORDERS.readLine(); order != null; order = ORDERS.readLine()) {
                    lock.lock();
                    long now = System.currentTimeMillis();
                    lock.unlock();
                    say(now);
                }
            }
        }
    }

    /** Lets many threads wait for different locks, and says how much processor time that takes in some seconds. */
    static final class WaitIdly {
        private WaitIdly() {}

        public static void main(String[] args) throws Exception {
            Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open();
            int threads = Integer.parseInt(args[1]);
            CountDownLatch waiting = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                CacheLock lock = CacheLock.in(cache, "lock-" + i % 10);
                Thread thread = new Thread(() -> {
                    waiting.countDown();
                    lock.lock();
                    say("not waiting");
                });
                thread.setDaemon(true);
                thread.start();
            }
            waiting.await();
            say("ready");
            ProcessorTime.tell(ORDERS);
        }
    }

    /** Adds numbers to an average. */
    static final class Average {
        private Average() {}

        public static void main(String[] args) throws IOException {
            try (Cache<Object, Object> cache = Cache.at(Path.of(args[0])).open()) {
                Averager average = Averager.in(cache, "average");
                say("ready");
                awaitOrder();
                for (int i = Integer.parseInt(args[1]); i > 0; i--) {
                    average.add(i);
                }
            }
            say("done");
        }
    }
}
