package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Numbers that grow in place: {@code increment}, {@code decrement} and their kin. */
public interface CounterContract extends CacheUnderTest {

    @Test
    default void increment_absentKey_startsAtZero(Cache<Object, Object> cache) {
        assertThat(cache.increment("one")).isEqualTo(1);
        assertThat(cache.increment("five", 5)).isEqualTo(5);
        assertThat(cache.decrement("minus one")).isEqualTo(-1);
        assertThat(cache.decrement("minus five", 5)).isEqualTo(-5);

        assertThat(cache.get("one")).isEqualTo(1L);
        assertThat(cache.get("minus five")).isEqualTo(-5L);
    }

    @Test
    default void increment_absentKeyWithInitial_startsThere(Cache<Object, Object> cache) {
        assertThat(cache.increment("up", 5, 100)).isEqualTo(105);
        assertThat(cache.decrement("down", 5, 100)).isEqualTo(95);
        assertThat(cache.increment("up", 5, 100))
                .as("initial is for absent keys")
                .isEqualTo(110);
        assertThat(cache.decrement("down", 5, 100)).isEqualTo(90);
    }

    @Test
    default void increment_presentKey_addsInPlace(Cache<Object, Object> cache) {
        cache.set("key", 40L);

        assertThat(cache.increment("key")).isEqualTo(41);
        assertThat(cache.increment("key", -11)).isEqualTo(30);
        assertThat(cache.decrement("key")).isEqualTo(29);
        assertThat(cache.decrement("key", -1)).isEqualTo(30);
        assertThat(cache.increment("key", 0)).isEqualTo(30);
        assertThat(cache.get("key")).isEqualTo(30L);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void increment_presentKey_keepsExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", 1L, expireAfter(Duration.ofSeconds(10)).tag("tag"));
        Entry<Object, Object> before = cache.entry("key").orElseThrow();
        clock.advanceSeconds(9);
        cache.increment("key");
        cache.incrementIfPresent("key", 1);
        cache.incrementDouble("key", 0.5, 0);

        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.value()).isEqualTo(3.5);
        assertThat(entry.expiry()).isEqualTo(before.expiry());
        assertThat(entry.tag()).isEqualTo("tag");
        clock.advanceSeconds(1);
        assertThat(cache.get("key")).isNull();
    }

    @Test
    default void increment_expiredKey_startsAnewWithoutExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        for (Object old : List.of(100L, "text", Samples.large(1))) {
            cache.set("key", old, expireAfter(Duration.ofSeconds(1)).tag("tag"));
            clock.advanceSeconds(1);

            assertThat(cache.increment("key", 2, 3)).isEqualTo(5);
            Entry<Object, Object> entry = cache.entry("key").orElseThrow();
            assertThat(entry.value()).isEqualTo(5L);
            assertThat(entry.expiry()).isNull();
            assertThat(entry.tag()).isNull();
            assertThat(entry.storeTime()).isEqualTo(clock.instant());
        }
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void increment_upToTheLimits_isExact(Cache<Object, Object> cache) {
        cache.set("up", Long.MAX_VALUE - 1);
        cache.set("down", Long.MIN_VALUE + 1);

        assertThat(cache.increment("up")).isEqualTo(Long.MAX_VALUE);
        assertThat(cache.decrement("down")).isEqualTo(Long.MIN_VALUE);
        assertThat(cache.get("up")).isEqualTo(Long.MAX_VALUE);
        assertThat(cache.get("down")).isEqualTo(Long.MIN_VALUE);
        assertThat(cache.increment("up", Long.MIN_VALUE)).isEqualTo(-1);
        assertThat(cache.increment("down", Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(cache.increment("new", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(-1);
    }

    @Test
    default void increment_pastTheLimits_changesNothing(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("up", Long.MAX_VALUE, expireAfter(Duration.ofSeconds(9)).tag("tag"));
        cache.set("down", Long.MIN_VALUE);
        Entry<Object, Object> up = cache.entry("up").orElseThrow();
        Entry<Object, Object> down = cache.entry("down").orElseThrow();
        clock.advanceSeconds(1);

        requireOverflow(() -> cache.increment("up"));
        requireOverflow(() -> cache.increment("up", Long.MAX_VALUE));
        requireOverflow(() -> cache.incrementIfPresent("up", 1));
        requireOverflow(() -> cache.decrement("down"));
        requireOverflow(() -> cache.decrement("down", Long.MAX_VALUE));
        requireOverflow(() -> cache.incrementIfPresent("down", -1));
        assertThat(cache.entry("up")).contains(up);
        assertThat(cache.entry("down")).contains(down);
    }

    @Test
    default void increment_initialPastTheLimits_storesNothing(Cache<Object, Object> cache) {
        requireOverflow(() -> cache.increment("key", 1, Long.MAX_VALUE));
        requireOverflow(() -> cache.decrement("key", 1, Long.MIN_VALUE));

        assertThat(cache.contains("key")).isFalse();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void decrement_leastLong_isAnOverflow(Cache<Object, Object> cache) {
        cache.set("key", -1L);

        requireOverflow(() -> cache.decrement("key", Long.MIN_VALUE));
        requireOverflow(() -> cache.decrement("key", Long.MIN_VALUE, -1));
        assertThat(cache.get("key")).isEqualTo(-1L);
    }

    private static void requireOverflow(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(ArithmeticException.class);
    }

    @Test
    default void increment_valueThatIsNoInteger_changesNothing(Cache<Object, Object> cache) {
        for (Object value : List.of("5", "text", new byte[] {5}, 1.0, 1.5, Samples.large(1), Samples.largeText())) {
            cache.set("key", value);

            assertThatThrownBy(() -> cache.increment("key"))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("key");
            assertThatThrownBy(() -> cache.incrementIfPresent("key", 1)).isInstanceOf(SerializationException.class);
            assertThatThrownBy(() -> cache.decrement("key")).isInstanceOf(SerializationException.class);
            assertThat(cache.get("key")).isEqualTo(value);
        }
    }

    @Test
    default void incrementIfPresent_presentKey_adds(Cache<Object, Object> cache) {
        cache.set("key", 1L);

        assertThat(cache.incrementIfPresent("key", 41)).isEqualTo(OptionalLong.of(42));
        assertThat(cache.get("key")).isEqualTo(42L);
    }

    @Test
    default void incrementIfPresent_absentOrExpiredKey_doesNothing(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", 1L, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.incrementIfPresent("absent", 1)).isEmpty();
        assertThat(cache.incrementIfPresent("expired", 1)).isEmpty();
        assertThat(cache.contains("absent")).isFalse();
        assertThat(cache.contains("expired")).isFalse();
        assertThat(cache.size()).isEqualTo(1);
    }

    // ---- floating

    @Test
    default void incrementDouble_absentKey_startsAtInitial(Cache<Object, Object> cache) {
        assertThat(cache.incrementDouble("key", 0.5, 1)).isEqualTo(1.5);
        assertThat(cache.incrementDouble("key", 0.25, 100)).isEqualTo(1.75);
        assertThat(cache.incrementDouble("key", -2, 100)).isEqualTo(-0.25);
        assertThat(cache.get("key")).isEqualTo(-0.25);
    }

    @Test
    default void incrementDouble_integer_becomesFloating(Cache<Object, Object> cache) {
        cache.set("key", 1L);

        assertThat(cache.incrementDouble("key", 1, 0)).isEqualTo(2.0);
        assertThat(cache.get("key")).isEqualTo(2.0);
        assertThatThrownBy(() -> cache.increment("key")).isInstanceOf(SerializationException.class);
    }

    @Test
    default void incrementDouble_expiredKey_startsAnew(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", 5.0, expireAfter(Duration.ofSeconds(1)).tag("tag"));
        clock.advanceSeconds(1);

        assertThat(cache.incrementDouble("key", 0.5, 1)).isEqualTo(1.5);
        assertThat(cache.entry("key").orElseThrow().expiry()).isNull();
        assertThat(cache.entry("key").orElseThrow().tag()).isNull();
    }

    @Test
    default void incrementDouble_notANumber_isRefused(Cache<Object, Object> cache) {
        cache.set("key", 1.5);

        assertThatIllegalArgumentException().isThrownBy(() -> cache.incrementDouble("key", Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.incrementDouble("key", 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> cache.incrementDouble("absent", 1, Double.NaN));
        assertThat(cache.get("key")).isEqualTo(1.5);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void incrementDouble_infinities_addUpUnlessTheyCancel(Cache<Object, Object> cache) {
        cache.set("key", Double.MAX_VALUE);

        assertThat(cache.incrementDouble("key", Double.MAX_VALUE, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        requireOverflow(() -> cache.incrementDouble("key", Double.NEGATIVE_INFINITY, 0));
        assertThat(cache.get("key")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    default void incrementDouble_valueThatIsNoNumber_changesNothing(Cache<Object, Object> cache) {
        for (Object value : List.of("5", new byte[] {5}, Samples.large(1))) {
            cache.set("key", value);

            assertThatThrownBy(() -> cache.incrementDouble("key", 1, 0)).isInstanceOf(SerializationException.class);
            assertThat(cache.get("key")).isEqualTo(value);
        }
    }

    @Test
    default void increment_byManyThreads_losesNothing(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        List<Long> last = testbed.threads().race(8, thread -> {
            long sum = 0;
            for (int i = 0; i < 50; i++) {
                sum = (thread % 2 == 0 ? cache : other).increment("key");
            }
            return sum;
        });

        assertThat(cache.get("key")).isEqualTo(400L);
        assertThat(last).doesNotHaveDuplicates().contains(400L);
    }
}
