package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.drain;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.peek;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.take;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreFullException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues: {@code append}, {@code take} and {@code peek} on {@link Sequence.Queue}. */
public interface QueueContract extends StorageUnderTest {

    /** The queue without a prefix. */
    Sequence.Queue PLAIN = Sequence.queue(null);

    @Test
    default void append_toEmptyQueue_beginsInTheMiddleOfTheNumbers(Store store) {
        assertThat(append(store, PLAIN, Side.BACK, "a")).containsExactly(Key.of(500_000_000_000_000L));
        assertThat(append(store, Sequence.queue("q"), Side.FRONT, "b")).containsExactly(Key.of("q-500000000000000"));
        assertThat(append(store, Sequence.queue(""), Side.BACK, "c")).containsExactly(Key.of("-500000000000000"));
        assertThat(value(store, Key.of(Sequence.FIRST_NUMBER))).isEqualTo(Scalar.of("a"));
    }

    @Test
    default void append_bothSides_growsToBothSides(Store store) {
        append(store, PLAIN, Side.BACK, "c");
        append(store, PLAIN, Side.BACK, "d");
        append(store, PLAIN, Side.FRONT, "b");
        append(store, PLAIN, Side.FRONT, "a");

        assertThat(take(store, PLAIN, Side.BACK)).isEqualTo(Scalar.of("d"));
        assertThat(drain(store, PLAIN)).containsExactly("a", "b", "c");
    }

    @Test
    default void append_severalItems_addsTheFirstFirst(Store store) {
        List<Key> back = append(store, PLAIN, Side.BACK, "a", "b", "c");
        List<Key> front = append(store, PLAIN, Side.FRONT, "x", "y", "z");

        assertThat(back).hasSize(3);
        assertThat(front).hasSize(3);
        assertThat(value(store, back.get(0))).isEqualTo(Scalar.of("a"));
        assertThat(value(store, back.get(2))).isEqualTo(Scalar.of("c"));
        assertThat(value(store, front.get(0))).isEqualTo(Scalar.of("x"));
        assertThat(value(store, front.get(2))).isEqualTo(Scalar.of("z"));
        assertThat(drain(store, PLAIN)).containsExactly("z", "y", "x", "a", "b", "c");
    }

    @Test
    default void append_nothing_returnsNoKeys(Store store) {
        assertThat(store.append(PLAIN, Side.BACK, List.of(), Cull.NONE, PATIENT))
                .isEmpty();
        assertThat(store.count()).isZero();
    }

    @Test
    default void append_everyKindOfItem_keepsWhatItCarries(Store store, FakeClock clock) {
        List<Item> items = List.of(
                new Item(bytes(noise(50_000, 1)), Expiry.after(Duration.ofSeconds(9)), Scalar.of("tag")),
                Item.of(new Content.Streamed(Source.of(noise(70_000, 2)), 18)));
        store.append(PLAIN, Side.BACK, items, Cull.NONE, PATIENT);

        Row first = store.take(PLAIN, Side.FRONT, Fetch.VALUE, PATIENT);
        assertThat(first).isNotNull();
        assertThat(first.value()).isEqualTo(bytes(noise(50_000, 1)));
        assertThat(first.tag()).isEqualTo(Scalar.of("tag"));
        assertThat(first.expireTime()).isEqualTo(clock.seconds() + 9);
        Row second = store.take(PLAIN, Side.FRONT, Fetch.BLOB, PATIENT);
        assertThat(second).isNotNull();
        assertThat(second.encoding()).isEqualTo(18);
        try (Blob blob = second.blob()) {
            assertThat(blob).isNotNull();
            assertThat(Shorthand.content(blob)).isEqualTo(noise(70_000, 2));
        }
    }

    @Test
    default void append_oneItemFails_addsNone(Store store) {
        List<Item> items = List.of(
                Item.of(bytes(noise(50_000, 1))),
                Item.of(new Content.Streamed(Source.of(noise(70_000, 2)).failingAt(40_000), 1)));

        assertThatThrownBy(() -> store.append(PLAIN, Side.BACK, items, Cull.NONE, PATIENT))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(store.count()).isZero();
    }

