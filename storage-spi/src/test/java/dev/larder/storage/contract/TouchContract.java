package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.touch;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** New expiries for live rows: {@code touch}. */
public interface TouchContract extends StorageUnderTest {

    @Test
    default void touch_absentKey_isFalse(Store store) {
        assertThat(touch(store, "key", Expiry.never())).isFalse();
        assertThat(store.count()).isZero();
    }

    @Test
    default void touch_liveKey_lastsFromNowOn(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(10)));
        clock.advanceSeconds(9);

        assertThat(touch(store, "key", Expiry.after(Duration.ofSeconds(10)))).isTrue();
        clock.advanceSeconds(9);
        assertThat(value(store, "key")).isNotNull();
        clock.advanceSeconds(1);
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void touch_never_lastsForEver(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(10)));

        assertThat(touch(store, "key", Expiry.never())).isTrue();
        clock.advance(Duration.ofDays(10_000));
        assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    default void touch_instant_lastsUntilThen(Store store, FakeClock clock) {
        put(store, "key", "value");

        assertThat(touch(store, "key", Expiry.at(clock.instant().plusSeconds(5))))
                .isTrue();
        clock.advanceSeconds(5);
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void touch_toThePast_expiresAtOnce(Store store, FakeClock clock) {
        put(store, "key", "value");

        assertThat(touch(store, "key", Expiry.at(clock.instant().minusSeconds(5))))
                .isTrue();
        assertThat(value(store, "key")).isNull();
        assertThat(touch(store, "key", Expiry.never()))
                .as("what has expired cannot be brought back")
                .isFalse();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void touch_expiredKey_isFalseAndLeavesIt(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(touch(store, "key", Expiry.never())).isFalse();
        assertThat(value(store, "key")).isNull();
    }

    @Test
    default void touch_liveKey_changesNothingButTheExpiry(Store store, FakeClock clock) {
        Item item = new Item(bytes(noise(50_000, 1)), Expiry.never(), Scalar.of("tag"));
        put(store, Key.of("key"), item);
        Row before = row(store, "key");
        assertThat(before).isNotNull();
        clock.advanceSeconds(1);
        touch(store, "key", Expiry.after(Duration.ofSeconds(10)));

        Row after = row(store, "key");
        assertThat(after).isNotNull();
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("expireTime")
                .isEqualTo(before);
        assertThat(after.expireTime()).isFinite();
        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(50_000, 1)));
    }
}
