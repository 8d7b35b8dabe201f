package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.add;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.content;
import static dev.larder.storage.contract.Shorthand.keys;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.peek;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.take;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static dev.larder.storage.contract.Shorthand.touch;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
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
import dev.larder.storage.StoreFullException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several methods as one: {@code transact}, on one thread. */
public interface TransactionContract extends StorageUnderTest {

    @Test
    default void transact_work_itsResultIsReturned(Store store) {
        Object result = new Object();

        assertThat(store.transact(PATIENT, () -> result)).isSameAs(result);
    }

    @Test
    default void transact_severalVerbs_allTakeEffect(Store store) {
        put(store, "removed", "1");
        put(store, "sum", number(1));
        put(store, "tagged", "1");
        store.transact(PATIENT, () -> {
            put(store, "new", "1");
            put(store, "large", bytes(noise(50_000, 1)));
            remove(store, "removed");
            add(store, "sum", Scalar.of(41L), null);
            append(store, Sequence.queue("q"), Side.BACK, "a", "b");
            take(store, Sequence.queue("q"), Side.FRONT);
            return touch(store, "tagged", Expiry.after(Duration.ofDays(1)));
        });

        assertThat(value(store, "new")).isEqualTo(Scalar.of("1"));
        assertThat(value(store, "large")).isEqualTo(Scalar.of(noise(50_000, 1)));
        assertThat(value(store, "removed")).isNull();
        assertThat(value(store, "sum")).isEqualTo(Scalar.of(42L));
        assertThat(Shorthand.drain(store, Sequence.queue("q"))).containsExactly("b");
    }

    @Test
    default void transact_reads_seeTheEffectsBefore(Store store) {
        put(store, "old", "1");
        store.transact(PATIENT, () -> {
            put(store, "new", bytes(noise(50_000, 1)));
            assertThat(value(store, "new")).isEqualTo(Scalar.of(noise(50_000, 1)));
            assertThat(content(store, "new")).isEqualTo(noise(50_000, 1));
            assertThat(row(store, "new")).isNotNull();
            assertThat(store.findAll(List.of(Key.of("new"), Key.of("old")), Fetch.METADATA, Access.IGNORE))
                    .hasSize(2);
            assertThat(textKeys(store)).containsExactly("old", "new");
            assertThat(store.count()).isEqualTo(2);
            assertThat(store.totals().count()).isEqualTo(2);
            assertThat(store.lastPosition()).isPositive();
            remove(store, "old");
            assertThat(value(store, "old")).isNull();
            assertThat(store.count()).isEqualTo(1);
            return append(store, Sequence.queue("q"), Side.BACK, "a");
        });
        assertThat(peek(store, Sequence.queue("q"), Side.BACK)).isEqualTo(Scalar.of("a"));
    }

    @Test
    default void transact_workThrows_nothingHasHappened(Store store, FakeClock clock) {
        putThree(store);
        List<Row> before = snapshot(store);
        IllegalStateException failure = new IllegalStateException("roll back");
        clock.advanceSeconds(1);

        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    changeEverything(store);
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(snapshot(store)).isEqualTo(before);
        assertThat(content(store, "large")).isEqualTo(noise(50_000, 1));
        assertThat(store.count()).isEqualTo(3);
        assertThat(store.totals().bytes())
                .isEqualTo(before.stream().mapToLong(Row::size).sum());
    }

    private static void putThree(Store store) {
        put(store, "small", "1");
        put(store, "large", bytes(noise(50_000, 1)));
        put(store, "sum", number(1));
    }

    private static List<Row> snapshot(Store store) {
        return Shorthand.list(store, PageRequest.first(PageRequest.Order.INSERTION, false, 100, Fetch.VALUE));
    }

