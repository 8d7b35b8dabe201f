package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.add;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Access;
import dev.larder.storage.Content;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Adding to numbers in place: {@code add}. */
public interface AddContract extends StorageUnderTest {

    @Test
    default void add_toInteger_isTheSum(Store store) {
        put(store, "key", number(40));

        assertThat(add(store, "key", Scalar.of(2L), null)).isEqualTo(Scalar.of(42L));
        assertThat(add(store, "key", Scalar.of(-50L), Scalar.of(1_000L))).isEqualTo(Scalar.of(-8L));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(-8L));
    }

    @Test
    default void add_floats_areAddedAsFloats(Store store) {
        put(store, "key", number(1.5));

        assertThat(add(store, "key", Scalar.of(0.25), null)).isEqualTo(Scalar.of(1.75));
        assertThat(add(store, "key", Scalar.of(1.25), Scalar.of(7.0))).isEqualTo(Scalar.of(3.0));
        assertThat(value(store, "key")).as("stays floating").isEqualTo(Scalar.of(3.0));
    }

    @Test
    default void add_floatToInteger_makesItFloating(Store store) {
        put(store, "key", number(1));

        assertThat(add(store, "key", Scalar.of(1.0), null)).isEqualTo(Scalar.of(2.0));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(2.0));
    }

    @Test
    default void add_integerToFloat_isRefusedAndChangesNothing(Store store) {
        put(store, "key", number(2.0));
        Row before = row(store, "key");

        assertThatThrownBy(() -> add(store, "key", Scalar.of(1L), Scalar.of(0L)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("key");
        assertThat(row(store, "key")).isEqualTo(before);
        assertThat(value(store, "key")).isEqualTo(Scalar.of(2.0));
    }

    @Test
    default void add_largeIntegers_areAddedExactly(Store store) {
        put(store, "key", number(Samples.EXACT));
        assertThat(add(store, "key", Scalar.of(1L), null)).isEqualTo(Scalar.of(Samples.EXACT + 1));

        put(store, "key", number(Long.MAX_VALUE - 1));
        assertThat(add(store, "key", Scalar.of(1L), null)).isEqualTo(Scalar.of(Long.MAX_VALUE));
        assertThat(add(store, "key", Scalar.of(Long.MIN_VALUE), null)).isEqualTo(Scalar.of(-1L));
        assertThat(add(store, "key", Scalar.of(-Long.MAX_VALUE), null)).isEqualTo(Scalar.of(Long.MIN_VALUE));
    }

    @Test
    default void add_beyond64Bits_isRefusedAndChangesNothing(Store store) {
        put(store, "greatest", number(Long.MAX_VALUE));
        put(store, "least", number(Long.MIN_VALUE));
        Row greatest = row(store, "greatest");
        Row least = row(store, "least");

        assertThatThrownBy(() -> add(store, "greatest", Scalar.of(1L), null)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> add(store, "least", Scalar.of(-1L), null)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> add(store, "least", Scalar.of(Long.MIN_VALUE), null))
                .isInstanceOf(ArithmeticException.class);
        assertThat(row(store, "greatest")).isEqualTo(greatest);
        assertThat(row(store, "least")).isEqualTo(least);
        assertThat(value(store, "greatest")).isEqualTo(Scalar.of(Long.MAX_VALUE));
        assertThat(value(store, "least")).isEqualTo(Scalar.of(Long.MIN_VALUE));
    }

    @Test
    default void add_initialBeyond64Bits_isRefusedAndStoresNothing(Store store) {
        assertThatThrownBy(() -> add(store, "key", Scalar.of(1L), Scalar.of(Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(store.count()).isZero();
    }

    @Test
    default void add_floatsBeyondTheirRange_becomeInfinite(Store store) {
        put(store, "key", number(Double.MAX_VALUE));

        assertThat(add(store, "key", Scalar.of(Double.MAX_VALUE), null)).isEqualTo(Scalar.of(Double.POSITIVE_INFINITY));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(Double.POSITIVE_INFINITY));
    }

    @Test
    default void add_sumThatIsNotANumber_isRefusedAndChangesNothing(Store store) {
        put(store, "key", number(Double.POSITIVE_INFINITY));

        assertThatThrownBy(() -> add(store, "key", Scalar.of(Double.NEGATIVE_INFINITY), null))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() ->
                        add(store, "absent", Scalar.of(Double.NEGATIVE_INFINITY), Scalar.of(Double.POSITIVE_INFINITY)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(value(store, "key")).isEqualTo(Scalar.of(Double.POSITIVE_INFINITY));
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void add_absentWithoutInitial_doesNothing(Store store) {
        assertThat(add(store, "key", Scalar.of(1L), null)).isNull();
        assertThat(store.count()).isZero();
    }

    @Test
    default void add_absentWithInitial_storesTheSum(Store store, FakeClock clock) {
        assertThat(add(store, "key", Scalar.of(2L), Scalar.of(40L))).isEqualTo(Scalar.of(42L));

        Row row = store.find(Key.of("key"), Fetch.VALUE, Access.IGNORE);
        assertThat(row).isNotNull();
        assertThat(row.value()).isEqualTo(number(42));
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(row.tag()).isNull();
        assertThat(row.encoding()).isEqualTo(Encoding.NATIVE);
        assertThat(row.storeTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(add(store, "floating", Scalar.of(1.0), Scalar.of(0.5))).isEqualTo(Scalar.of(1.5));
    }

    @Test
    default void add_liveRow_keepsExpiryTagAndPlace(Store store, FakeClock clock) {
        put(store, Key.of("key"), new Item(number(1), Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag")));
        put(store, "other", "value");
        Row before = row(store, "key");
        assertThat(before).isNotNull();
        clock.advanceSeconds(5);
        add(store, "key", Scalar.of(1L), Scalar.of(0L));

        Row after = row(store, "key");
        assertThat(after).isNotNull();
        assertThat(after.expireTime()).isEqualTo(before.expireTime());
        assertThat(after.tag()).isEqualTo(Scalar.of("tag"));
        assertThat(after.storeTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(textKeys(store)).containsExactly("key", "other");
        clock.advanceSeconds(5);
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void add_expiredRow_countsAsAbsent(Store store, FakeClock clock) {
        put(store, Key.of("key"), new Item(number(40), Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag")));
        put(store, "other", "value");
        clock.advanceSeconds(10);

        assertThat(add(store, "key", Scalar.of(2L), null)).isNull();
        assertThat(value(store, "key")).isNull();
        assertThat(store.count()).isEqualTo(2);
        assertThat(add(store, "key", Scalar.of(2L), Scalar.of(0L))).isEqualTo(Scalar.of(2L));
        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(row.tag()).isNull();
        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    default void add_expiredRowWithLargeValue_replacesAllOfIt(Store store, FakeClock clock) {
        put(store, Key.of("key"), Shorthand.lasting(bytes(Shorthand.noise(50_000, 1)), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(add(store, "key", Scalar.of(2L), Scalar.of(0L))).isEqualTo(Scalar.of(2L));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(2L));
        assertThat(store.totals().bytes()).isZero();
    }

    @Test
    default void add_valueThatIsNoNumber_isRefusedAndChangesNothing(Store store) {
        List<Content> values = List.of(
                text("1"),
                bytes((byte) '1'),
                bytes(Shorthand.noise(50_000, 1)),
                text("1".repeat(50_000)),
                new Encoded(Scalar.of(new byte[] {1}), Encoding.PICKLE),
                new Encoded(Scalar.of("1"), Encoding.JSON),
                new Encoded(Scalar.of(1L), Encoding.FIRST_CUSTOM));
        for (Content value : values) {
            put(store, "key", value);
            Row before = row(store, "key");
            assertThatThrownBy(() -> add(store, "key", Scalar.of(1L), Scalar.of(0L)))
                    .as("adding to %s", before)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("key");
            assertThat(store.find(Key.of("key"), Fetch.VALUE, Access.IGNORE))
                    .extracting(Row::value)
                    .isEqualTo(value);
            assertThat(row(store, "key")).isEqualTo(before);
        }
    }

    @Test
    default void add_whatIsNoNumber_isRefused(Store store) {
        put(store, "key", number(1));

        assertThatThrownBy(() -> add(store, "key", Scalar.of("1"), null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> add(store, "absent", Scalar.of("1"), null))
                .isInstanceOf(IllegalArgumentException.class);
        for (Scalar initial : List.of(Scalar.of("1"), Scalar.of(new byte[] {1}), Scalar.of(1.0))) {
            assertThatThrownBy(() -> add(store, "absent", Scalar.of(1L), initial))
                    .as("adding an integer to %s", initial)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> add(store, "absent", Scalar.of(1.0), Scalar.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.count()).isEqualTo(1);
        assertThat(value(store, "key")).isEqualTo(Scalar.of(1L));
    }

    @Test
    default void add_zero_changesOnlyTheStoreTime(Store store, FakeClock clock) {
        put(store, "key", number(7));
        clock.advanceSeconds(1);

        assertThat(add(store, "key", Scalar.of(0L), null)).isEqualTo(Scalar.of(7L));
        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.storeTime()).isCloseTo(clock.seconds(), within(1e-3));
    }
}
