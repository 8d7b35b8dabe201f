package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static dev.larder.WriteOptions.expireAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.Side;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Until when an entry may be read, and {@code touch}. */
public interface ExpiryContract extends CacheUnderTest {

    @Test
    default void expiry_beforeItsInstant_entryIsThereForAll(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(10)));
        cache.push("item", "queue", Side.BACK, expireAfter(Duration.ofSeconds(10)));
        clock.advance(Duration.ofMillis(9_999));

        assertThat(cache.get("key")).isEqualTo("value");
        assertThat(cache.contains("key")).isTrue();
        assertThat(cache.entry("key")).isPresent();
        assertThat(cache.getAll(List.of("key"))).hasSize(1);
        assertThat(cache.add("key", "other")).isFalse();
        assertThat(cache.peek("queue")).isPresent();
        assertThat(cache.expire()).isZero();
        assertThat(cache.delete("key")).isTrue();
    }

    @Test
    default void expiry_exactlyAtItsInstant_entryIsAbsentForReaders(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(cache.get("key")).isNull();
        assertThat(cache.getOrDefault("key", "default")).isEqualTo("default");
        assertThat(cache.getAll(List.of("key"))).isEmpty();
        assertThat(cache.entry("key")).isEmpty();
        assertThat(cache.read("key")).isEmpty();
        assertThat(cache.contains("key")).isFalse();
        assertThat(cache.asMap().containsKey("key")).isFalse();
        assertThat(cache.peekItem(Side.FRONT)).isEmpty();
    }

    @Test
    default void expiry_exactlyAtItsInstant_entryIsAbsentForWriters(Cache<Object, Object> cache, FakeClock clock) {
        for (String key : List.of("pop", "popEntry", "delete", "replace", "compareAndSet", "touch")) {
            cache.set(key, "value", expireAfter(Duration.ofSeconds(10)));
        }
        cache.set("increment", 5L, expireAfter(Duration.ofSeconds(10)));
        cache.set("incrementIfPresent", 5L, expireAfter(Duration.ofSeconds(10)));
        cache.set("incrementDouble", 5L, expireAfter(Duration.ofSeconds(10)));
        cache.set("add", 5L, expireAfter(Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(cache.pop("pop")).isNull();
        assertThat(cache.popEntry("popEntry")).isEmpty();
        assertThat(cache.delete("delete")).isFalse();
        assertThat(cache.deleteAll(List.of("delete", "pop"))).isZero();
        assertThat(cache.replace("replace", "new")).isFalse();
        assertThat(cache.compareAndSet("compareAndSet", "value", "new")).isFalse();
        assertThat(cache.touch("touch")).isFalse();
        assertThat(cache.touch("touch", Duration.ofSeconds(10))).isFalse();
        assertThat(cache.incrementIfPresent("incrementIfPresent", 1)).isEqualTo(OptionalLong.empty());
        assertThat(cache.increment("increment")).isEqualTo(1);
        assertThat(cache.incrementDouble("incrementDouble", 1, 0)).isEqualTo(1);
        assertThat(cache.add("add", "new")).isTrue();
    }

    @Test
    default void expiry_exactlyAtItsInstant_itemIsAbsentForQueues(Cache<Object, Object> cache, FakeClock clock) {
        cache.push("first", "queue", Side.BACK, expireAfter(Duration.ofSeconds(10)));
        cache.push("second", "queue");
        clock.advanceSeconds(10);

        assertThat(cache.peek("queue").orElseThrow().value()).isEqualTo("second");
        assertThat(cache.pull("queue").orElseThrow().value()).isEqualTo("second");
        assertThat(cache.pull("queue")).isEmpty();
    }

    @Test
    default void expiry_passed_entryStillCountsUntilRemoved(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", Samples.large(1), expireAfter(Duration.ofSeconds(10)));
        clock.advanceSeconds(11);

        cache.get("key");
        cache.delete("key");
        assertThat(cache.size()).isEqualTo(1);
        assertThat(Listings.keys(cache)).containsExactly("key");
        assertThat(cache.expire()).isEqualTo(1);
        assertThat(cache.size()).isZero();
        assertThat(Listings.keys(cache)).isEmpty();
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void expireAfter_zero_isStoredAndCountedButNeverRead(Cache<Object, Object> cache, FakeClock clock) {
        assertThat(cache.set("key", "value", expireAfter(Duration.ZERO))).isTrue();

        assertThat(cache.get("key")).isNull();
        assertThat(cache.contains("key")).isFalse();
        assertThat(cache.size()).isEqualTo(1);
        assertThat(Listings.keys(cache)).containsExactly("key");
        assertThat(cache.add("key", "value", expireAfter(Duration.ZERO))).isTrue();
        assertThat(cache.size()).isEqualTo(1);
        clock.advanceSeconds(1);
        assertThat(cache.expire()).isEqualTo(1);
        assertThat(cache.size()).isZero();
    }

    @Test
    default void expireAfter_negative_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> expireAfter(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
        assertThatIllegalArgumentException().isThrownBy(() -> cache.touch("key", Duration.ofSeconds(-1)));
        assertThat(cache.entry("key").orElseThrow().expiry()).isNull();
    }

    @Test
    default void expireAfter_longestDuration_lastsForEver(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        cache.set("touched", "value");
        assertThat(cache.touch("touched", Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        clock.advance(Duration.ofDays(1_000_000));

        assertThat(cache.get("key")).isEqualTo("value");
        assertThat(cache.get("touched")).isEqualTo("value");
        assertThat(cache.entry("key")).isPresent();
        assertThat(cache.expire()).isZero();
    }

    @Test
    default void expireAt_instant_isReadUntilThen(Cache<Object, Object> cache, FakeClock clock) {
        Instant expiry = clock.instant().plusMillis(2_500);
        cache.set("key", "value", expireAt(expiry));

        assertThat(cache.entry("key").orElseThrow().expiry()).isEqualTo(expiry);
        clock.advance(Duration.ofMillis(2_499));
        assertThat(cache.get("key")).isEqualTo("value");
        clock.advance(Duration.ofMillis(1));
        assertThat(cache.get("key")).isNull();
    }

    @Test
    default void expireAt_past_isStoredAndNeverRead(Cache<Object, Object> cache, FakeClock clock) {
        for (Instant past : List.of(clock.instant().minusSeconds(1), Instant.EPOCH, Instant.EPOCH.minusSeconds(1))) {
            cache.set("key", "value", expireAt(past));

            assertThat(cache.get("key")).as("expired at %s", past).isNull();
            assertThat(cache.size()).isEqualTo(1);
            assertThat(cache.expire()).as("expired at %s", past).isEqualTo(1);
        }
    }

    @Test
    default void expireAt_endsOfTime_areKeptAsNearAsPossible(Cache<Object, Object> cache) {
        cache.set("last", "value", expireAt(Instant.MAX));
        cache.set("first", "value", expireAt(Instant.MIN));

        assertThat(cache.get("last")).isEqualTo("value");
        assertThat(cache.entry("last")).isPresent();
        assertThat(cache.get("first")).isNull();
    }

    // ---- touch

    @Test
    default void touch_withTime_lastsFromNow(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(10)));
        clock.advanceSeconds(9);

        assertThat(cache.touch("key", Duration.ofSeconds(10))).isTrue();
        assertThat(cache.entry("key").orElseThrow().expiry())
                .isEqualTo(clock.instant().plusSeconds(10));
        clock.advanceSeconds(9);
        assertThat(cache.get("key")).isEqualTo("value");
        clock.advanceSeconds(1);
        assertThat(cache.get("key")).isNull();
    }

    @Test
    default void touch_withoutTime_lastsForEver(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "value", expireAfter(Duration.ofSeconds(10)));

        assertThat(cache.touch("key")).isTrue();
        clock.advance(Duration.ofDays(10_000));
        assertThat(cache.get("key")).isEqualTo("value");
        assertThat(cache.entry("key").orElseThrow().expiry()).isNull();
    }

    @Test
    default void touch_withZero_expiresAtOnce(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThat(cache.touch("key", Duration.ZERO)).isTrue();
        assertThat(cache.get("key")).isNull();
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.touch("key")).isFalse();
    }

    @Test
    default void touch_presentKey_changesNothingButTheExpiry(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", Samples.large(1), expireAfter(Duration.ofSeconds(10)).tag("tag"));
        Entry<Object, Object> before = cache.entry("key").orElseThrow();
        clock.advanceSeconds(5);
        cache.touch("key", Duration.ofSeconds(10));

        Entry<Object, Object> after = cache.entry("key").orElseThrow();
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.tag()).isEqualTo(before.tag());
        assertThat(after.size()).isEqualTo(before.size());
        assertThat(after.storeTime()).isEqualTo(before.storeTime());
        assertThat(after.accessTime()).isEqualTo(before.accessTime());
        assertThat(after.expiry()).isEqualTo(clock.instant().plusSeconds(10));
    }

    @Test
    default void touch_absentOrExpiredKey_isFalse(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(2);

        assertThat(cache.touch("absent")).isFalse();
        assertThat(cache.touch("absent", Duration.ofSeconds(1))).isFalse();
        assertThat(cache.touch("expired")).isFalse();
        assertThat(cache.touch("expired", Duration.ofSeconds(1))).isFalse();
        assertThat(cache.get("expired")).isNull();
        assertThat(cache.contains("absent")).isFalse();
    }
}
