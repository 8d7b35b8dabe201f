package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads, and two stores on one place, which share it as two processes would. */
public interface ConcurrencyContract extends StorageUnderTest {

    /** Threads in each race; those with odd numbers use the second store. */
    int THREADS = 16;

    @Test
    default void add_manyThreads_losesNothing(Store one, Testbed testbed) {
        Store other = testbed.open();
        testbed.threads().race(THREADS, thread -> {
            for (int i = 0; i < 100; i++) {
                Shorthand.add(thread % 2 == 0 ? one : other, "sum", Scalar.of(1L), Scalar.of(0L));
            }
            return thread;
        });

        assertThat(value(one, "sum")).isEqualTo(Scalar.of(THREADS * 100L));
        assertThat(value(other, "sum")).isEqualTo(Scalar.of(THREADS * 100L));
        assertThat(one.count()).isEqualTo(1);
    }

    @Test
    default void transact_readAndWriteByManyThreads_isSerial(Store one, Testbed testbed) {
        Store other = testbed.open();
        put(one, "sum", number(0));
        testbed.threads().race(THREADS, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 25; i++) {
                store.transact(PATIENT, () -> {
                    Scalar.Int64 sum = (Scalar.Int64) value(store, "sum");
                    put(store, "sum", number(sum.value() + 1));
                    return sum;
                });
            }
            return thread;
        });

        assertThat(value(one, "sum")).isEqualTo(Scalar.of(THREADS * 25L));
    }

    @Test
    default void transact_eachReadsWhatTheOtherWrites_isSerial(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int round = 0; round < 30; round++) {
            put(one, "a", number(1));
            put(one, "b", number(1));
            testbed.threads().race(2, thread -> {
                Store store = thread == 0 ? one : other;
                store.transact(PATIENT, () -> {
                    if (Scalar.of(1L).equals(value(store, thread == 0 ? "a" : "b"))) {
                        put(store, thread == 0 ? "b" : "a", number(0));
                    }
                    return thread;
                });
                return thread;
            });

            assertThat(List.of(value(one, "a"), value(one, "b")))
                    .as("the second to run sees what the first has written")
                    .containsExactlyInAnyOrder(Scalar.of(0L), Scalar.of(1L));
        }
    }

    @Test
    default void store_ifAbsentByManyThreads_hasOneWinner(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int round = 0; round < 20; round++) {
            Key key = Key.of(round);
            List<Boolean> won = testbed.threads()
                    .race(
                            THREADS,
                            thread -> Shorthand.store(
                                            thread % 2 == 0 ? one : other,
                                            key,
                                            bytes(noise(40_000, thread)),
                                            Condition.ifAbsent())
                                    .stored());

            assertThat(won).containsOnlyOnce(true);
            assertThat(value(one, key)).isEqualTo(Scalar.of(noise(40_000, won.indexOf(true))));
        }
    }

    @Test
    default void store_ifValueByManyThreads_losesNothing(Store one, Testbed testbed) {
        Store other = testbed.open();
        put(one, "key", number(0));
        testbed.threads().race(8, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 25; i++) {
                Encoded expected;
                do {
                    expected = store.get(Key.of("key"), Access.IGNORE);
                } while (!Shorthand.store(
                                store,
                                Key.of("key"),
                                number(((Scalar.Int64) expected.scalar()).value() + 1),
                                Condition.ifValue(expected))
                        .stored());
            }
            return thread;
        });

        assertThat(value(one, "key")).isEqualTo(Scalar.of(200L));
    }

    @Test
    default void remove_byManyThreads_hasOneWinner(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int round = 0; round < 20; round++) {
            put(one, "key", bytes(noise(40_000, round)));
            List<Boolean> won = testbed.threads()
                    .race(THREADS, thread -> Shorthand.remove(thread % 2 == 0 ? one : other, "key") != null);
            assertThat(won).containsOnlyOnce(true);
        }
    }

    @Test
    default void take_byManyThreads_handsOutEachItemOnce(Store one, Testbed testbed) {
        Store other = testbed.open();
        String[] items = IntStream.range(0, 400).mapToObj(i -> "item " + i).toArray(String[]::new);
        append(one, Sequence.queue("q"), Side.BACK, items);
        List<List<String>> taken = testbed.threads()
                .race(THREADS, thread -> Shorthand.drain(thread % 2 == 0 ? one : other, Sequence.queue("q")));

        assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrder(items);
    }

    @Test
    default void append_byManyThreads_keepsEachItemAndEachThreadsOrder(Store one, Testbed testbed) {
        Store other = testbed.open();
        List<Key> keys = testbed
                .threads()
                .race(THREADS, thread -> {
                    List<Key> appended = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        Store store = thread % 2 == 0 ? one : other;
                        appended.addAll(append(store, Sequence.queue(null), Side.BACK, thread + " " + i));
                    }
                    return appended;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(keys).doesNotHaveDuplicates().hasSize(THREADS * 20);
        List<String> drained = Shorthand.drain(one, Sequence.queue(null));
        assertThat(drained).hasSize(THREADS * 20);
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = thread + " ";
            List<String> own = IntStream.range(0, 20).mapToObj(i -> prefix + i).toList();
            assertThat(drained.stream().filter(item -> item.startsWith(prefix))).containsExactlyElementsOf(own);
        }
    }

    @Test
    default void get_whileTheValueIsReplaced_alwaysSeesAWholeOne(Store one, Testbed testbed) {
        Store other = testbed.open();
        put(one, "key", bytes(noise(40_000, 0)));
        AtomicBoolean done = new AtomicBoolean();
        Future<String> writer = testbed.threads().start(() -> {
            try {
                for (int i = 0; i < 150; i++) {
                    put(one, "key", i % 3 == 0 ? bytes(noise(100, i)) : bytes(noise(40_000 + i, i)));
                }
            } finally {
                done.set(true);
            }
            return "written";
        });
        testbed.threads().race(3, thread -> {
            Store store = thread == 0 ? one : other;
            while (!done.get()) {
                Scalar.Bytes value = (Scalar.Bytes) value(store, "key");
                assertThat(value).as("there always is a value").isNotNull();
                requireNoise(value.value());
                Row row = Shorthand.blobRow(store, "key");
                assertThat(row).isNotNull();
                try (Blob blob = row.blob()) {
                    assertThat(blob).isNotNull();
                    requireNoise(Shorthand.content(blob));
                }
            }
            return thread;
        });
        assertThat(Threads.result(writer)).isEqualTo("written");
    }

    private static void requireNoise(byte[] value) {
        int seed = value.length - 40_000;
        if (seed >= 0) {
            assertThat(value).isEqualTo(noise(value.length, seed));
        } else {
            assertThat(value).hasSize(100);
        }
    }

    @Test
    default void findAll_whileRowsChangeTogether_seesOneState(Store one, Testbed testbed) {
        Store other = testbed.open();
        List<Key> keys = List.of(Key.of("a"), Key.of("b"), Key.of("c"));
        writeTogether(one, keys, 0);
        AtomicBoolean done = new AtomicBoolean();
        Future<String> writer = testbed.threads().start(() -> {
            try {
                for (int i = 1; i < 300; i++) {
                    writeTogether(one, keys, i);
                }
            } finally {
                done.set(true);
            }
            return "written";
        });
        testbed.threads().race(2, thread -> {
            Store store = thread == 0 ? one : other;
            while (!done.get()) {
                assertThat(store.findAll(keys, Fetch.VALUE, Access.IGNORE).stream()
                                .map(Row::value)
                                .distinct())
                        .hasSize(1);
                assertThat(store.page(PageRequest.first(PageRequest.Order.KEY, false, 10, Fetch.VALUE)).stream()
                                .map(Row::value)
                                .distinct())
                        .hasSize(1);
            }
            return thread;
        });
        assertThat(Threads.result(writer)).isEqualTo("written");
    }

    /** Alternately by one method and by several in a transaction. */
    private static void writeTogether(Store store, List<Key> keys, int value) {
        if (value % 2 == 0) {
            Map<Key, Item> items = new LinkedHashMap<>();
            keys.forEach(key -> items.put(key, Item.of(number(value))));
            store.storeAll(items, Cull.NONE, PATIENT);
        } else {
            store.transact(PATIENT, () -> {
                keys.forEach(key -> put(store, key, number(value)));
                return value;
            });
        }
    }

    @Test
    default void transact_movingItemsBetweenQueues_keepsTheirNumber(Store one, Testbed testbed) {
        Store other = testbed.open();
        List<Sequence.Queue> queues = List.of(Sequence.queue("a"), Sequence.queue("b"));
        append(one, queues.get(0), Side.BACK, "1", "2", "3", "4", "5");
        testbed.threads().race(8, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 25; i++) {
                move(store, queues.get((thread + i) % 2), queues.get((thread + i + 1) % 2), i % 5 == 0);
                assertThat(store.count()).isEqualTo(5);
            }
            return thread;
        });

        List<String> all = new ArrayList<>(Shorthand.drain(one, queues.get(0)));
        all.addAll(Shorthand.drain(one, queues.get(1)));
        assertThat(all).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    }

    private static void move(Store store, Sequence.Queue from, Sequence.Queue to, boolean rollBack) {
        try {
            store.transact(PATIENT, () -> {
                Scalar taken = Shorthand.take(store, from, Side.FRONT);
                if (taken instanceof Scalar.Text text) {
                    append(store, to, Side.BACK, text.value());
                }
                if (rollBack) {
                    throw new IllegalStateException("roll back");
                }
                return "moved";
            });
        } catch (IllegalStateException rolledBack) {
            assertThat(rolledBack).hasMessage("roll back");
        }
    }

    @Test
    default void purge_seenByOthers_isOneBatchAtATime(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int i = 0; i < 300; i++) {
            put(one, Key.of(i), number(i));
        }
        Future<List<Integer>> purging =
                testbed.threads().start(() -> Shorthand.purge(one, new Selection.UpTo(Long.MAX_VALUE), 10));
        while (!purging.isDone()) {
            assertThat(other.count() % 10).isZero();
        }

        assertThat(Threads.result(purging)).startsWith(10, 10, 10);
        assertThat(other.count()).isZero();
    }

    @Test
    default void purge_whileOthersWrite_countsEachRowOnce(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int i = 0; i < 300; i++) {
            put(one, Key.of(i), number(i));
        }
        long bound = one.lastPosition();
        List<Long> removed = testbed.threads().race(6, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            if (thread < 4) {
                return Shorthand.purgeAll(store, new Selection.UpTo(bound), 7);
            }
            for (int i = 0; i < 50; i++) {
                put(store, thread + " " + i, "new");
            }
            return 0L;
        });

        long sum = removed.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).as("what was there at the beginning, at least").isGreaterThanOrEqualTo(300);
        assertThat(sum + one.count()).isEqualTo(400);
    }

    @Test
    default void stores_onOnePlace_seeEachOthersWritesAtOnce(Store one, Testbed testbed) {
        Store other = testbed.open();
        for (int i = 0; i < 50; i++) {
            put(one, "key", number(i));
            assertThat(value(other, "key")).isEqualTo(Scalar.of((long) i));
            put(other, "key", text("back " + i));
            assertThat(value(one, "key")).isEqualTo(Scalar.of("back " + i));
        }
    }

    @Test
    default void verbs_allKindsAtOnce_leaveCountersAndFilesInOrder(Store one, Testbed testbed) {
        Store other = testbed.open();
        testbed.threads().race(8, thread -> {
            Store store = thread % 2 == 0 ? one : other;
            for (int i = 0; i < 60; i++) {
                String key = "key" + (i * 7 + thread) % 11;
                switch ((i + thread) % 6) {
                    case 0 -> put(store, key, bytes(noise(33_000 + i, i)));
                    case 1 -> put(store, key, "small");
                    case 2 -> Shorthand.remove(store, key);
                    case 3 -> append(store, Sequence.queue(null), Side.FRONT, "x".repeat(33_000));
                    case 4 -> store.take(Sequence.insertion(), Side.BACK, Fetch.VALUE, PATIENT);
                    default -> store.purge(new Selection.KeyPrefix(key), 3, PATIENT);
                }
            }
            return thread;
        });

        assertThat(one.count()).isEqualTo(Shorthand.keys(other).size());
    }
}
