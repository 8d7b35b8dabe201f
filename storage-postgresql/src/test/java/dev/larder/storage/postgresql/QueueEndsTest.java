package dev.larder.storage.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Bound;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The ends of queues, whose numbers the server finds and counts on by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QueueEndsTest {

    private static final Item ITEM = Item.of(Encoded.natively(Scalar.of("value")));

    private final PostgreSqlStorage storage =
            PostgreSql.at(PostgresServer.url()).schema("queue_ends");
    private final Store anchor = open("anchor");

    @AfterAll
    void close() {
        anchor.close();
    }

    private Store open(String collection) {
        return storage.named(collection).open(StoreConfig.defaults());
    }

    private static Key append(Store store, Sequence.Queue queue, Side side, Item item) {
        return store.append(queue, side, List.of(item), Bound.none(), Cull.NONE, Wait.FOREVER)
                .keys()
                .get(0);
    }

    private static void put(Store store, Key key) {
        store.store(key, ITEM, Condition.always(), null, Cull.NONE, Wait.FOREVER);
    }

    private static String take(Store store, Sequence.Queue queue) {
        Row row = store.take(queue, Side.FRONT, Fetch.VALUE, Wait.FOREVER);
        return row == null || row.value() == null
                ? null
                : ((Scalar.Text) row.value().scalar()).value();
    }

    /** Numbers beside which the bytes of a floating number look different. */
    private static List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (int bit = 1; bit < 50; bit++) {
            numbers.addAll(List.of((1L << bit) - 1, 1L << bit, (1L << bit) + 1));
        }
        numbers.removeIf(number -> number < 2);
        numbers.add(Sequence.FIRST_NUMBER);
        numbers.add(Sequence.LAST_NUMBER - 1);
        return numbers;
    }

    @Test
    void append_besideAnyNumber_getsTheNextOne() {
        try (Store store = open("numbers")) {
            for (Sequence.Queue queue : List.of(Sequence.queue(null), Sequence.queue("ü'\\0"))) {
                for (long number : numbers()) {
                    put(store, queue.key(number));
                    assertThat(append(store, queue, Side.BACK, ITEM)).isEqualTo(queue.key(number + 1));
                    assertThat(append(store, queue, Side.FRONT, ITEM)).isEqualTo(queue.key(number - 1));
                    store.removeAll(
                            List.of(queue.key(number - 1), queue.key(number), queue.key(number + 1)), Wait.FOREVER);
                }
            }
        }
    }

    @Test
    void append_besideKeysThatOnlyLookLikeNumbers_passesThemOver() {
        try (Store store = open("look-alikes")) {
            Sequence.Queue queue = Sequence.queue("q");
            for (String key : List.of("q-50000000000000x", "q-5000000000000000", "q-9", "q-é0000000000000")) {
                put(store, Key.of(key));
            }
            put(store, Key.of(Scalar.of("q-600000000000000".getBytes(UTF_8))));
            assertThat(append(store, queue, Side.BACK, ITEM)).isEqualTo(queue.key(Sequence.FIRST_NUMBER));
            assertThat(append(store, queue, Side.BACK, ITEM)).isEqualTo(queue.key(Sequence.FIRST_NUMBER + 1));

            Sequence.Queue plain = Sequence.queue(null);
            put(store, Key.of(Scalar.of(Sequence.FIRST_NUMBER + 1.0)));
            assertThat(append(store, plain, Side.BACK, ITEM)).isEqualTo(plain.key(Sequence.FIRST_NUMBER));
            assertThat(append(store, plain, Side.BACK, ITEM))
                    .as("the number next to it is that of a floating key")
                    .isEqualTo(plain.key(Sequence.FIRST_NUMBER + 2));
            assertThat(store.take(plain, Side.FRONT, Fetch.METADATA, Wait.FOREVER))
                    .isNotNull();
            assertThat(store.take(plain, Side.FRONT, Fetch.METADATA, Wait.FOREVER))
                    .isNotNull();
            assertThat(store.take(plain, Side.FRONT, Fetch.METADATA, Wait.FOREVER))
                    .isNull();
        }
    }

    @Test
    void append_atTheLastNumber_isRefused() {
        try (Store store = open("full")) {
            Sequence.Queue queue = Sequence.queue(null);
            put(store, queue.key(Sequence.LAST_NUMBER));
            assertThatThrownBy(() -> append(store, queue, Side.BACK, ITEM)).isInstanceOf(StoreFullException.class);
        }
    }

    /** A prefix that leaves no room for the digits in the part of the key that is looked at first. */
    @Test
    void append_withALongPrefix_isTheSame() {
        try (Store store = open("long")) {
            for (int length : List.of(982, 983, 984, 2_000)) {
                Sequence.Queue queue = Sequence.queue("p".repeat(length));
                append(store, queue, Side.BACK, Item.of(Encoded.natively(Scalar.of("one"))));
                append(store, queue, Side.BACK, Item.of(Encoded.natively(Scalar.of("two"))));
                assertThat(take(store, queue)).isEqualTo("one");
                assertThat(take(store, queue)).isEqualTo("two");
                assertThat(take(store, queue)).isNull();
            }
        }
    }

    /** Two stores, as two processes would have them. */
    @Test
    void appendAndTake_byManyThreads_loseNothingAndKeepTheOrder() throws Exception {
        int producers = 3;
        int each = 300;
        Sequence.Queue queue = Sequence.queue("busy");
        AtomicInteger left = new AtomicInteger(producers * each);
        ConcurrentLinkedQueue<List<String>> taken = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Store one = open("busy");
                Store other = open("busy")) {
            List<Future<?>> all = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                String name = producer + ":";
                Store store = producer % 2 == 0 ? one : other;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        append(store, queue, Side.BACK, Item.of(Encoded.natively(Scalar.of(name + i))));
                    }
                }));
            }
            for (Store store : List.of(one, other, one)) {
                all.add(threads.submit(() -> {
                    List<String> own = new ArrayList<>();
                    while (left.get() > 0) {
                        String value = take(store, queue);
                        if (value != null) {
                            own.add(value);
                            left.decrementAndGet();
                        }
                    }
                    taken.add(own);
                }));
            }
            for (Future<?> thread : all) {
                thread.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        Set<String> distinct = taken.stream().flatMap(List::stream).collect(Collectors.toSet());
        assertThat(distinct).hasSize(producers * each);
        assertThat(taken.stream().mapToInt(List::size).sum()).isEqualTo(producers * each);
        for (List<String> own : taken) {
            for (int producer = 0; producer < producers; producer++) {
                String name = producer + ":";
                assertThat(own.stream()
                                .filter(value -> value.startsWith(name))
                                .map(value -> Integer.valueOf(value.substring(name.length()))))
                        .as("of producer " + producer)
                        .isSorted();
            }
        }
    }
}