    @Test
    default void append_farFromTheMiddle_goesOnFromThere(Store store) {
        for (long number : new long[] {700, Sequence.LAST_NUMBER - 700}) {
            put(store, PLAIN.key(number), text("b"));
            append(store, PLAIN, Side.BACK, "c");
            append(store, PLAIN, Side.FRONT, "a");

            assertThat(drain(store, PLAIN)).containsExactly("a", "b", "c");
        }
    }

    @Test
    default void append_numbersUsedUpAtTheBack_isRefusedAndAddsNothing(Store store) {
        put(store, PLAIN.key(Sequence.LAST_NUMBER - 1), text("a"));
        assertThatThrownBy(() -> append(store, PLAIN, Side.BACK, "b", "c")).isInstanceOf(StoreFullException.class);
        assertThat(store.count()).isEqualTo(1);

        assertThat(append(store, PLAIN, Side.BACK, "b")).containsExactly(Key.of(Sequence.LAST_NUMBER));
        assertThatThrownBy(() -> append(store, PLAIN, Side.BACK, "c")).isInstanceOf(StoreFullException.class);
        assertThat(append(store, PLAIN, Side.FRONT, "front")).hasSize(1);
        assertThat(drain(store, PLAIN)).containsExactly("front", "a", "b");
    }

    @Test
    default void append_numbersUsedUpAtTheFront_isRefusedAndAddsNothing(Store store) {
        Sequence.Queue queue = Sequence.queue("q");
        put(store, queue.key(2), text("b"));
        assertThatThrownBy(() -> append(store, queue, Side.FRONT, "a", "z")).isInstanceOf(StoreFullException.class);
        assertThat(store.count()).isEqualTo(1);

        assertThat(append(store, queue, Side.FRONT, "a")).containsExactly(queue.key(1));
        assertThatThrownBy(() -> append(store, queue, Side.FRONT, "z")).isInstanceOf(StoreFullException.class);
        assertThat(append(store, queue, Side.BACK, "c")).hasSize(1);
        assertThat(drain(store, queue)).containsExactly("a", "b", "c");
    }

    @Test
    default void append_afterUsedUpNumbersAreTaken_worksAgain(Store store) {
        put(store, PLAIN.key(Sequence.LAST_NUMBER), text("a"));
        take(store, PLAIN, Side.FRONT);

        append(store, PLAIN, Side.BACK, "b");
        assertThat(drain(store, PLAIN)).containsExactly("b");
    }

    @Test
    default void append_numberTakenByAKeyOfAnotherType_leavesThatRowAlone(Store store) {
        put(store, Key.of(Scalar.of((double) Sequence.FIRST_NUMBER)), text("floating"));
        append(store, PLAIN, Side.BACK, "a");
        append(store, PLAIN, Side.FRONT, "z");
        append(store, PLAIN, Side.BACK, "b");

        assertThat(drain(store, PLAIN)).containsExactly("z", "a", "b");
        assertThat(Shorthand.keys(store)).containsExactly(Key.of(Scalar.of((double) Sequence.FIRST_NUMBER)));
        assertThat(value(store, Key.of(Sequence.FIRST_NUMBER))).isEqualTo(Scalar.of("floating"));
    }

