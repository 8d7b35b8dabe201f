package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Durability;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageProvider;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening, closing, finding again: {@link Storage}, {@link StorageProvider}, {@link Store#close()}. */
public interface LifecycleContract extends StorageUnderTest {

    @Test
    default void open_newPlace_isEmpty(Store store) {
        assertThat(store.count()).isZero();
        assertThat(Shorthand.keys(store)).isEmpty();
    }

    @Test
    default void open_again_hasWhatWasWritten(Store store, Testbed testbed) {
        List<Row> before = fill(store, testbed.clock());
        Store reopened = testbed.reopen(store);

        assertThat(rows(reopened)).isEqualTo(before);
        assertThat(reopened.count()).isEqualTo(before.size());
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    default void open_everyDurability_keepsWhatWasWritten(Durability durability, Testbed testbed) {
        Store store = testbed.open(config -> config.withDurability(durability));
        List<Row> before = fill(store, testbed.clock());

        assertThat(rows(testbed.reopen(store))).isEqualTo(before);
    }

    @Test
    default void open_whileOpen_sharesWhatIsThere(Store store, Testbed testbed) {
        List<Row> before = fill(store, testbed.clock());
        Store other = testbed.open();
        assertThat(rows(other)).isEqualTo(before);
        store.close();

        assertThat(rows(other)).isEqualTo(before);
        put(other, "after the other has closed", "value");
        assertThat(other.count()).isEqualTo(before.size() + 1);
    }

    private static List<Row> fill(Store store, FakeClock clock) {
        for (Key key : Samples.keys()) {
            put(store, key, new Item(text("value"), Expiry.never(), Scalar.of("tag")));
        }
        put(store, "large", bytes(noise(50_000, 1)));
        put(
                store,
                Key.of("lasting"),
                new Item(number(1), Expiry.at(clock.instant().plusSeconds(1)), null));
        put(store, "streamed", new Content.Streamed(Source.of(noise(70_000, 2)), 64));
        return rows(store);
    }

    private static List<Row> rows(Store store) {
        return Shorthand.list(store, PageRequest.first(PageRequest.Order.INSERTION, false, 100, Fetch.VALUE));
    }

    @Test
    default void open_byManyThreadsAtOnce_makesOneStore(Testbed testbed) {
        List<Store> stores = testbed.threads().race(6, thread -> {
            Store store = testbed.open();
            put(store, Key.of(thread), number(thread));
            return store;
        });

        assertThat(stores).allSatisfy(store -> assertThat(store.count()).isEqualTo(6));
    }

    @Test
    default void close_twice_hasNoEffect(Store store) {
        store.close();
        store.close();
    }

    @Test
    default void close_byManyThreads_returnsToAll(Store store, Testbed testbed) {
        put(store, "key", "value");

        assertThat(testbed.threads().race(8, thread -> {
                    store.close();
                    return thread;
                }))
                .hasSize(8);
    }

    @Test
    default void everyMethod_closedStore_isRefusedBeforeDoingAnything(Store store, Testbed testbed) {
        put(store, "key", "value");
        store.close();
        for (Map.Entry<String, ThrowingCallable> verb : verbs(store).entrySet()) {
            assertThatThrownBy(verb.getValue()).as(verb.getKey()).isInstanceOf(StoreClosedException.class);
        }
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> store.transact(PATIENT, runs::incrementAndGet))
                .isInstanceOf(StoreClosedException.class);
        assertThat(runs).hasValue(0);

        Store reopened = testbed.reopen(store);
        assertThat(Shorthand.keys(reopened)).containsExactly(Key.of("key"));
    }

    private static Map<String, ThrowingCallable> verbs(Store store) {
        Key key = Key.of("key");
        Source source = Source.of(noise(10, 1)).failingAt(0);
        Map<String, ThrowingCallable> verbs = new LinkedHashMap<>();
        verbs.put("get", () -> store.get(key, Access.RECORD));
        verbs.put("find", () -> store.find(key, Fetch.VALUE, Access.IGNORE));
        verbs.put("findAll", () -> store.findAll(List.of(key), Fetch.VALUE, Access.IGNORE));
        verbs.put("store", () -> put(store, "key", new Content.Streamed(source, 1)));
        verbs.put("storeAll", () -> store.storeAll(Map.of(key, Item.of(number(1))), Cull.NONE, PATIENT));
        verbs.put("remove", () -> store.remove(key, Condition.always(), Fetch.VALUE, PATIENT));
        verbs.put("removeAll", () -> store.removeAll(List.of(key), PATIENT));
        verbs.put("add", () -> store.add(key, Scalar.of(1L), null, Cull.NONE, PATIENT));
        verbs.put("touch", () -> store.touch(key, Expiry.never(), Condition.always(), PATIENT));
        verbs.put("purge", () -> store.purge(new Selection.UpTo(Long.MAX_VALUE), 10, PATIENT));
        verbs.put("count of a range", () -> store.count(KeyRange.ALL));
        verbs.put("page", () -> store.page(PageRequest.first(PageRequest.Order.KEY, false, 10, Fetch.VALUE)));
        verbs.put("append", () -> Shorthand.append(store, Sequence.queue(null), Side.BACK, "a"));
        verbs.put("take", () -> Shorthand.take(store, Sequence.insertion(), Side.BACK));
        verbs.put("peek", () -> Shorthand.peek(store, Sequence.insertion(), Side.BACK));
        verbs.put("count", store::count);
        verbs.put("lastPosition", store::lastPosition);
        verbs.put("totals", store::totals);
        verbs.put("resetStatistics", () -> store.resetStatistics(PATIENT));
        verbs.put("settings", store::settings);
        verbs.put("changeSettings", () -> store.changeSettings(Settings.defaults(), PATIENT));
        verbs.put("verify", () -> store.verify(true, PATIENT));
        return verbs;
    }

    @Test
    default void close_whileOthersAreAtWork_waitsForThem(Store store, Testbed testbed) {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Future<String> working = testbed.threads()
                .start(() -> store.transact(PATIENT, () -> {
                    put(store, "first", "value");
                    started.countDown();
                    Threads.await(closing);
                    put(store, "second", bytes(noise(50_000, 1)));
                    return "done";
                }));
        Threads.await(started);
        Future<String> closed = testbed.threads().start(() -> {
            closing.countDown();
            store.close();
            return "closed";
        });

        assertThat(Threads.result(working)).isEqualTo("done");
        assertThat(Threads.result(closed)).isEqualTo("closed");
        assertThat(testbed.reopen(store).count()).isEqualTo(2);
    }

    @Test
    default void close_whileAValueIsStreamedIn_waitsForIt(Store store, Testbed testbed) {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Source source = Source.of(noise(100_000, 1)).pausingAt(50_000, () -> {
            begun.countDown();
            Threads.awaitBriefly(closed);
        });
        Future<String> storing = testbed.threads().start(() -> {
            put(store, "key", new Content.Streamed(source, 1));
            return "stored";
        });
        Threads.await(begun);
        Future<String> closing = testbed.threads().start(() -> {
            store.close();
            closed.countDown();
            return "closed";
        });

        assertThat(Threads.result(storing)).isEqualTo("stored");
        assertThat(Threads.result(closing)).isEqualTo("closed");
        assertThat(value(testbed.reopen(store), "key")).isEqualTo(Scalar.of(noise(100_000, 1)));
    }

    @Test
    default void close_whileOthersWrite_acknowledgedWritesAreKept(Store store, Testbed testbed) {
        CountDownLatch begun = new CountDownLatch(4);
        List<Future<Integer>> writing = List.of(0, 1, 2, 3).stream()
                .map(thread -> testbed.threads().start(() -> {
                    int written = 0;
                    try {
                        while (true) {
                            put(store, thread + " " + written, written % 5 == 0 ? bytes(noise(40_000, 1)) : number(1));
                            written++;
                            if (written == 10) {
                                begun.countDown();
                            }
                        }
                    } catch (StoreClosedException closed) {
                        return written;
                    }
                }))
                .toList();
        Threads.await(begun);
        store.close();

        long acknowledged = writing.stream().mapToLong(Threads::result).sum();
        assertThat(testbed.reopen(store).count()).isEqualTo(acknowledged);
    }

    @Test
    default void close_whileOthersRead_endsThemCleanly(Store store, Testbed testbed) {
        put(store, "key", bytes(noise(40_000, 1)));
        CountDownLatch begun = new CountDownLatch(4);
        List<Future<String>> reading = List.of(0, 1, 2, 3).stream()
                .map(thread -> testbed.threads().start(() -> {
                    try {
                        while (true) {
                            assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(40_000, 1)));
                            begun.countDown();
                        }
                    } catch (StoreClosedException closed) {
                        return "closed";
                    }
                }))
                .toList();
        Threads.await(begun);
        store.close();

        assertThat(reading).extracting(Threads::result).containsOnly("closed");
    }

    @Test
    default void capabilities_ofStoresOnOnePlace_areTheSame(Store store, Testbed testbed) {
        assertThat(testbed.open().capabilities()).isEqualTo(store.capabilities());
    }

    @Test
    default void directory_ifThereIsOne_exists(Store store) {
        store.directory().ifPresent(directory -> assertThat(directory).isDirectory());
    }

    @Test
    default void uri_givenToTheProviders_isTheSamePlace(Store store, Testbed testbed) {
        Testbed.require(store, Capability.PERSISTENT);
        put(store, "key", "value");
        URI uri = testbed.storage().uri();
        List<Storage> found = ServiceLoader.load(StorageProvider.class).stream()
                .map(provider -> provider.get().storage(uri))
                .flatMap(Optional::stream)
                .toList();

        assertThat(found).as("providers for %s", uri).hasSize(1);
        assertThat(found.get(0).uri()).isEqualTo(uri);
        try (Store same = found.get(0).open(testbed.config())) {
            assertThat(value(same, "key")).isEqualTo(Scalar.of("value"));
        }
    }

    @Test
    default void provider_uriOfAnotherKind_isNotItsOwn(Testbed testbed) {
        assertThat(testbed.storage().uri()).isNotNull();
        assertThat(ServiceLoader.load(StorageProvider.class))
                .isNotEmpty()
                .allSatisfy(provider -> assertThat(provider.storage(URI.create("nosuchkind://anywhere/at/all")))
                        .isEmpty());
    }
}
