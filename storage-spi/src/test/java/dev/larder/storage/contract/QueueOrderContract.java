package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.drain;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Places in queues, and putting queues into another order: {@code peek} with an offset, and {@code renumber}. */
public interface QueueOrderContract extends StorageUnderTest {

    /** Queues of each kind. */
    List<Sequence.Queue> QUEUES =
            List.of(QueueContract.PLAIN, Sequence.queue("q"), Sequence.queue(""), Sequence.queue("\u0000\ud83d\ude00"));

    private static @Nullable Scalar peek(Store store, Sequence sequence, Side side, long offset) {
        Row row = store.peek(sequence, side, offset, Fetch.VALUE, PATIENT);
        return row == null ? null : Shorthand.valueOf(row);
    }

    private static List<String> fill(Store store, Sequence.Queue queue, int count) {
        List<String> values =
                IntStream.range(0, count).mapToObj(Integer::toString).toList();
        append(store, queue, Side.BACK, values.toArray(String[]::new));
        return values;
    }

    private static List<String> elements(Store store, Sequence.Queue queue) {
        List<String> values = new ArrayList<>();
        for (Scalar next = peek(store, queue, Side.FRONT, 0);
                next != null;
                next = peek(store, queue, Side.FRONT, values.size())) {
            values.add(((Scalar.Text) next).value());
        }
        return values;
    }

    private static void requirePlaces(Store store, Sequence queue, List<String> expected) {
        int size = expected.size();
        for (int i = 0; i < size; i++) {
            Scalar value = Scalar.of(expected.get(i));
            assertThat(peek(store, queue, Side.FRONT, i)).as("place " + i).isEqualTo(value);
            assertThat(peek(store, queue, Side.BACK, size - 1 - i))
                    .as("place " + i + " from the back")
                    .isEqualTo(value);
        }
        for (long behind : new long[] {size, size + 100, Long.MAX_VALUE}) {
            assertThat(peek(store, queue, Side.FRONT, behind)).isNull();
            assertThat(peek(store, queue, Side.BACK, behind)).isNull();
        }
    }

    @Test
    default void peek_offset_countsFromEitherEnd(Store store) {
        for (Sequence.Queue queue : QUEUES) {
            requirePlaces(store, queue, fill(store, queue, 60));
        }
    }

    @Test
    default void peek_offsetInAStoreOfOneQueue_countsFromEitherEnd(Store store) {
        List<String> values = new ArrayList<>(fill(store, QueueContract.PLAIN, 100));
        requirePlaces(store, QueueContract.PLAIN, values);

        remove(store, QueueContract.PLAIN.key(Sequence.FIRST_NUMBER + 30));
        values.remove(30);
        requirePlaces(store, QueueContract.PLAIN, values);

        put(store, "a row of no queue", text("x"));
        requirePlaces(store, QueueContract.PLAIN, values);
    }

    @Test
    default void peek_offsetInInsertionOrder_countsFromEitherEnd(Store store) {
        for (String key : List.of("b", "a", "c")) {
            put(store, key, text(key));
        }

        requirePlaces(store, Sequence.insertion(), List.of("b", "a", "c"));
    }

    @Test
    default void peek_offset_passesOverExpiredRows(Store store, FakeClock clock) {
        List<String> values = fill(store, QueueContract.PLAIN, 40);
        store.touch(
                QueueContract.PLAIN.key(Sequence.FIRST_NUMBER + 3),
                Expiry.after(Duration.ofSeconds(1)),
                Condition.always(),
                PATIENT);
        assertThat(peek(store, QueueContract.PLAIN, Side.FRONT, 30)).isEqualTo(Scalar.of("30"));
        clock.advanceSeconds(1);

        List<String> live = new ArrayList<>(values);
        live.remove(3);
        requirePlaces(store, QueueContract.PLAIN, live);
    }

