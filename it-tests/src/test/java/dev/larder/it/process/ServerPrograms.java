package dev.larder.it.process;

import static dev.larder.WriteOptions.expireAfter;

import dev.larder.Cache;
import dev.larder.CacheLock;
import dev.larder.Deque;
import dev.larder.Larder;
import dev.larder.LoadOptions;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.storage.LarderException;
import dev.larder.storage.postgresql.PostgreSql;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * What children do with collections on a server that others use too, and that may go away and come back while they are
 * at work. They do what applications do then: say that an operation failed, and go on.
 */
final class ServerPrograms {

    /** Each child adds every {@code CHILDREN}th number to the deque. */
    static final int CHILDREN = 4;

    /** How long the others wait for what a killed child, or one whose unlocking failed, has left locked. */
    static final Duration LEASE = Duration.ofSeconds(2);

    static final Duration TIME_TO_LIVE = Duration.ofMillis(20);

    static final String COUNTER = "counter";

    private static final int LOADING_THREADS = 2;

    private static final int BATCH = 10;

    private static final long REST_NANOS = 10_000_000;

    private ServerPrograms() {}

    static Cache<Object, Object> cache(Larder larder) {
        return larder.cache("cache");
    }

    static Deque<Long> deque(Larder larder) {
        return larder.deque("deque", Codec.int64());
    }

    static WorkQueue<Long> queue(Larder larder) {
        return larder.queue(
                "queue",
                options -> options.values(Codec.int64())
                        .lease(WorkQueuePrograms.LEASE)
                        .maxAttempts(1_000));
    }

    /** Where children count under a lock. */
    static Path countedFile(Path directory) {
        return directory.resolve("counted");
    }

    static LoadLedger loads(Path directory) {
        return new LoadLedger(directory.resolve("loads"));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** What fails when the server is not there, or goes away. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /**
     * Works on all kinds of collections until a line comes, and then until the queue is empty and all elements of the
     * deque are done. Says in lines:
     *
     * <ul>
     *   <li>{@code counted} after each increment, and {@code locked} for each that was made in two steps under a lock,
     *   <li>what {@link WorkQueuePrograms.Work} says of the queue's items, and {@code put} with the first and the last
     *       of those that were put, in ascending order,
     *   <li>{@code added} with the last of the numbers that were added to the deque,
     *   <li>{@code failed}, with what it was that failed and why; whether it was done is not known then.
     * </ul>
     */
    static final class WorkOnAll {

        private final AtomicBoolean isOver = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();
        private final Cache<Object, Object> cache;
        private final Deque<Long> deque;
        private final WorkQueue<Long> queue;
        private final Path directory;

        private WorkOnAll(Larder larder, Path directory) {
            cache = cache(larder);
            deque = deque(larder);
            queue = queue(larder);
            this.directory = directory;
        }

        /** URL of the server, directory for files, number of the child, first and end of its items for the queue. */
        public static void main(String[] args) throws Exception {
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            });
            try (Larder larder = Larder.open(PostgreSql.at(args[0]))) {
                WorkOnAll work = new WorkOnAll(larder, Path.of(args[1]));
                work.start(Integer.parseInt(args[2]), Long.parseLong(args[3]), Long.parseLong(args[4]));
                say("ready");
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                work.finish();
            }
            say("done");
        }

        private void start(int child, long firstItem, long endOfItems) {
            startThread(this::count);
            startThread(this::countUnderLock);
            for (int i = 0; i < LOADING_THREADS; i++) {
                startThread(this::load);
            }
            startThread(() -> put(firstItem, endOfItems));
            startThread(this::takeItems);
            startThread(() -> add(child));
            startThread(this::mark);
        }

        private void startThread(Runnable work) {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }

        private void finish() throws InterruptedException {
            isOver.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }

        /** Returns whether it was done; otherwise it may have been done, too. */
        private static boolean attempt(String name, Step step) {
            try {
                step.run();
                return true;
            } catch (LarderException e) {
                say("failed " + name + " " + e.getClass().getSimpleName() + ", " + oneLine(e));
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException("Nobody interrupts this thread", e);
            }
        }

