package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Bound;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreUnavailableException;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkItem;
import dev.larder.storage.contract.Threads;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that can be reached and says nothing lets operations fail in time, and is used again when it is back. */
final class UnansweredTest {

    private static final Duration ANSWER = Duration.ofSeconds(2);

    /** Waiting for a connection, for an answer on it, and for the pool to let go of broken ones; and a slow machine. */
    private static final Duration LONGEST = ANSWER.multipliedBy(10);

    private static final Key KEY = Key.of("key");

    private static final Sequence.Queue QUEUE = Sequence.queue(null);

    private static final List<Consumer<Store>> OPERATIONS = List.of(
            store -> store.get(KEY, Access.RECORD),
            store -> store.findAll(List.of(KEY, Key.of("other")), Fetch.VALUE, Access.IGNORE),
            store -> put(store, "value"),
            store -> store.remove(KEY, Condition.always(), Fetch.VALUE, Wait.upTo(ANSWER.dividedBy(2))),
            store -> store.add(Key.of("number"), Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER),
            store -> store.append(QUEUE, Side.BACK, List.of(item("value")), Bound.none(), Cull.NONE, Wait.FOREVER),
            store -> store.take(QUEUE, Side.FRONT, Fetch.VALUE, Wait.FOREVER),
            store -> store.acquireLease(
                    new LeaseName("kind", KEY), "owner", Duration.ofMillis(1), null, 1, Wait.upTo(ANSWER)),
            store -> store.offer(List.of(WorkItem.of(Encoded.natively(Scalar.of("work")))), Wait.FOREVER),
            store -> store.claim(1, Duration.ofMillis(1), 9, Wait.FOREVER),
            store -> store.transact(Wait.FOREVER, () -> put(store, "in a transaction")),
            Store::totals);

    private static Item item(String value) {
        return Item.of(Encoded.natively(Scalar.of(value)));
    }

    private static boolean put(Store store, String value) {
        return store.store(KEY, item(value), Condition.always(), null, Cull.NONE, Wait.FOREVER)
                .stored();
    }

    private static PostgreSqlStorage storage(String url, String schema) {
        return PostgreSql.at(url).schema(schema).answerWithin(ANSWER);
    }

    private static void assertFailsInTime(Runnable operation) {
        long start = System.nanoTime();
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(operation::run)
                .withMessageContaining("server of")
                .satisfies(e -> assertThat(e.waited()).isLessThan(LONGEST));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
    }

    private static void assertAllFailInTime(Store store) {
        try (Threads threads = new Threads()) {
            threads.race(OPERATIONS.size(), number -> {
                assertFailsInTime(() -> OPERATIONS.get(number).accept(store));
                return true;
            });
        }
    }

    @Test
    void operations_serverSaysNothing_failInTimeAndWorkWhenItIsBack() throws IOException {
        try (Relay relay = new Relay(PostgresServer.url());
                Store store = storage(relay.url(), "unanswered").open(StoreConfig.defaults())) {
            OPERATIONS.forEach(operation -> operation.accept(store));
            relay.block();
            assertAllFailInTime(store);
            relay.unblock();
            OPERATIONS.forEach(operation -> operation.accept(store));
            assertThat(store.verify(false, Wait.FOREVER)).isEmpty();
        }
    }

    @Test
    @Tag("soak")
    void operations_onConnectionsOfTheApplication_failInTime() throws IOException {
        try (Relay relay = new Relay(PostgresServer.url());
                Store store = PostgreSql.at(keeping(relay))
                        .schema("unanswered_borrowed")
                        .answerWithin(ANSWER)
                        .open(StoreConfig.defaults())) {
            put(store, "before");
            // the connection is made, and the statement is not answered
            assertFailsInTime(() -> store.transact(Wait.FOREVER, () -> {
                put(store, "during");
                relay.block();
                return put(store, "unanswered");
            }));
            relay.unblock();
            assertThat(store.get(KEY, Access.IGNORE)).isEqualTo(item("before").content());
        }
    }

