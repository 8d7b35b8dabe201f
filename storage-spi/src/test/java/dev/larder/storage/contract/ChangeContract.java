package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Bound;
import dev.larder.storage.Capability;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LeaseName;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Waiting for changes: {@code watch}. */
public interface ChangeContract extends StorageUnderTest {

    /** The watched key. */
    Key KEY = Key.of("key");

    /** Long enough for a false alarm of another commit to have come. */
    Wait SHORT = Wait.upTo(Duration.ofMillis(100));

    /** Runs the change after a watch has begun, and waits for it. */
    private static void assertNoticed(String what, Store watching, Runnable change) throws InterruptedException {
        try (ChangeWatch watch = watching.watch(KEY)) {
            change.run();
            assertThat(watch.await(PATIENT)).as(what).isTrue();
        }
    }

    private static List<Consumer<Store>> changes() {
        LeaseName lease = new LeaseName("load", KEY);
        return List.of(
                store -> put(store, KEY, text("value")),
                store -> Shorthand.touch(store, "key", Expiry.after(Duration.ofHours(1))),
                store -> Shorthand.remove(store, KEY),
                store -> Shorthand.add(store, "key", Scalar.of(1L), Scalar.of(0L)),
                store -> Shorthand.add(store, "key", Scalar.of(1L), null),
                store -> store.purge(new Selection.KeyPrefix("k"), 10, PATIENT),
                store -> store.acquireLease(lease, "a", Duration.ofHours(1), null, 1, PATIENT),
                store -> store.releaseLease(lease, "a", PATIENT),
                store -> store.transact(PATIENT, () -> {
                    put(store, "other", number(1));
                    put(store, KEY, number(1));
                    return true;
                }),
                store -> store.removeAll(List.of(Key.of("other"), KEY), PATIENT));
    }

    @Test
    default void watch_everyKindOfChangeByThisStore_isNoticed(Store store) throws InterruptedException {
        int i = 0;
        for (Consumer<Store> change : changes()) {
            assertNoticed("change " + i++, store, () -> change.accept(store));
        }
    }

    @Test
    default void watch_everyKindOfChangeByAnotherStore_isNoticed(Store one, Testbed testbed)
            throws InterruptedException {
        Store other = testbed.open();
        Testbed.require(other, Capability.MULTIPLE_PROCESSES);
        int i = 0;
        for (Consumer<Store> change : changes()) {
            assertNoticed("change " + i++, one, () -> change.accept(other));
        }
    }

    @Test
    default void watch_queuedItem_isNoticed(Store store) throws InterruptedException {
        Sequence.Queue queue = Sequence.queue("q");
        Key first = queue.key(Sequence.FIRST_NUMBER);
        try (ChangeWatch watch = store.watch(first)) {
            Shorthand.append(store, queue, Side.BACK, "item");
            assertThat(watch.await(Wait.upTo(Duration.ZERO))).isTrue();
        }
    }

    @Test
    default void watch_queue_noticesEveryKindOfChangeAtOnce(Store store) throws InterruptedException {
        Sequence.Queue queue = Sequence.queue("q");
        for (Consumer<Store> change : changesOf(queue)) {
            try (ChangeWatch watch = store.watch(queue)) {
                change.accept(store);
                assertThat(watch.await(Wait.upTo(Duration.ZERO))).isTrue();
            }
        }
    }

    @Test
    default void watch_queueChangedByAnotherStore_isNoticed(Store one, Testbed testbed) throws InterruptedException {
        Store other = testbed.open();
        Testbed.require(other, Capability.MULTIPLE_PROCESSES);
        Sequence.Queue queue = Sequence.queue("q");
        for (Consumer<Store> change : changesOf(queue)) {
            try (ChangeWatch watch = one.watch(queue)) {
                change.accept(other);
                assertThat(watch.await(PATIENT)).isTrue();
            }
        }
    }

    private static List<Consumer<Store>> changesOf(Sequence.Queue queue) {
        return List.of(
                store -> Shorthand.append(store, queue, Side.BACK, "a", "b", "c"),
                store -> store.renumber(queue, Renumbering.rotation(1), PATIENT),
                store -> store.renumber(queue, Renumbering.reversal(), PATIENT),
                store -> Shorthand.take(store, queue, Side.BACK),
                store -> Shorthand.append(store, queue, Side.FRONT, "d"),
                store -> store.append(
                        queue, Side.BACK, List.of(Item.of(text("e"))), Bound.dropping(1), Cull.NONE, PATIENT),
                store -> store.purge(new Selection.KeyPrefix("q"), 10, PATIENT));
    }

