package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.contract.FakeClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Storing values: {@code set}, and what comes back from {@code get}. */
public interface SetContract extends CacheUnderTest {

    @Test
    default void set_newKey_isStoredAndCounted(Cache<Object, Object> cache) {
        assertThat(cache.set("key", "value")).isTrue();

        assertThat(cache.get("key")).isEqualTo("value");
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void set_presentKey_replacesTheValue(Cache<Object, Object> cache) {
        cache.set("key", "old");

        assertThat(cache.set("key", 5L)).isTrue();
        assertThat(cache.get("key")).isEqualTo(5L);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void set_withoutOptions_takesAwayExpiryAndTag(Cache<Object, Object> cache) {
        cache.set("key", "old", expireAfter(Duration.ofSeconds(1)).tag("tag"));
        cache.set("key", "new");

        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.expiry()).isNull();
        assertThat(entry.tag()).isNull();
        assertThat(cache.evict("tag")).isZero();
    }

    @Test
    default void set_withOptions_replacesExpiryAndTag(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(Duration.ofSeconds(1)).tag("old"));
        cache.set("key", "new", expireAfter(Duration.ofSeconds(5)).tag("new"));

        Entry<Object, Object> entry = cache.entry("key").orElseThrow();
        assertThat(entry.expiry()).isEqualTo(clock.instant().plusSeconds(5));
        assertThat(entry.tag()).isEqualTo("new");
        assertThat(cache.evict("old")).isZero();
        assertThat(cache.evict("new")).isEqualTo(1);
    }

