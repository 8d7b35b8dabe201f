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
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
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
}