    @Test
    default void watch_queueStoreClosed_throws(Store store) {
        try (ChangeWatch watch = store.watch(Sequence.queue(null))) {
            store.close();
            assertThatThrownBy(() -> watch.await(PATIENT)).isInstanceOf(StoreClosedException.class);
        }
        assertThatThrownBy(() -> store.watch(Sequence.queue(null))).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void watch_nothingChanges_endsWithTheWait(Store store) throws InterruptedException {
        put(store, KEY, text("before"));
        try (ChangeWatch watch = store.watch(KEY)) {
            long start = System.nanoTime();
            // what was committed before the watch began may be reported once
            boolean noticed = watch.await(SHORT);
            if (noticed) {
                noticed = watch.await(SHORT);
            }

            assertThat(noticed).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.nanos());
        }
    }

    @Test
    default void watch_changeBeforeWaiting_isNotMissed(Store store) throws InterruptedException {
        try (ChangeWatch watch = store.watch(KEY)) {
            for (int i = 0; i < 3; i++) {
                put(store, KEY, number(i));
            }

            assertThat(watch.await(Wait.upTo(Duration.ZERO))).isTrue();
        }
    }

    @Test
    default void watch_transactionRolledBack_leavesNoTrace(Store store) {
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, KEY, number(1));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(value(store, KEY)).isNull();
    }

    @Test
    default void watch_keysThatStoresHoldToBeEqual_areOne(Store store) throws InterruptedException {
        try (ChangeWatch watch = store.watch(Key.of(1))) {
            put(store, Key.of(Scalar.of(1.0)), text("value"));
            assertThat(watch.await(Wait.upTo(Duration.ZERO))).isTrue();
        }
    }

    @Test
    default void watch_manyWaiters_passOneOnToTheNext(Store one, Testbed testbed) {
        Store other = testbed.open();
        int waiters = 32;
        List<Future<Boolean>> waiting = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(waiters);
        for (int i = 0; i < waiters; i++) {
            Store store = i % 2 == 0 ? one : other;
            long turn = i;
            waiting.add(testbed.threads().start(() -> {
                try (ChangeWatch watch = store.watch(KEY)) {
                    ready.countDown();
                    while (!Scalar.of(turn).equals(value(store, KEY))) {
                        if (!watch.await(PATIENT)) {
                            return false;
                        }
                    }
                }
                store.store(KEY, Item.of(number(turn + 1)), Condition.always(), Fetch.METADATA, Cull.NONE, PATIENT);
                return true;
            }));
        }
        Threads.await(ready);
        put(one, KEY, number(0));

        assertThat(waiting).allMatch(Threads::result);
        assertThat(value(one, KEY)).isEqualTo(Scalar.of((long) waiters));
    }

    @Test
    default void watch_storeClosedMeanwhile_throws(Store store, Testbed testbed) {
        CountDownLatch ready = new CountDownLatch(1);
        Future<Boolean> waiting = testbed.threads().start(() -> {
            try (ChangeWatch watch = store.watch(KEY)) {
                ready.countDown();
                while (watch.await(PATIENT)) {
                    Thread.onSpinWait();
                }
                return false;
            }
        });
        Threads.await(ready);
        store.close();

        assertThatThrownBy(() -> Threads.result(waiting)).isInstanceOf(StoreClosedException.class);
        assertThatThrownBy(() -> store.watch(KEY)).isInstanceOf(StoreClosedException.class);
    }

    @Test
    default void watch_waitInterrupted_throws(Store store, Testbed testbed) {
        Future<Boolean> waiting = testbed.threads().start(() -> {
            try (ChangeWatch watch = store.watch(KEY)) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> watch.await(PATIENT)).isInstanceOf(InterruptedException.class);
                return true;
            }
        });

        assertThat(Threads.result(waiting)).isTrue();
    }

    @Test
    default void watch_closedTwice_hasNoEffectOnOthers(Store store) throws InterruptedException {
        ChangeWatch ended = store.watch(KEY);
        ended.close();
        try (ChangeWatch watch = store.watch(KEY)) {
            ended.close();
            put(store, KEY, number(1));
            assertThat(watch.await(PATIENT)).isTrue();
        }
    }
}