    @Test
    default void set_expiredKey_bringsItBackToLife(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("key", "old", expireAfter(Duration.ofSeconds(1)).tag("old"));
        clock.advanceSeconds(2);

        assertThat(cache.set("key", "new")).isTrue();
        assertThat(cache.get("key")).isEqualTo("new");
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.evict("old")).isZero();
    }

    @Test
    default void set_presentKey_isStoredNowAndNeverRead(Cache<Object, Object> cache, FakeClock clock) {
        cache.configure(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED);
        cache.set("key", "old");
        cache.get("key");
        clock.advanceSeconds(3);
        Instant now = clock.instant();
        cache.set("key", "new");

        Entry<Object, Object> entry = Listings.entry(cache, "key");
        assertThat(entry.storeTime()).isEqualTo(now);
        assertThat(entry.accessTime()).isEqualTo(now);
        assertThat(entry.accessCount()).isZero();
    }

    @Test
    default void set_everyNativeValue_comesBackAsItWas(Cache<Object, Object> cache, CacheTestbed testbed) {
        List<Object> values = Samples.natives();
        for (int i = 0; i < values.size(); i++) {
            cache.set(i, values.get(i));
        }

        Cache<Object, Object> other = testbed.open();
        for (int i = 0; i < values.size(); i++) {
            assertThat(cache.get(i)).as("value %d", i).isEqualTo(values.get(i));
            assertThat(other.get(i)).as("value %d, for others", i).isEqualTo(values.get(i));
        }
    }

    @Test
    default void set_negativeZero_keepsItsSign(Cache<Object, Object> cache) {
        cache.set("key", -0.0);

        assertThat(cache.get("key")).isEqualTo(-0.0);
        assertThat(Double.doubleToRawLongBits((double) cache.get("key"))).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    default void set_wholeDouble_staysADouble(Cache<Object, Object> cache) {
        cache.set("key", 3.0);

        assertThat(cache.get("key")).isInstanceOf(Double.class).isEqualTo(3.0);
    }

    @Test
    default void set_notANumber_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "old");

        assertThatThrownBy(() -> cache.set("key", Double.NaN))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("NaN");
        assertThat(cache.get("key")).isEqualTo("old");
    }

    @Test
    default void set_smallerNumbers_comeBackWide(Cache<Object, Object> cache) {
        cache.set("int", Integer.MIN_VALUE);
        cache.set("short", Short.MAX_VALUE);
        cache.set("byte", (byte) -1);
        cache.set("float", 0.5f);

        assertThat(cache.get("int")).isEqualTo((long) Integer.MIN_VALUE);
        assertThat(cache.get("short")).isEqualTo((long) Short.MAX_VALUE);
        assertThat(cache.get("byte")).isEqualTo(-1L);
        assertThat(cache.get("float")).isEqualTo(0.5);
    }

    @Test
    default void set_valuesAroundTheFileSize_comeBackAsTheyWere(Cache<Object, Object> cache) {
        long limit = cache.settings().get(Setting.MIN_FILE_SIZE);
        for (int length :
                IntStream.rangeClosed((int) limit - 1, (int) limit + 1).toArray()) {
            byte[] bytes = Samples.noise(length, 1);
            String text = "x".repeat(length);
            String emoji = "\ud83d\ude00".repeat(length);
            cache.set("bytes", bytes);
            cache.set("text", text);
            cache.set("emoji", emoji);

            assertThat(cache.get("bytes")).as("%d bytes", length).isEqualTo(bytes);
            assertThat(cache.get("text").equals(text)).as("%d letters", length).isTrue();
            assertThat(cache.get("emoji").equals(emoji)).as("%d emoji", length).isTrue();
        }
    }

    @Test
    default void set_largeText_keepsLineEndsAndCharacters(Cache<Object, Object> cache) {
        cache.set("key", Samples.largeText());

        assertThat(cache.get("key").equals(Samples.largeText())).isTrue();
    }

    @Test
    default void set_largeAndSmallInTurn_leavesOnlyTheLast(Cache<Object, Object> cache) {
        cache.set("key", Samples.large(1));
        cache.set("key", Samples.large(2));
        assertThat(cache.get("key")).isEqualTo(Samples.large(2));

        cache.set("key", "small");
        assertThat(cache.get("key")).isEqualTo("small");
        assertThat(cache.fileBytes()).isZero();

        cache.set("key", Samples.large(3));
        assertThat(cache.get("key")).isEqualTo(Samples.large(3));
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    default void set_arrayChangedAfterwards_leavesTheStoredValue(Cache<Object, Object> cache) {
        byte[] value = {1, 2, 3};
        cache.set("key", value);
        value[0] = 9;

        byte[] stored = (byte[]) cache.get("key");
        assertThat(stored).containsExactly(1, 2, 3);
        stored[0] = 9;
        assertThat(cache.get("key")).isEqualTo(new byte[] {1, 2, 3});
    }

    @Test
    default void set_typeThatIsNotNative_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "old");

        assertThatThrownBy(() -> cache.set("key", new BigDecimal("1.5")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'")
                .hasMessageContaining("java.math.BigDecimal");
        assertThat(cache.get("key")).isEqualTo("old");
    }

    @Test
    default void set_textWithUnpairedSurrogate_isRefused(Cache<Object, Object> cache) {
        cache.set("key", "old");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.set("key", "a\ud83d"))
                .withMessageContaining("D83D");
        assertThat(cache.get("key")).isEqualTo("old");
    }

    @Test
    default void set_manyEntries_areThereForOthers(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (int i = 0; i < 300; i++) {
            cache.set("key" + i, (long) i);
        }

        Cache<Object, Object> other = testbed.open();
        assertThat(other.size()).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(other.get("key" + i)).isEqualTo((long) i);
        }
    }

    @Test
    default void set_afterReopening_isStillThere(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.set("small", "value", expireAfter(Duration.ofSeconds(10)).tag("tag"));
        cache.set("large", Samples.large(1));
        Entry<Object, Object> small = cache.entry("small").orElseThrow();

        Cache<Object, Object> reopened = testbed.reopen(cache);
        assertThat(reopened.entry("small")).contains(small);
        assertThat(reopened.get("large")).isEqualTo(Samples.large(1));
        assertThat(reopened.size()).isEqualTo(2);
    }
}