    @Test
    default void take_emptyQueue_isNull(Store store) {
        put(store, "key", "value");

        for (Side side : Side.values()) {
            assertThat(take(store, PLAIN, side)).isNull();
            assertThat(peek(store, PLAIN, side)).isNull();
        }
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void take_eitherSide_removesThatEnd(Store store) {
        append(store, PLAIN, Side.BACK, "a", "b", "c", "d");

        assertThat(take(store, PLAIN, Side.FRONT)).isEqualTo(Scalar.of("a"));
        assertThat(take(store, PLAIN, Side.BACK)).isEqualTo(Scalar.of("d"));
        assertThat(store.count()).isEqualTo(2);
        assertThat(drain(store, PLAIN)).containsExactly("b", "c");
    }

    @Test
    default void take_metadata_removesWithoutTheValue(Store store) {
        List<Key> keys = append(store, PLAIN, Side.BACK, "x".repeat(50_000));

        Row taken = store.take(PLAIN, Side.FRONT, Fetch.METADATA, PATIENT);
        assertThat(taken).isNotNull();
        assertThat(taken.value()).isNull();
        assertThat(taken.key()).isEqualTo(keys.get(0));
        assertThat(store.count()).isZero();
    }

    @Test
    default void peek_eitherSide_returnsWhatTakeWouldAndLeavesIt(Store store) {
        append(store, PLAIN, Side.BACK, "a", "b", "c");

        for (int i = 0; i < 2; i++) {
            assertThat(peek(store, PLAIN, Side.FRONT)).isEqualTo(Scalar.of("a"));
            assertThat(peek(store, PLAIN, Side.BACK)).isEqualTo(Scalar.of("c"));
        }
        assertThat(drain(store, PLAIN)).containsExactly("a", "b", "c");
    }

    @Test
    default void peek_blob_leavesTheValueReadable(Store store) {
        append(store, PLAIN, Side.BACK, "x".repeat(50_000));
        Row peeked = store.peek(PLAIN, Side.FRONT, Fetch.BLOB, PATIENT);
        assertThat(peeked).isNotNull();
        try (Blob blob = peeked.blob()) {
            assertThat(blob).isNotNull();
            assertThat(blob.length()).isEqualTo(50_000);
        }

        assertThat(drain(store, PLAIN)).containsExactly("x".repeat(50_000));
    }

    @Test
    default void take_expiredRowsOnTheWay_skipsAndRemovesThem(Store store, FakeClock clock) {
        for (Side side : Side.values()) {
            List<Item> items = new ArrayList<>();
            items.add(Item.of(text("live")));
            for (int i = 0; i < 250; i++) {
                items.add(lasting(text("expired"), Duration.ofSeconds(1)));
            }
            store.append(PLAIN, side, items, Cull.NONE, PATIENT);
            clock.advanceSeconds(1);

            assertThat(take(store, PLAIN, side)).isEqualTo(Scalar.of("live"));
            assertThat(store.count()).isZero();
        }
    }

    @Test
    default void take_onlyExpiredRows_isNullAndRemovesThem(Store store, FakeClock clock) {
        store.append(
                PLAIN,
                Side.BACK,
                List.of(
                        lasting(bytes(noise(50_000, 1)), Duration.ofSeconds(1)),
                        lasting(text("b"), Duration.ofSeconds(1))),
                Cull.NONE,
                PATIENT);
        clock.advanceSeconds(1);

        assertThat(take(store, PLAIN, Side.FRONT)).isNull();
        assertThat(store.count()).isZero();
    }

    @Test
    default void peek_expiredRowsOnTheWay_skipsThem(Store store, FakeClock clock) {
        store.append(
                PLAIN,
                Side.BACK,
                List.of(
                        lasting(text("a"), Duration.ofSeconds(1)),
                        Item.of(text("b")),
                        lasting(text("c"), Duration.ofSeconds(1))),
                Cull.NONE,
                PATIENT);
        clock.advanceSeconds(1);

        assertThat(peek(store, PLAIN, Side.FRONT)).isEqualTo(Scalar.of("b"));
        assertThat(peek(store, PLAIN, Side.BACK)).isEqualTo(Scalar.of("b"));
    }

    @Test
    default void append_behindAnExpiredRow_keepsTheOrder(Store store, FakeClock clock) {
        append(store, PLAIN, Side.BACK, "a");
        store.append(PLAIN, Side.BACK, List.of(lasting(text("b"), Duration.ofSeconds(1))), Cull.NONE, PATIENT);
        clock.advanceSeconds(1);
        append(store, PLAIN, Side.BACK, "c");

        assertThat(drain(store, PLAIN)).containsExactly("a", "c");
    }

    @Test
    default void take_rowReplacedMeanwhile_keepsItsPlace(Store store) {
        List<Key> keys = append(store, PLAIN, Side.BACK, "a", "b", "c");
        put(store, keys.get(1), text("new"));

        assertThat(drain(store, PLAIN)).containsExactly("a", "new", "c");
    }

    @Test
    default void append_leavesRowsThatAnyVerbCanReach(Store store) {
        Key key = append(store, Sequence.queue("q"), Side.BACK, "a").get(0);

        assertThat(row(store, key)).isNotNull();
        assertThat(Shorthand.remove(store, key)).isNotNull();
        assertThat(take(store, Sequence.queue("q"), Side.FRONT)).isNull();
    }
}