    @Test
    default void peek_negativeOffset_isRefused(Store store) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peek(store, QueueContract.PLAIN, Side.FRONT, -1))
                .withMessageContaining("-1");
    }

    @Test
    default void rotation_everyDistance_isThatOfAList(Store store) {
        for (Sequence.Queue queue : QUEUES) {
            List<String> model = new ArrayList<>(fill(store, queue, 7));
            for (int distance = -16; distance <= 16; distance++) {
                store.renumber(queue, Renumbering.rotation(distance), PATIENT);
                Collections.rotate(model, distance);
                assertThat(elements(store, queue)).as("rotated by " + distance).isEqualTo(model);
            }
            for (long distance : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
                store.renumber(queue, Renumbering.rotation(distance), PATIENT);
                Collections.rotate(model, (int) Math.floorMod(distance, 7L));
                assertThat(elements(store, queue)).as("rotated by " + distance).isEqualTo(model);
            }
        }
    }

    @Test
    default void renumber_emptyOrSingle_changesNothing(Store store) {
        for (int i = 0; i < 2; i++) {
            store.renumber(QueueContract.PLAIN, Renumbering.reversal(), PATIENT);
            store.renumber(QueueContract.PLAIN, Renumbering.rotation(1), PATIENT);
            store.renumber(QueueContract.PLAIN, Renumbering.rotation(-5), PATIENT);
            assertThat(store.count()).isEqualTo(i);
            append(store, QueueContract.PLAIN, Side.BACK, "a");
        }
        assertThat(drain(store, QueueContract.PLAIN)).containsExactly("a", "a");
    }

    @Test
    default void reversal_severalTimes_turnsRoundEachTime(Store store) {
        for (Sequence.Queue queue : QUEUES) {
            List<String> model = new ArrayList<>(fill(store, queue, 9));
            for (int i = 0; i < 5; i++) {
                store.renumber(queue, Renumbering.reversal(), PATIENT);
                Collections.reverse(model);
                assertThat(elements(store, queue)).isEqualTo(model);
            }
        }
    }

    @Test
    default void renumber_randomOperationsWithGaps_areThoseOfAList(Store store) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Sequence.Queue queue : List.of(QueueContract.PLAIN, Sequence.queue("q"))) {
            List<String> model = new ArrayList<>(fill(store, queue, 20));
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        int distance = random.nextInt(60) - 30;
                        store.renumber(queue, Renumbering.rotation(distance), PATIENT);
                        Collections.rotate(model, distance);
                    }
                    case 1 -> {
                        store.renumber(queue, Renumbering.reversal(), PATIENT);
                        Collections.reverse(model);
                    }
                    case 2 -> {
                        if (!model.isEmpty()) {
                            int index = random.nextInt(model.size());
                            Row row = store.peek(queue, Side.FRONT, index, Fetch.METADATA, PATIENT);
                            assertThat(row).isNotNull();
                            remove(store, row.key());
                            model.remove(index);
                        }
                    }
                    default -> {
                        append(store, queue, Side.FRONT, "new " + i);
                        model.add(0, "new " + i);
                    }
                }
                assertThat(elements(store, queue))
                        .as("seed " + seed + ", step " + i)
                        .isEqualTo(model);
            }
        }
    }

    @Test
    default void renumber_otherQueuesAndKeys_stayAsTheyAre(Store store) {
        fill(store, QueueContract.PLAIN, 5);
        fill(store, Sequence.queue("q"), 5);
        fill(store, Sequence.queue("q-1"), 3);
        put(store, "q-5", text("text"));
        put(store, Key.of(Scalar.of(Sequence.FIRST_NUMBER + 7.5)), text("floating"));
        put(store, Key.of(Scalar.of(Sequence.FIRST_NUMBER - 1.0)), text("in the way"));
        put(store, Key.of(0), text("zero"));
        store.renumber(Sequence.queue("q"), Renumbering.reversal(), PATIENT);
        store.renumber(QueueContract.PLAIN, Renumbering.rotation(2), PATIENT);
        store.renumber(QueueContract.PLAIN, Renumbering.rotation(-1), PATIENT);
        store.renumber(QueueContract.PLAIN, Renumbering.reversal(), PATIENT);

        assertThat(elements(store, QueueContract.PLAIN)).containsExactly("3", "2", "1", "0", "4");
        assertThat(elements(store, Sequence.queue("q"))).containsExactly("4", "3", "2", "1", "0");
        assertThat(elements(store, Sequence.queue("q-1"))).containsExactly("0", "1", "2");
        assertThat(Shorthand.value(store, "q-5")).isEqualTo(Scalar.of("text"));
        assertThat(Shorthand.value(store, Key.of(Scalar.of(Sequence.FIRST_NUMBER + 7.5))))
                .isEqualTo(Scalar.of("floating"));
        assertThat(Shorthand.value(store, Key.of(Scalar.of(Sequence.FIRST_NUMBER - 1.0))))
                .isEqualTo(Scalar.of("in the way"));
        assertThat(Shorthand.value(store, Key.of(0))).isEqualTo(Scalar.of("zero"));
    }

    @Test
    default void renumber_everyKindOfRow_keepsAllButTheKey(Store store, FakeClock clock) {
        List<Item> items = List.of(
                new Item(bytes(noise(50_000, 1)), Expiry.after(Duration.ofSeconds(9)), Scalar.of("tag")),
                Item.of(text("b")));
        List<Key> keys = store.append(QueueContract.PLAIN, Side.BACK, items, Cull.NONE, PATIENT);
        Row before = store.find(keys.get(0), Fetch.VALUE, Access.IGNORE);
        store.renumber(QueueContract.PLAIN, Renumbering.rotation(1), PATIENT);
        Row after = store.peek(QueueContract.PLAIN, Side.BACK, 0, Fetch.VALUE, PATIENT);

        assertThat(before).isNotNull();
        assertThat(after).usingRecursiveComparison().ignoringFields("key").isEqualTo(before);
        clock.advanceSeconds(9);
        assertThat(elements(store, QueueContract.PLAIN)).containsExactly("b");
    }

    @Test
    default void rotation_expiredRows_areNotCounted(Store store, FakeClock clock) {
        List<Item> items = List.of(
                lasting(text("expired"), Duration.ofSeconds(1)),
                Item.of(text("a")),
                Item.of(text("b")),
                lasting(text("expired"), Duration.ofSeconds(1)),
                Item.of(text("c")),
                lasting(text("expired"), Duration.ofSeconds(1)));
        store.append(QueueContract.PLAIN, Side.BACK, items, Cull.NONE, PATIENT);
        clock.advanceSeconds(1);
        List<String> model = new ArrayList<>(List.of("a", "b", "c"));
        for (int distance : new int[] {1, 2, 3, 4, -1, -5}) {
            store.renumber(QueueContract.PLAIN, Renumbering.rotation(distance), PATIENT);
            Collections.rotate(model, distance);
            assertThat(elements(store, QueueContract.PLAIN))
                    .as("rotated by " + distance)
                    .isEqualTo(model);
        }
    }

    @Test
    default void renumber_numbersUsedUp_isRefusedOrGoesTheOtherWay(Store store) {
        put(store, QueueContract.PLAIN.key(1), text("a"));
        put(store, QueueContract.PLAIN.key(2), text("b"));

        assertThatThrownBy(() -> store.renumber(QueueContract.PLAIN, Renumbering.rotation(1), PATIENT))
                .isInstanceOf(StoreFullException.class);
        assertThat(elements(store, QueueContract.PLAIN)).containsExactly("a", "b");
        store.renumber(QueueContract.PLAIN, Renumbering.reversal(), PATIENT);
        assertThat(elements(store, QueueContract.PLAIN)).containsExactly("b", "a");
    }

    @Test
    default void renumber_rolledBack_leavesTheOrder(Store store) {
        List<String> values = fill(store, QueueContract.PLAIN, 5);
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    store.renumber(QueueContract.PLAIN, Renumbering.reversal(), PATIENT);
                    assertThat(peek(store, QueueContract.PLAIN, Side.FRONT, 0)).isEqualTo(Scalar.of("4"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(elements(store, QueueContract.PLAIN)).isEqualTo(values);
    }
}
