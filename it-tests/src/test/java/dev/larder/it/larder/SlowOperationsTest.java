package dev.larder.it.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.Delivery;
import dev.larder.Deque;
import dev.larder.FailurePolicy;
import dev.larder.FanoutCache;
import dev.larder.Index;
import dev.larder.Larder;
import dev.larder.Operation;
import dev.larder.SlowOperation;
import dev.larder.WorkQueue;
import dev.larder.codec.Codec;
import dev.larder.it.Logged;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of slow operations, of every kind of collection. */
class SlowOperationsTest {

    private static final Duration SLOW = Duration.ofMillis(80);

    @TempDir
    Path directory;

    private final Threads threads = new Threads();
    private final List<SlowOperation> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        threads.close();
    }

    /** What is reported of a call that waits, for longer than is slow, while another program keeps a writer's lock. */
    private List<SlowOperation> behindAnotherProgram(Path store, Callable<?> call) throws SQLException {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        return behindAnotherProgram(
                store,
                () -> {
                    caller.complete(Thread.currentThread());
                    return call.call();
                },
                () -> {
                    Threads.awaitPause(Threads.result(caller)); // its operation has begun
                    awaitPassed(SLOW);
                });
    }

    /** What is reported of a call while another program keeps the lock of a writer until that is enough. */
    private List<SlowOperation> behindAnotherProgram(Path store, Callable<?> call, Runnable untilEnough)
            throws SQLException {
        told.clear();
        Future<?> waiting;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.resolve("cache.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            waiting = threads.start(call);
            untilEnough.run();
            statement.execute("ROLLBACK");
        }
        Threads.result(waiting);
        return List.copyOf(told);
    }

    private static void awaitPassed(Duration time) {
        long begun = System.nanoTime();
        Threads.await(() -> System.nanoTime() - begun > time.toNanos());
    }

    private void awaitReport() {
        Threads.await(() -> !told.isEmpty());
    }

    private static void assertThatOne(List<SlowOperation> reports, Operation operation, String collection) {
        assertThat(reports).singleElement().satisfies(slow -> {
            assertThat(slow.operation()).isEqualTo(operation);
            assertThat(slow.collection()).isEqualTo(collection);
            assertThat(slow.took()).isBetween(SLOW, Duration.ofSeconds(60));
            assertThat(slow.begun().plus(slow.took())).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(slow.failure()).isNull();
        });
    }

    @Test
    void slow_collectionsOfALarder_areReportedByKindAndName() throws Exception {
        try (Larder larder =
                Larder.at(directory).slowOperations(SLOW, told::add).open()) {
            Cache<Object, Object> pages = larder.cache("pages");
            Deque<String> jobs = larder.deque("jobs", Codec.string());
            Index<Object, Object> names = larder.index("by/name");
            WorkQueue<String> mails = larder.queue("mails", Codec.string());
            Counter visits = larder.counter("visits");
            // once before, so that nothing but the waiting is slow
            pages.set("key", "value");
            jobs.add("job");
            jobs.take();
            names.put("key", "value");
            mails.put("mail");
            mails.take().ack();
            visits.incrementAndGet();
            jobs.add("job");
            mails.put("mail");

            Path home = directory;
            assertThatOne(
                    behindAnotherProgram(home.resolve("cache/pages"), () -> pages.set("key", "value")),
                    Operation.SET,
                    "cache/pages");
            assertThatOne(behindAnotherProgram(home.resolve("deque/jobs"), jobs::take), Operation.PULL, "deque/jobs");
            assertThatOne(
                    behindAnotherProgram(home.resolve("deque/jobs"), () -> jobs.add("job")),
                    Operation.PUSH,
                    "deque/jobs");
            assertThatOne(
                    behindAnotherProgram(home.resolve("index/by/name"), () -> names.put("key", "value")),
                    Operation.SET,
                    "index/by/name");
            assertThatOne(
                    behindAnotherProgram(home.resolve("queue/mails"), () -> {
                        mails.put("another");
                        return true;
                    }),
                    Operation.PUT,
                    "queue/mails");
            List<Delivery<String>> taken = new ArrayList<>();
            assertThatOne(
                    behindAnotherProgram(home.resolve("queue/mails"), () -> taken.add(mails.take())),
                    Operation.TAKE,
                    "queue/mails");
            assertThatOne(
                    behindAnotherProgram(
                            home.resolve("queue/mails"), () -> taken.get(0).ack()),
                    Operation.SETTLE,
                    "queue/mails");
            assertThatOne(
                    behindAnotherProgram(home.resolve("cache/larder"), visits::incrementAndGet),
                    Operation.INCREMENT,
                    "cache/larder");
        }
    }

    @Test
    void slow_insideTheTransactionOfAnotherCollection_isReportedAfterThat() {
        try (Larder larder =
                Larder.at(directory).slowOperations(Duration.ZERO, told::add).open()) {
            Cache<Object, Object> pages = larder.cache("pages");
            Cache<Object, Object> hits = larder.cache("hits");
            told.clear();
            pages.transact(tx -> {
                hits.transact(other -> other.get("key"));
                assertThat(told).isEmpty();
            });

            assertThat(told)
                    .extracting(slow -> slow.operation() + " of " + slow.collection())
                    .containsExactly("get of cache/hits", "transact of cache/hits", "transact of cache/pages");
        }
    }

    @Test
    void slow_shards_areReportedAsTheirCache() throws Exception {
        try (Larder larder =
                Larder.at(directory).slowOperations(Duration.ZERO, told::add).open()) {
            FanoutCache<Object, Object> hits = larder.fanout(
                    "hits", options -> options.shards(4).keys(Codec.natives()).values(Codec.natives()));
            Cache<Object, Object> beneath = hits.cache("beneath");
            told.clear();
            hits.setAll(Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L));
            hits.transact(cache -> cache.set("a", 2L));
            beneath.get("key");

            assertThat(operations("fanout/hits"))
                    .contains(Operation.SET_ALL, Operation.SET, Operation.TRANSACT)
                    .doesNotHaveDuplicates();
            assertThat(operations("fanout/hits/cache/beneath")).contains(Operation.GET);
        }
    }

    private List<Operation> operations(String collection) {
        Set<Operation> beside = Set.of(Operation.CONFIGURE, Operation.COUNT);
        return told.stream()
                .filter(slow -> slow.collection().equals(collection) && !beside.contains(slow.operation()))
                .map(SlowOperation::operation)
                .collect(Collectors.toList());
    }

    @Test
    void slow_timeout_isReportedWithItsException() throws Exception {
        Duration patience = Duration.ofMillis(30);
        try (Cache<Object, Object> cache = Cache.at(directory)
                .timeout(patience)
                .slowOperations(patience, told::add)
                .open()) {
            List<SlowOperation> reports = behindAnotherProgram(
                    directory,
                    () -> {
                        assertThatThrownBy(() -> cache.set("key", "value")).isInstanceOf(LarderTimeoutException.class);
                        return true;
                    },
                    this::awaitReport);

            assertThat(reports).singleElement().satisfies(slow -> {
                assertThat(slow.operation()).isEqualTo(Operation.SET);
                assertThat(slow.failure()).isInstanceOf(LarderTimeoutException.class);
                assertThat(slow.took()).isBetween(patience, Duration.ofSeconds(60));
            });
        }
    }

    @Test
    void slow_removalListener_isAPartOfTheOperation() {
        try (Cache<Object, Object> cache = Cache.at(directory)
                .removalListener(removal -> {
                    awaitPassed(SLOW);
                })
                .slowOperations(SLOW, told::add)
                .open()) {
            cache.set("key", "value");
            told.clear();
            cache.delete("key");

            assertThat(told).extracting(SlowOperation::operation).containsExactly(Operation.DELETE);
        }
    }

    @Test
    void slow_attemptsOfAPolicy_areReportedEach() throws Exception {
        Duration patience = Duration.ofMillis(20);
        try (Cache<Object, Object> cache = Cache.at(directory)
                .timeout(patience)
                .onFailure(FailurePolicy.FAIL.afterRetrying(Duration.ofSeconds(60)))
                .slowOperations(patience, told::add)
                .open()) {
            List<SlowOperation> reports =
                    behindAnotherProgram(directory, () -> cache.set("key", "value"), this::awaitReport);

            assertThat(reports)
                    .isNotEmpty()
                    .allSatisfy(slow -> assertThat(slow.operation()).isEqualTo(Operation.SET));
            assertThat(reports.get(0).failure()).isInstanceOf(LarderTimeoutException.class);
        }
    }

    /** Where it is does not change when the directory is made. */
    @Test
    void collection_outsideOfALarder_isItsPlace() {
        Path place = directory.resolve("made");
        for (int i = 0; i < 2; i++) {
            try (Cache<Object, Object> cache =
                    Cache.at(place).slowOperations(Duration.ZERO, told::add).open()) {
                cache.get("key");
            }
        }
        assertThat(told)
                .extracting(SlowOperation::collection)
                .containsOnly(place.toUri().toString().replaceFirst("/$", ""));
    }

    @Test
    void blockingTake_thatWaits_isNotSlowForThat() throws Exception {
        try (Deque<Object> deque = Deque.at(directory.resolve("deque"))
                        .slowOperations(Duration.ZERO, told::add)
                        .open();
                WorkQueue<Object> queue = WorkQueue.at(directory.resolve("queue"))
                        .slowOperations(Duration.ZERO, told::add)
                        .open()) {
            Future<Object> element = threads.start(deque::take);
            Future<Delivery<Object>> item = threads.start(queue::take);
            Threads.await(() -> told.stream()
                            .filter(slow -> slow.operation() == Operation.WATCH)
                            .count()
                    >= 2);
            awaitPassed(SLOW.multipliedBy(2));
            Instant woken = Instant.now();
            deque.add("element");
            queue.put("item");

            assertThat(Threads.result(element)).isEqualTo("element");
            assertThat(Threads.result(item).value()).isEqualTo("item");
            assertThat(told)
                    .as("what lasted longer than the wait")
                    .noneMatch(slow -> slow.begun().isBefore(woken.minus(SLOW))
                            && slow.begun().plus(slow.took()).isAfter(woken));
        }
    }

    /** The attempts of who waits are made beside those of others. */
    @Test
    void blockingTake_whatItDoesAfterItsWait_isReported() {
        try (Deque<Object> deque =
                Deque.at(directory).slowOperations(Duration.ZERO, told::add).open()) {
            Future<Object> element = threads.start(deque::take);
            Threads.await(() -> told.stream().anyMatch(slow -> slow.operation() == Operation.WATCH));
            deque.add("element");

            assertThat(Threads.result(element)).isEqualTo("element");
            Threads.await(() -> told.stream().anyMatch(slow -> slow.operation() == Operation.PULL));
        }
    }

    @Test
    void slowOperations_askedForWithOthers_isRefusedWithWhatDiffers() {
        Consumer<SlowOperation> listener = told::add;
        try (Larder larder = Larder.at(directory).slowOperations(SLOW, listener).open()) {
            Cache<Object, Object> pages = larder.cache("pages");

            assertThat(larder.cache("pages", options -> options.slowOperations(SLOW, listener)))
                    .isSameAs(pages);
            assertThatIllegalStateException()
                    .isThrownBy(() -> larder.cache("pages", options -> options.slowOperations(Duration.ZERO, listener)))
                    .withMessageContaining("slow operations from PT0.08S, not slow operations from PT0S");
        }
    }

    @Test
    void log_isAWarningWithWhatItWas() {
        List<LogRecord> logged = Logged.during(() -> {
            try (Cache<Object, Object> cache = Cache.at(directory).open()) {
                cache.set("text", "value");
            }
            try (Cache<Object, Object> cache = Cache.at(directory)
                    .slowOperations(Duration.ZERO, SlowOperation::log)
                    .open()) {
                assertThatThrownBy(() -> cache.increment("text")).isInstanceOf(RuntimeException.class);
            }
        });

        assertThat(logged).anySatisfy(record -> {
            assertThat(record.getLoggerName()).isEqualTo("dev.larder.SlowOperation");
            assertThat(record.getMessage()).matches("increment of file:/.* failed after \\d+ ms");
            assertThat(record.getThrown()).isNotNull();
        });
    }

    @Test
    void listener_thatThrows_isLogged() {
        List<LogRecord> logged = Logged.during(() -> {
            try (Cache<Object, Object> cache = Cache.at(directory)
                    .slowOperations(Duration.ZERO, slow -> {
                        throw new IllegalStateException("listener");
                    })
                    .open()) {
                assertThat(cache.increment("number")).isEqualTo(1);
            }
        });

        assertThat(logged).anySatisfy(record -> {
            assertThat(record.getMessage())
                    .contains("listener of slow operations")
                    .contains("increment");
            assertThat(record.getThrown()).hasMessage("listener");
        });
    }
}
