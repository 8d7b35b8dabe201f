package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Removing single entries: {@code delete}, {@code pop}, {@code popEntry}. */
public interface RemoveContract extends CacheUnderTest {

    @Test
    default void delete_presentKey_removesItAlone(Cache<Object, Object> cache) {
        cache.set("small", 1L);
        cache.set("large", Samples.large(1));
        cache.set("kept", 1L);

        assertThat(cache.delete("small")).isTrue();
        assertThat(cache.delete("large")).isTrue();
        assertThat(cache.delete("small")).isFalse();
        assertThat(Listings.keys(cache)).containsExactly("kept");
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void delete_absentOrExpiredKey_isFalse(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", 1L, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.delete("absent")).isFalse();
        assertThat(cache.delete("expired")).isFalse();
    }

    @Test
    default void delete_thenSet_startsAnew(Cache<Object, Object> cache) {
        cache.set("key", "old", expireAfter(Duration.ofSeconds(1)).tag("tag"));
        cache.delete("key");

        assertThat(cache.add("key", "new")).isTrue();
        assertThat(cache.entry("key").orElseThrow().tag()).isNull();
    }

    @Test
    default void pop_presentKey_removesAndReturnsTheValue(Cache<Object, Object> cache) {
        for (Object value : Samples.natives()) {
            cache.set("key", value);

            assertThat(cache.pop("key")).isEqualTo(value);
            assertThat(cache.contains("key")).isFalse();
        }
        cache.set("bytes", Samples.large(1));
        cache.set("text", Samples.largeText());
        assertThat(cache.pop("bytes")).isEqualTo(Samples.large(1));
        assertThat(Objects.equals(cache.pop("text"), Samples.largeText())).isTrue();
        assertThat(cache.size()).isZero();
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void pop_absentOrExpiredKey_isNull(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("expired", Samples.large(1), expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.pop("absent")).isNull();
        assertThat(cache.pop("expired")).isNull();
        assertThat(cache.popEntry("absent")).isEmpty();
        assertThat(cache.popEntry("expired")).isEmpty();
    }

    @Test
    default void popEntry_presentKey_removesAndReturnsAllThatIsKnown(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("plain", "value");
        cache.set("full", Samples.large(1), expireAfter(Duration.ofSeconds(5)).tag(7L));
        Entry<Object, Object> plain = cache.entry("plain").orElseThrow();
        Entry<Object, Object> full = cache.entry("full").orElseThrow();
        clock.advanceSeconds(1);

        assertThat(cache.popEntry("plain")).contains(plain);
        assertThat(cache.popEntry("full").map(Samples::comparable)).contains(Samples.comparable(full));
        assertThat(cache.size()).isZero();
    }

    @Test
    default void pop_byManyThreads_givesTheValueToOne(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (int round = 0; round < 20; round++) {
            byte[] value = Samples.noise(round % 2 == 0 ? 10 : Samples.LARGE, round);
            cache.set("key", value);
            List<Boolean> won = testbed.threads().race(8, thread -> {
                Object popped = cache.pop("key");
                if (popped != null) {
                    assertThat(popped).isEqualTo(value);
                }
                return popped != null;
            });

            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    default void delete_byManyThreads_isTrueForOne(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (int round = 0; round < 20; round++) {
            cache.set("key", 1L);

            assertThat(testbed.threads().race(8, thread -> cache.delete("key"))).containsOnlyOnce(true);
        }
    }
}
