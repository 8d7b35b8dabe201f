package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.IMPATIENT;
import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.Access;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What others see of a transaction under way, and how long they wait: {@code transact}, {@link Wait}. */
public interface IsolationContract extends StorageUnderTest {

    @Test
    default void transact_underWay_othersReadTheStateBefore(Store store, Testbed testbed) {
        Store other = testbed.open();
        put(store, "changed", "old");
        put(store, "removed", bytes(noise(50_000, 1)));
        store.transact(PATIENT, () -> {
            put(store, "changed", "new");
            put(store, "added", "new");
            Shorthand.remove(store, "removed");
            for (Store reader : List.of(store, other)) {
                testbed.threads().run(() -> {
                    assertThat(value(reader, "changed")).isEqualTo(Scalar.of("old"));
                    assertThat(value(reader, "removed")).isEqualTo(Scalar.of(noise(50_000, 1)));
                    assertThat(row(reader, "added")).isNull();
                    assertThat(textKeys(reader)).containsExactly("changed", "removed");
                    assertThat(reader.count()).isEqualTo(2);
                    assertThat(reader.findAll(List.of(Key.of("added")), Fetch.VALUE, Access.IGNORE))
                            .isEmpty();
                    return "read";
                });
            }
            return "done";
        });

        assertThat(testbed.threads().run(() -> textKeys(other))).containsExactly("changed", "added");
    }

