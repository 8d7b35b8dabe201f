package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.add;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.lasting;
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

import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Placing;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Insertion order: {@link Sequence#insertion()}, positions, {@code lastPosition}. */
public interface InsertionOrderContract extends StorageUnderTest {

    @Test
    default void position_newRows_riseInOrderOfWriting(Store store) {
        List<Long> positions = new ArrayList<>();
        for (Key key : Samples.keys()) {
            put(store, key, number(1));
            Row row = row(store, key);
            assertThat(row).isNotNull();
            positions.add(row.position());
        }

        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.get(0)).isPositive();
        assertThat(store.lastPosition()).isEqualTo(positions.get(positions.size() - 1));
    }

    @Test
    default void position_everyChangeInPlace_keepsIt(Store store) {
        put(store, "key", number(1));
        put(store, "other", number(1));
        put(store, "key", number(2));
        add(store, "key", Scalar.of(1L), null);
        touch(store, "key", Expiry.after(Duration.ofDays(1)));

        assertThat(textKeys(store)).containsExactly("key", "other");
    }

    @Test
    default void lastPosition_emptyStore_isZero(Store store) {
        assertThat(store.lastPosition()).isZero();
        put(store, "key", "value");
        assertThat(store.lastPosition()).isPositive();
        remove(store, "key");
        assertThat(store.lastPosition()).isZero();
    }

    @Test
    default void lastPosition_lastRowRemoved_isThatOfTheRowBefore(Store store) {
        put(store, "a", "value");
        Row first = row(store, "a");
        put(store, "b", "value");
        remove(store, "b");

        assertThat(first).isNotNull();
        assertThat(store.lastPosition()).isEqualTo(first.position());
    }

    @Test
    default void takeInsertion_eitherSide_isOldestOrNewestRow(Store store) {
        put(store, Key.of(9), text("oldest"));
        put(store, "b", "second");
        append(store, Sequence.queue(null), Side.FRONT, "third");
        put(store, new Key(Scalar.of(new byte[] {1}), true), text("fourth"));
        put(store, "a", "newest");
        put(store, Key.of(9), text("oldest, replaced"));

        assertThat(peek(store, Sequence.insertion(), Side.FRONT)).isEqualTo(Scalar.of("oldest, replaced"));
        assertThat(take(store, Sequence.insertion(), Side.FRONT)).isEqualTo(Scalar.of("oldest, replaced"));
        assertThat(peek(store, Sequence.insertion(), Side.BACK)).isEqualTo(Scalar.of("newest"));
        assertThat(take(store, Sequence.insertion(), Side.BACK)).isEqualTo(Scalar.of("newest"));
        assertThat(Shorthand.drain(store, Sequence.insertion())).containsExactly("second", "third", "fourth");
        assertThat(take(store, Sequence.insertion(), Side.BACK)).isNull();
    }

    @Test
    default void takeInsertion_expiredRowsOnTheWay_skipsAndRemovesThem(Store store, FakeClock clock) {
        put(store, Key.of("expired first"), lasting(bytes(noise(50_000, 1)), Duration.ofSeconds(1)));
        put(store, "live", "value");
        put(store, Key.of("expired last"), lasting(text("value"), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(peek(store, Sequence.insertion(), Side.FRONT)).isEqualTo(Scalar.of("value"));
        assertThat(peek(store, Sequence.insertion(), Side.BACK)).isEqualTo(Scalar.of("value"));
        Row taken = store.take(Sequence.insertion(), Side.FRONT, Fetch.VALUE, PATIENT);
        assertThat(taken).isNotNull();
        assertThat(taken.key()).isEqualTo(Key.of("live"));
        assertThat(take(store, Sequence.insertion(), Side.BACK)).isNull();
        assertThat(store.count()).isZero();
    }

    private static Stored place(Store store, String key, String value, Placing placing) {
        return store.store(
                Key.of(key), Item.of(text(value)), Condition.always(), placing, Fetch.VALUE, Cull.NONE, PATIENT);
    }

    @Test
    default void store_placing_movesTheRowToThatEnd(Store store) {
        for (String key : List.of("a", "b", "c", "d")) {
            put(store, key, "old");
        }
        assertThat(Shorthand.valueOf(place(store, "c", "first", Placing.FIRST).previous()))
                .isEqualTo(Scalar.of("old"));
        assertThat(Shorthand.valueOf(place(store, "a", "last", Placing.LAST).previous()))
                .isEqualTo(Scalar.of("old"));
        place(store, "b", "kept", Placing.KEEP);

        assertThat(textKeys(store)).containsExactly("c", "b", "d", "a");
        assertThat(take(store, Sequence.insertion(), Side.FRONT)).isEqualTo(Scalar.of("first"));
        assertThat(take(store, Sequence.insertion(), Side.BACK)).isEqualTo(Scalar.of("last"));
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    default void store_placingNewRows_putsThemAtThatEnd(Store store) {
        assertThat(place(store, "b", "1", Placing.FIRST)).isEqualTo(new Stored(true, null));
        assertThat(place(store, "a", "1", Placing.FIRST)).isEqualTo(new Stored(true, null));
        assertThat(place(store, "c", "1", Placing.LAST)).isEqualTo(new Stored(true, null));
        place(store, "0", "1", Placing.FIRST);
        put(store, "d", "1");

        assertThat(textKeys(store)).containsExactly("0", "a", "b", "c", "d");
        assertThat(Shorthand.list(store, PageRequest.first(PageRequest.Order.INSERTION, true, 2, Fetch.METADATA)))
                .extracting(Row::key)
                .containsExactly(Key.of("d"), Key.of("c"), Key.of("b"), Key.of("a"), Key.of("0"));
        assertThat(row(store, "0"))
                .isNotNull()
                .extracting(Row::position)
                .satisfies(place -> assertThat((long) place).isPositive());
    }

    @Test
    default void store_placingRowsThatAreThereAlready_changesNothingElse(Store store) {
        put(store, "a", "1");
        put(store, "b", "1");
        place(store, "a", "2", Placing.FIRST);
        place(store, "b", "2", Placing.LAST);

        assertThat(textKeys(store)).containsExactly("a", "b");
        assertThat(value(store, "a")).isEqualTo(Scalar.of("2"));
    }

    @Test
    default void store_placingRefusedByTheCondition_movesNothing(Store store) {
        put(store, "a", "1");
        put(store, "b", "1");
        for (Placing placing : List.of(Placing.FIRST, Placing.LAST)) {
            for (String key : List.of("a", "b")) {
                assertThat(store.store(
                                Key.of(key),
                                Item.of(text("2")),
                                Condition.ifAbsent(),
                                placing,
                                null,
                                Cull.NONE,
                                PATIENT))
                        .isEqualTo(new Stored(false, null));
            }
        }

        assertThat(textKeys(store)).containsExactly("a", "b");
        assertThat(value(store, "a")).isEqualTo(Scalar.of("1"));
    }

    @Test
    default void store_placingLargeValues_keepsThemWhole(Store store) {
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));
        store.store(
                Key.of("b"),
                Item.of(bytes(noise(60_000, 2))),
                Condition.always(),
                Placing.FIRST,
                null,
                Cull.NONE,
                PATIENT);

        assertThat(textKeys(store)).containsExactly("b", "a");
        assertThat(value(store, "b")).isEqualTo(Scalar.of(noise(60_000, 2)));
    }

    @Test
    default void store_placingInATransaction_isUndoneWithIt(Store store) {
        for (String key : List.of("a", "b", "c")) {
            put(store, key, "1");
        }
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    place(store, "c", "2", Placing.FIRST);
                    place(store, "0", "2", Placing.FIRST);
                    place(store, "b", "2", Placing.LAST);
                    assertThat(textKeys(store)).containsExactly("0", "c", "a", "b");
                    throw new IllegalStateException("undo");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(textKeys(store)).containsExactly("a", "b", "c");
    }

    @Test
    default void store_placingFirstBehindRoom_keepsTheOthersPlaces(Testbed testbed) {
        Store store = testbed.open(config -> config.withFirstPosition(1L << 32));
        for (int round = 0; round < 2; round++) {
            put(store, "middle", "1");
            Row middle = row(store, "middle");
            append(store, Sequence.queue("q"), Side.BACK, "2");
            for (int i = 0; i < 10; i++) {
                place(store, "first" + i, "1", Placing.FIRST);
            }

            assertThat(middle).isNotNull();
            assertThat(row(store, "middle")).isEqualTo(middle);
            assertThat(textKeys(store)).startsWith("first9", "first8").endsWith("middle", "q-500000000000000");
            Shorthand.purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 100);
        }
    }
}