    private static void changeEverything(Store store) {
        put(store, "large", bytes(noise(60_000, 2)));
        put(store, "large", bytes(noise(70_000, 3)));
        put(store, "small", text("x".repeat(80_000)));
        put(store, "new", new Content.Streamed(Source.of(noise(90_000, 4)), 1));
        add(store, "sum", Scalar.of(1L), null);
        touch(store, "sum", Expiry.after(Duration.ZERO));
        append(store, Sequence.queue(null), Side.BACK, "y".repeat(50_000));
        remove(store, "large");
        remove(store, "new");
        Shorthand.purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 2);
        store.storeAll(
                Map.of(Key.of("a"), Item.of(bytes(noise(40_000, 5))), Key.of("b"), Item.of(text("b"))),
                Cull.NONE,
                PATIENT);
    }

    @Test
    default void transact_workThrowsAnything_itPassesThroughUnchanged(Store store) {
        IOException checked = new IOException("checked");
        Error error = new AssertionError("error");
        for (Throwable failure : List.of(checked, error)) {
            assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                        put(store, "key", "value");
                        TransactionContract.<RuntimeException>throwUnchecked(failure);
                        return "never";
                    }))
                    .isSameAs(failure);
            assertThat(store.count()).isZero();
        }
        put(store, "key", "value");
        assertThat(store.count()).as("the store goes on").isEqualTo(1);
    }

    /** Throws {@code failure}, which the compiler takes for an unchecked exception. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    default void transact_insideAnother_joinsIt(Store store) {
        IllegalStateException failure = new IllegalStateException("roll back");
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "outer", "1");
                    store.transact(PATIENT, () -> {
                        put(store, "inner", bytes(noise(50_000, 1)));
                        assertThat(value(store, "outer")).isNotNull();
                        return "inner";
                    });
                    assertThat(value(store, "inner")).isNotNull();
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(store.count()).isZero();

        store.transact(PATIENT, () -> {
            put(store, "outer", "1");
            return store.transact(PATIENT, () -> {
                put(store, "inner", "2");
                return "inner";
            });
        });
        assertThat(textKeys(store)).containsExactly("outer", "inner");
    }

    @Test
    default void transact_innerFailurePassesThrough_allIsRolledBack(Store store) {
        IllegalStateException failure = new IllegalStateException("roll back");
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "outer", "1");
                    return store.transact(PATIENT, () -> {
                        put(store, "inner", "1");
                        throw failure;
                    });
                }))
                .isSameAs(failure);
        assertThat(store.count()).isZero();
    }

    @Test
    default void transact_innerFailureCaught_theOuterDecidesAndKeepsItsEffects(Store store) {
        store.transact(PATIENT, () -> {
            put(store, "before", "1");
            try {
                store.transact(PATIENT, () -> {
                    put(store, "inner", bytes(noise(50_000, 1)));
                    throw new IllegalStateException("caught by the outer one");
                });
            } catch (IllegalStateException caught) {
                put(store, "caught", "1");
            }
            return "done";
        });

        assertThat(textKeys(store)).containsExactly("before", "inner", "caught");
        assertThat(value(store, "inner")).isEqualTo(Scalar.of(noise(50_000, 1)));
    }

    @Test
    default void transact_verbRefusesItsArguments_theOthersGoOn(Store store) {
        put(store, "text", "1");
        put(store, "greatest", number(Long.MAX_VALUE));
        store.transact(PATIENT, () -> {
            put(store, "before", "1");
            assertThatThrownBy(() -> add(store, "greatest", Scalar.of(1L), null))
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> add(store, "text", Scalar.of(1L), null)).isInstanceOf(RuntimeException.class);
            put(store, "after", "1");
            return "done";
        });

        assertThat(textKeys(store)).containsExactly("text", "greatest", "before", "after");
        assertThat(value(store, "greatest")).isEqualTo(Scalar.of(Long.MAX_VALUE));
    }

    @Test
    default void transact_verbFailsHalfWay_neverCommitsAHalf(Store store) {
        Map<Key, Item> items = new LinkedHashMap<>();
        items.put(Key.of("first"), Item.of(bytes(noise(50_000, 1))));
        items.put(
                Key.of("second"),
                Item.of(new Content.Streamed(Source.of(noise(90_000, 5)).failingAt(60_000), 1)));
        boolean committed;
        try {
            store.transact(PATIENT, () -> {
                put(store, "before", "1");
                assertThatThrownBy(() -> store.storeAll(items, Cull.NONE, PATIENT))
                        .isInstanceOf(UncheckedIOException.class);
                return "caught";
            });
            committed = true;
        } catch (RuntimeException doomed) {
            committed = false;
        }

        if (committed) {
            assertThat(textKeys(store)).containsExactly("before");
        } else {
            assertThat(store.count()).isZero();
        }
    }

    @Test
    default void transact_appendFailsHalfWay_neverCommitsAHalf(Store store) {
        Sequence.Queue queue = Sequence.queue("q");
        put(store, queue.key(Sequence.LAST_NUMBER - 1), text("a"));
        boolean committed;
        try {
            store.transact(PATIENT, () -> {
                put(store, "before", "1");
                assertThatThrownBy(() -> append(store, queue, Side.BACK, "b", "c"))
                        .isInstanceOf(StoreFullException.class);
                return "caught";
            });
            committed = true;
        } catch (RuntimeException doomed) {
            committed = false;
        }

        assertThat(Shorthand.drain(store, queue)).containsExactly("a");
        assertThat(value(store, "before") != null).isEqualTo(committed);
    }

    @Test
    default void transact_blobTakenInside_isReadableAfterCommitAndRollback(Store store) {
        put(store, "old", bytes(noise(50_000, 1)));
        try (Blob taken = store.transact(PATIENT, () -> {
            Row removed = store.remove(Key.of("old"), Condition.always(), Fetch.BLOB, PATIENT);
            assertThat(removed).isNotNull();
            Blob blob = removed.blob();
            assertThat(blob).isNotNull();
            return blob;
        })) {
            assertThat(content(taken)).isEqualTo(noise(50_000, 1));
        }
        assertThat(store.count()).isZero();
    }

    @Test
    default void transact_blobOfAValueThatIsRolledBack_staysReadable(Store store) {
        List<Blob> taken = new ArrayList<>();
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "new", bytes(noise(50_000, 1)));
                    Row row = Shorthand.blobRow(store, "new");
                    assertThat(row).isNotNull();
                    taken.add(row.blob());
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");

        assertThat(store.count()).isZero();
        try (Blob blob = taken.get(0)) {
            assertThat(content(blob)).isEqualTo(noise(50_000, 1));
        }
    }

    @Test
    default void transact_replacedAndRestoredByRollback_keepsTheOldValue(Store store) {
        put(store, "replaced", bytes(noise(50_000, 1)));
        put(store, "removed", bytes(noise(60_000, 2)));
        put(store, "taken", bytes(noise(70_000, 3)));
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    put(store, "replaced", "small");
                    remove(store, "removed");
                    assertThat(store.take(Sequence.insertion(), Side.BACK, Fetch.VALUE, PATIENT))
                            .isNotNull();
                    throw new IllegalStateException("roll back");
                }))
                .hasMessage("roll back");

        assertThat(value(store, "replaced")).isEqualTo(Scalar.of(noise(50_000, 1)));
        assertThat(value(store, "removed")).isEqualTo(Scalar.of(noise(60_000, 2)));
        assertThat(value(store, "taken")).isEqualTo(Scalar.of(noise(70_000, 3)));
    }

    @Test
    default void transact_readsOnly_isAllowed(Store store) {
        put(store, "key", "value");

        assertThat(store.transact(PATIENT, () -> keys(store))).containsExactly(Key.of("key"));
    }

    @Test
    default void transact_thousandsOfChanges_areOneCommit(Store store) {
        store.transact(PATIENT, () -> {
            for (int i = 0; i < 3_000; i++) {
                put(store, Key.of(i), number(i));
            }
            return "done";
        });

        assertThat(store.count()).isEqualTo(3_000);
    }
}
