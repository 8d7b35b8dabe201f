package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.add;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.touch;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Purged;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When rows expire: {@link Expiry}. A single row is gone at the very instant, a purge removes it only after it. */
public interface ExpiryContract extends StorageUnderTest {

    @Test
    default void expiry_justBeforeTheInstant_rowIsLiveForEveryVerb(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(number(1), Duration.ofSeconds(10)));
        clock.advance(Duration.ofMillis(9_999));

        assertThat(store.get(Key.of("key"), Access.RECORD)).isNotNull();
        assertThat(row(store, "key")).isNotNull();
        assertThat(store.findAll(List.of(Key.of("key")), Fetch.METADATA, Access.RECORD))
                .hasSize(1);
        assertThat(Shorthand.store(store, Key.of("key"), number(2), Condition.ifAbsent())
                        .stored())
                .isFalse();
        assertThat(add(store, "key", Scalar.of(1L), null)).isEqualTo(Scalar.of(2L));
        assertThat(Shorthand.peek(store, Sequence.insertion(), Side.FRONT)).isNotNull();
        assertThat(touch(store, "key", Expiry.after(Duration.ofMillis(1)))).isTrue();
        assertThat(remove(store, "key")).isNotNull();
    }

    @Test
    default void expiry_atTheInstant_rowIsAbsentForEveryVerb(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(number(1), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(store.get(Key.of("key"), Access.RECORD)).isNull();
        assertThat(row(store, "key")).isNull();
        assertThat(store.findAll(List.of(Key.of("key")), Fetch.METADATA, Access.RECORD))
                .isEmpty();
        assertThat(touch(store, "key", Expiry.never())).isFalse();
        assertThat(add(store, "key", Scalar.of(1L), null)).isNull();
        assertThat(remove(store, "key")).isNull();
        assertThat(store.removeAll(List.of(Key.of("key")), PATIENT)).isZero();
        assertThat(Shorthand.store(store, Key.of("key"), number(2), Condition.ifPresent())
                        .stored())
                .isFalse();
        assertThat(Shorthand.store(store, Key.of("key"), number(2), Condition.ifAbsent())
                        .stored())
                .isTrue();
    }

    @Test
    default void expiry_atTheInstant_sequencesSkipTheRow(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(number(1), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(Shorthand.peek(store, Sequence.insertion(), Side.FRONT)).isNull();
        assertThat(Shorthand.take(store, Sequence.insertion(), Side.FRONT)).isNull();
    }

    @Test
    default void expiry_atTheInstant_purgeLeavesTheRow(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(number(1), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);
        assertThat(store.purge(new Selection.ExpiredBefore(null), 10, PATIENT).removed())
                .isZero();
        assertThat(store.count()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThat(store.purge(new Selection.ExpiredBefore(null), 10, PATIENT)).isEqualTo(new Purged(1, false));
        assertThat(store.count()).isZero();
    }

    @Test
    default void expiry_zeroTimeToLive_isStoredAndNeverRead(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ZERO));

        assertThat(value(store, "key")).isNull();
        assertThat(store.count()).isEqualTo(1);
        assertThat(Shorthand.keys(store)).containsExactly(Key.of("key"));
        clock.advanceSeconds(-1);
        assertThat(row(store, "key")).as("the row is there").isNotNull();
    }

    @Test
    default void expiry_expiredRow_countsAndIsListedUntilPurged(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(1)));
        clock.advance(Duration.ofDays(1));

        assertThat(store.count()).isEqualTo(1);
        assertThat(store.totals().count()).isEqualTo(1);
        assertThat(Shorthand.keys(store)).containsExactly(Key.of("key"));
    }

    @Test
    default void expiry_after_countsFromTheMomentOfWriting(Store store, FakeClock clock) {
        Item item = lasting(text("value"), Duration.ofMillis(1_500));
        clock.advanceSeconds(100);
        put(store, Key.of("key"), item);

        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 1.5, within(1e-3));
    }

    @Test
    default void expiry_atAnInstant_isThatInstant(Store store, FakeClock clock) {
        put(
                store,
                Key.of("key"),
                new Item(text("value"), Expiry.at(clock.instant().plusMillis(2_500)), null));

        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 2.5, within(1e-3));
        clock.advance(Duration.ofMillis(2_499));
        assertThat(value(store, "key")).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void expiry_instantLongPast_isStoredAndPurged(Store store) {
        for (Instant past : List.of(Instant.EPOCH, Instant.ofEpochSecond(-5), Instant.MIN)) {
            put(store, Key.of("key"), new Item(text("value"), Expiry.at(past), null));
            assertThat(value(store, "key")).as("expired at %s", past).isNull();
            assertThat(store.count()).isEqualTo(1);
            assertThat(Shorthand.purgeAll(store, new Selection.ExpiredBefore(null), 10))
                    .as("expired at %s", past)
                    .isEqualTo(1);
        }
    }

    @Test
    default void expiry_farthestFuture_isLive(Store store, FakeClock clock) {
        put(store, Key.of("after"), lasting(text("value"), Duration.ofSeconds(Long.MAX_VALUE)));
        put(store, Key.of("at"), new Item(text("value"), Expiry.at(Instant.MAX), null));
        clock.advance(Duration.ofDays(100_000));

        assertThat(value(store, "after")).isNotNull();
        assertThat(value(store, "at")).isNotNull();
        assertThat(Shorthand.purgeAll(store, new Selection.ExpiredBefore(null), 10))
                .isZero();
    }

    @Test
    default void expiry_ofStreamedContent_countsFromTheWriteToo(Store store, FakeClock clock) {
        Content slow = new Content.Streamed(Source.of(Shorthand.noise(10, 1)), 1);
        put(store, Key.of("key"), lasting(slow, Duration.ofSeconds(10)));

        clock.advanceSeconds(9);
        assertThat(value(store, "key")).isNotNull();
        clock.advanceSeconds(1);
        assertThat(value(store, "key")).isNull();
    }
}
