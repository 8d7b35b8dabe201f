package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LarderException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes beside each other, for each of which a storage with connections of its own stands. */
final class ManyProcessesTest {

    private static final int PROCESSES = 2;

    private static final int THREADS = 4;

    private static final Key COUNTER = Key.of("counter");

    private static Store open(String schema) {
        return PostgreSql.at(PostgresServer.url()).schema(schema).open(StoreConfig.defaults());
    }

    private static Scalar add(Store store) {
        return store.add(COUNTER, Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
    }

    private static Scalar value(Store store) {
        Encoded value = store.get(COUNTER, Access.IGNORE);
        return value == null ? Scalar.of(0) : value.scalar();
    }

    @Test
    void add_manyThreadsOfTwoProcesses_losesNothing() {
        int times = 100;
        try (Threads threads = new Threads();
                Store one = open("crowd_add");
                Store other = open("crowd_add")) {
            threads.race(PROCESSES * THREADS, thread -> {
                for (int i = 0; i < times; i++) {
                    add(thread % PROCESSES == 0 ? one : other);
                }
                return true;
            });
            assertThat(value(one)).isEqualTo(Scalar.of((long) PROCESSES * THREADS * times));
            assertThat(other.count()).isEqualTo(1);
        }
    }

    @Test
    void transact_manyThreadsOfTwoProcesses_losesNothing() {
        int times = 10;
        try (Threads threads = new Threads();
                Store one = open("crowd_transact");
                Store other = open("crowd_transact")) {
            threads.race(PROCESSES * THREADS, thread -> {
                Store store = thread % PROCESSES == 0 ? one : other;
                for (int i = 0; i < times; i++) {
                    store.transact(Wait.FOREVER, () -> increment(store));
                }
                return true;
            });
            assertThat(value(one)).isEqualTo(Scalar.of((long) PROCESSES * THREADS * times));
        }
    }

    private static boolean increment(Store store) {
        long before = ((Scalar.Int64) value(store)).value();
        Item item = Item.of(Encoded.natively(Scalar.of(before + 1)));
        store.store(COUNTER, item, Condition.always(), null, Cull.NONE, Wait.FOREVER);
        return true;
    }

    @Test
    void storeIfAbsent_manyThreadsOfTwoProcesses_oneOfThemStores() {
        Item item = Item.of(Encoded.natively(Scalar.of("mine")));
        try (Threads threads = new Threads();
                Store one = open("crowd_absent");
                Store other = open("crowd_absent")) {
            for (int round = 0; round < 20; round++) {
                Key key = Key.of(round);
                List<Boolean> stored = threads.race(
                        PROCESSES * THREADS,
                        thread -> (thread % PROCESSES == 0 ? one : other)
                                .store(key, item, Condition.ifAbsent(), null, Cull.NONE, Wait.FOREVER)
                                .stored());
                assertThat(stored).containsOnlyOnce(true);
            }
        }
    }

    @Test
    void serverRestart_inTheMiddle_losesNothingThatWasConfirmed(@TempDir Path directory) {
        AtomicLong confirmed = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicBoolean isOver = new AtomicBoolean();
        try (RestartableServer server = RestartableServer.in(directory.resolve("data"));
                Threads threads = new Threads();
                Store store = PostgreSql.at(server.url()).open(StoreConfig.defaults())) {
            Future<Boolean> adding = threads.start(() -> {
                while (!isOver.get()) {
                    try {
                        add(store);
                        confirmed.incrementAndGet();
                    } catch (LarderException e) {
                        failed.incrementAndGet();
                    }
                }
                return true;
            });
            Threads.await(() -> confirmed.get() > 100);
            server.restart();
            long before = confirmed.get();
            Threads.await(() -> confirmed.get() > before + 100);
            isOver.set(true);
            Threads.result(adding);
            // what failed may have been done all the same
            assertThat(((Scalar.Int64) value(store)).value())
                    .isBetween(confirmed.get(), confirmed.get() + failed.get());
            assertThat(store.verify(false, Wait.FOREVER)).isEmpty();
        }
    }
}