        private static String oneLine(RuntimeException e) {
            return String.valueOf(e.getMessage()).replace('\n', ' ');
        }

        private static void rest() {
            LockSupport.parkNanos(REST_NANOS);
        }

        private void count() {
            while (!isOver.get()) {
                if (attempt("count", () -> cache.increment(COUNTER))) {
                    say("counted");
                }
                rest();
            }
        }

        /** What is counted lies in a file, so that a failure of the server leaves no doubt about it. */
        private void countUnderLock() {
            CacheLock lock = CacheLock.in(cache, "turn", LEASE);
            while (!isOver.get()) {
                if (attempt("lock", lock::lock)) {
                    countInTwoSteps();
                    say("locked");
                    attempt("unlock", () -> unlock(lock));
                }
                rest();
            }
        }

        /** While the server is away the lease may end: nobody extends it any more for one who unlocks. */
        private static void unlock(CacheLock lock) {
            try {
                lock.unlock();
            } catch (IllegalMonitorStateException e) {
                say("failed unlock " + oneLine(e));
            }
        }

        private void countInTwoSteps() {
            Path file = countedFile(directory);
            try {
                long count = Long.parseLong(Files.readString(file));
                Path next = Files.writeString(
                        directory.resolve("next-" + ProcessHandle.current().pid()), Long.toString(count + 1));
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void load() {
            LoadLedger ledger = loads(directory);
            LoadOptions<Object> options =
                    LoadOptions.storing(expireAfter(TIME_TO_LIVE)).lease(LEASE);
            while (!isOver.get()) {
                AtomicLong ended = new AtomicLong();
                boolean isDone = attempt(
                        "load",
                        () -> cache.get(
                                "loaded",
                                key -> {
                                    ledger.began();
                                    LockSupport.parkNanos(LoadPrograms.LOAD_NANOS);
                                    ended.set(ledger.ended());
                                    return "value";
                                },
                                options));
                if (!isDone && ended.get() > 0) {
                    ledger.doubted(ended.get());
                }
                rest();
            }
        }

        private void put(long first, long end) {
            for (long item = first; item < end && !isOver.get(); item += BATCH) {
                long batch = item;
                if (attempt(
                        "put",
                        () -> queue.putAll(
                                LongStream.range(batch, batch + BATCH).boxed().toList()))) {
                    say("put " + batch + " " + (batch + BATCH));
                }
                rest();
            }
        }

        private void takeItems() {
            AtomicBoolean isEmpty = new AtomicBoolean();
            while (!isOver.get() || !isEmpty.get()) {
                attempt("take", () -> WorkQueuePrograms.Work.workOnABatch(queue));
                attempt("metrics", () -> isEmpty.set(WorkQueuePrograms.Work.isEmpty(queue.metrics())));
            }
        }

        private void add(int child) {
            AtomicLong next = new AtomicLong(-1);
            while (!isOver.get()) {
                if (next.get() < 0) { // not known, or not known any more
                    attempt("next", () -> next.set(DequePrograms.next(deque, child, CHILDREN)));
                } else {
                    List<Long> numbers = LongStream.range(0, BATCH)
                            .mapToObj(i -> next.get() + i * CHILDREN)
                            .toList();
                    if (attempt("add", () -> deque.addAllFirst(numbers))) {
                        say("added " + numbers.get(BATCH - 1));
                        next.addAndGet(BATCH * CHILDREN);
                    } else {
                        next.set(-1);
                    }
                }
                rest();
            }
        }

        private void mark() {
            AtomicBoolean isMarked = new AtomicBoolean();
            while (!isOver.get() || !isMarked.get()) {
                attempt("mark", () -> {
                    Long head = deque.peekFirst();
                    isMarked.set(head == null || head < 0);
                    if (!isMarked.get()) {
                        deque.transact(DequePrograms.MarkAsDone::markSome);
                    }
                });
                rest();
            }
        }
    }
}