    @Test
    default void transact_underWay_recordedReadsDoNotWait(Testbed testbed) {
        Store store = testbed.open(config -> config.withSettings(config.settings()
                .with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED)
                .with(Setting.STATISTICS, true)));
        put(store, "key", "value");
        store.transact(PATIENT, () -> {
            put(store, "key", "new");
            testbed.threads().run(() -> {
                for (int i = 0; i < 1_000; i++) {
                    assertThat(store.get(Key.of("key"), Access.RECORD)).isEqualTo(text("value"));
                }
                return "read";
            });
            return "done";
        });
        assertThat(store.totals().hits()).isEqualTo(1_000);
    }

    @Test
    default void transact_underWay_otherWritersGiveUpAfterTheirBound(Store store, Testbed testbed) {
        Testbed.require(store, Capability.SINGLE_WRITER);
        Store other = testbed.open();
        put(store, "key", number(1));
        store.transact(PATIENT, () -> {
            put(store, "key", number(2));
            for (Store writer : List.of(store, other)) {
                for (Map.Entry<String, Consumer<Wait>> verb : writes(writer).entrySet()) {
                    testbed.threads().run(() -> {
                        long begin = System.nanoTime();
                        LarderTimeoutException timeout = catchThrowableOfType(
                                LarderTimeoutException.class,
                                () -> verb.getValue().accept(IMPATIENT));
                        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                        assertThat(timeout).as(verb.getKey()).isNotNull();
                        assertThat(timeout.waited()).as(verb.getKey()).isBetween(IMPATIENT.toDuration(), taken);
                        assertThat(timeout.removed()).isZero();
                        assertThat(taken).as(verb.getKey()).isLessThan(Duration.ofSeconds(20));
                        return "timed out";
                    });
                }
            }
            return "done";
        });

        assertThat(value(store, "key")).isEqualTo(Scalar.of(2L));
        assertThat(store.count()).isEqualTo(1);
    }

    /** Verbs that all change the row "key". */
    private static Map<String, Consumer<Wait>> writes(Store store) {
        Key key = Key.of("key");
        Item large = Item.of(bytes(noise(50_000, 1)));
        return Map.of(
                "store",
                wait -> store.store(key, large, Condition.always(), null, Cull.NONE, wait),
                "storeAll",
                wait -> store.storeAll(Map.of(key, large), Cull.NONE, wait),
                "remove",
                wait -> store.remove(key, Condition.always(), Fetch.VALUE, wait),
                "removeAll",
                wait -> store.removeAll(List.of(key), wait),
                "add",
                wait -> store.add(key, Scalar.of(1L), null, Cull.NONE, wait),
                "purge",
                wait -> store.purge(new Selection.KeyPrefix("key"), 10, wait),
                "take",
                wait -> store.take(Sequence.insertion(), Side.FRONT, Fetch.METADATA, wait),
                "touch",
                wait -> store.touch(key, Expiry.never(), Condition.always(), wait),
                "transact",
                wait -> store.transact(wait, () -> store.remove(key, Condition.always(), Fetch.VALUE, wait)));
    }

    @Test
    default void wait_zeroWhileOthersWrite_givesUpAtOnce(Store store, Testbed testbed) {
        put(store, "key", "old");
        store.transact(PATIENT, () -> {
            put(store, "key", "new");
            testbed.threads().run(() -> {
                long begin = System.nanoTime();
                assertThatThrownBy(() -> store.remove(
                                Key.of("key"), Condition.always(), Fetch.METADATA, Wait.upTo(Duration.ZERO)))
                        .isInstanceOf(LarderTimeoutException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
                return "timed out";
            });
            return "done";
        });
    }

    @Test
    default void wait_zeroWhileNobodyWrites_isEnough(Store store) {
        Wait none = Wait.upTo(Duration.ZERO);
        store.store(Key.of("key"), Item.of(text("1")), Condition.always(), null, Cull.NONE, none);
        store.transact(none, () -> {
            put(store, "other", "1");
            return "done";
        });

        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    default void wait_otherWriterEndsInTime_goesOn(Store store, Testbed testbed) {
        Store other = testbed.open();
        put(store, "key", number(0));
        for (Store writer : List.of(store, other)) {
            CountDownLatch started = new CountDownLatch(1);
            Future<Scalar> waiting = store.transact(PATIENT, () -> {
                put(store, "key", number(10));
                Future<Scalar> task = testbed.threads().start(() -> {
                    started.countDown();
                    return Shorthand.add(writer, "key", Scalar.of(1L), null);
                });
                Threads.await(started);
                put(store, "key", number(20));
                return task;
            });

            assertThat(Threads.result(waiting)).as("what was committed before").isEqualTo(Scalar.of(21L));
        }
    }

    @Test
    default void wait_forever_waitsUntilTheOtherEnds(Store store, Testbed testbed) {
        put(store, "key", number(0));
        CountDownLatch started = new CountDownLatch(1);
        Future<Scalar> waiting = store.transact(Wait.FOREVER, () -> {
            put(store, "key", number(10));
            Future<Scalar> task = testbed.threads().start(() -> {
                started.countDown();
                return store.add(Key.of("key"), Scalar.of(1L), null, Cull.NONE, Wait.FOREVER);
            });
            Threads.await(started);
            return task;
        });

        assertThat(Threads.result(waiting)).isEqualTo(Scalar.of(11L));
    }

    @Test
    default void transact_onTwoStoresOfOnePlace_areStrangersEvenOnOneThread(Store one, Testbed testbed) {
        Store other = testbed.open();
        put(one, "key", "old");
        one.transact(PATIENT, () -> {
            put(one, "key", "new");
            assertThat(value(other, "key")).isEqualTo(Scalar.of("old"));
            assertThatThrownBy(() -> other.remove(Key.of("key"), Condition.always(), Fetch.METADATA, IMPATIENT))
                    .isInstanceOf(LarderTimeoutException.class);
            return "done";
        });

        assertThat(value(other, "key")).isEqualTo(Scalar.of("new"));
    }

    @Test
    default void transact_timedOut_canBeTriedAgain(Store store, Testbed testbed) {
        put(store, "key", "old");
        store.transact(PATIENT, () -> {
            put(store, "key", "new");
            testbed.threads().run(() -> {
                assertThatThrownBy(() -> store.transact(IMPATIENT, () -> Shorthand.remove(store, "key")))
                        .isInstanceOf(LarderTimeoutException.class);
                return "timed out";
            });
            return "done";
        });

        assertThat(testbed.threads().run(() -> Shorthand.remove(store, "key"))).isNotNull();
        assertThat(store.count()).isZero();
    }

    @Test
    default void transact_ofOthersRolledBack_isNeverSeen(Store store, Testbed testbed) {
        put(store, "key", number(1));
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "key", number(2));
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");

        assertThat(testbed.threads().run(() -> Shorthand.add(store, "key", Scalar.of(1L), null)))
                .isEqualTo(Scalar.of(2L));
    }

    @Test
    default void open_settingsToWriteWhileOthersWriteThem_givesUpAfterItsBound(Store store, Testbed testbed) {
        store.transact(PATIENT, () -> {
            Shorthand.change(store, Setting.CULL_LIMIT, 1L);
            testbed.threads().run(() -> {
                assertThatThrownBy(() -> testbed.open(config -> config.withOpenWait(IMPATIENT)
                                .withSettings(Settings.defaults().with(Setting.CULL_LIMIT, 2L))))
                        .isInstanceOf(LarderTimeoutException.class);
                return "timed out";
            });
            return "done";
        });

        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(1);
    }
}