    private static DataSource keeping(Relay relay) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(relay.url());
        connections.setCancelSignalTimeout(1);
        return connections;
    }

    @Test
    void opening_serverSaysNothing_failsInTime() throws IOException {
        try (Relay relay = new Relay(PostgresServer.url())) {
            relay.block();
            PostgreSqlStorage storage = storage(relay.url(), "unanswered");
            assertFailsInTime(() -> storage.open(StoreConfig.defaults()));
            relay.unblock();
            storage.open(StoreConfig.defaults()).close();
        }
    }

    @Test
    void opening_noServer_saysWhereThereIsNone() {
        assertThatThrownBy(() -> PostgreSql.at("jdbc:postgresql://127.0.0.1:1/none?password=secret")
                        .open(StoreConfig.defaults()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none ")
                .message()
                .doesNotContain("secret");
    }

    @Test
    @Tag("soak")
    void store_moreThanIsSentAtOnce_failsInTimeToo() throws IOException {
        Item large = Item.of(Encoded.natively(Scalar.of(new byte[20_000_000])));
        try (Relay relay = new Relay(PostgresServer.url());
                Store store = storage(relay.url(), "unanswered_large").open(StoreConfig.defaults())) {
            assertFailsInTime(() -> store.transact(Wait.FOREVER, () -> {
                put(store, "before");
                relay.blockAfter(1_000_000);
                return store.store(KEY, large, Condition.always(), null, Cull.NONE, Wait.FOREVER);
            }));
            relay.unblock();
            assertThat(store.get(KEY, Access.IGNORE)).isNull();
        }
    }

    @Test
    void watch_serverSaysNothingForAWhile_endsInTimeAndIsWokenWhenItIsBack() throws IOException {
        try (Threads threads = new Threads();
                Relay relay = new Relay(PostgresServer.url());
                Store taker = storage(relay.url(), "unanswered_watch").open(StoreConfig.defaults());
                Store putter = storage(PostgresServer.url(), "unanswered_watch").open(StoreConfig.defaults());
                ChangeWatch watch = taker.watch(KEY)) {
            CountDownLatch hasFailed = new CountDownLatch(1);
            relay.block();
            Future<Boolean> isTaken = threads.start(() -> {
                while (true) {
                    try {
                        if (taker.get(KEY, Access.IGNORE) != null) {
                            return true;
                        }
                    } catch (StoreUnavailableException e) {
                        hasFailed.countDown();
                    }
                    watch.await(Wait.upTo(ANSWER));
                }
            });
            put(putter, "value");
            Threads.await(hasFailed);
            relay.unblock();
            assertThat(Threads.result(isTaken)).isTrue();
        }
    }

    @Test
    @Tag("soak")
    void store_othersHoldTheRowForLongerThanAnAnswerMayTake_isStillDone() {
        try (Threads threads = new Threads();
                Store holder = storage(PostgresServer.url(), "unanswered_held").open(StoreConfig.defaults());
                Store other = storage(PostgresServer.url(), "unanswered_held").open(StoreConfig.defaults())) {
            CountDownLatch isHeld = new CountDownLatch(1);
            CountDownLatch isEnough = new CountDownLatch(1);
            put(holder, "before");
            Future<Boolean> holding = threads.start(() -> holder.transact(Wait.FOREVER, () -> {
                boolean isPut = put(holder, "of the holder");
                isHeld.countDown();
                Threads.await(isEnough);
                return isPut;
            }));
            Threads.await(isHeld);
            long start = System.nanoTime();
            List<Future<Boolean>> waiting = IntStream.range(0, 2)
                    .mapToObj(number -> threads.start(() -> number == 0
                            ? put(other, "of the other")
                            : other.transact(Wait.FOREVER, () -> put(other, "of the other"))))
                    .toList();
            Threads.await(
                    () -> System.nanoTime() - start > ANSWER.multipliedBy(2).toNanos());
            isEnough.countDown();
            assertThat(Threads.result(holding)).isTrue();
            waiting.forEach(each -> assertThat(Threads.result(each)).isTrue());
            assertThat(other.get(KEY, Access.IGNORE))
                    .isEqualTo(item("of the other").content());
        }
    }

    /** Its processes are there, take connections and do nothing. */
    @Test
    @Tag("soak")
    void operations_serverIsStopped_failInTimeAndWorkWhenItGoesOn(@TempDir Path directory)
            throws IOException, InterruptedException {
        EmbeddedPostgres server = PostgresServer.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
        try (Store store = storage(PostgresServer.url(server), "stopped").open(StoreConfig.defaults())) {
            OPERATIONS.forEach(operation -> operation.accept(store));
            signal(directory, "STOP");
            assertAllFailInTime(store);
            signal(directory, "CONT");
            OPERATIONS.forEach(operation -> operation.accept(store));
            assertThat(store.verify(false, Wait.FOREVER)).isEmpty();
        } finally {
            signal(directory, "CONT");
            PostgresServer.close(server);
        }
    }

    private static void signal(Path directory, String name) throws IOException, InterruptedException {
        String first = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"))
                .get(0);
        ProcessHandle server = ProcessHandle.of(Long.parseLong(first.trim())).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, first.trim()));
        server.descendants().forEach(each -> command.add(String.valueOf(each.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void answerWithin_tooShortOrTooLong_isRefused() {
        PostgreSqlStorage storage = PostgreSql.at("jdbc:postgresql:none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> storage.answerWithin(Duration.ofMillis(1_999)))
                .withMessageContaining("two seconds");
        assertThatIllegalArgumentException().isThrownBy(() -> storage.answerWithin(Duration.ofDays(2)));
    }
}
