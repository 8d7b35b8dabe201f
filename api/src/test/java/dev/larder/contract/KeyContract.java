package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.storage.LarderException;
import dev.larder.storage.SerializationException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is one key and what are two. */
public interface KeyContract extends CacheUnderTest {

    @Test
    default void keys_everyNativeOne_areDifferentEntries(Cache<Object, Object> cache) {
        List<Object> keys = Samples.natives();
        for (int i = 0; i < keys.size(); i++) {
            assertThat(cache.add(keys.get(i), (long) i)).as("key %d", i).isTrue();
        }

        assertThat(cache.size()).isEqualTo(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            assertThat(cache.get(keys.get(i))).as("key %d", i).isEqualTo((long) i);
        }
        for (Object key : keys) {
            assertThat(cache.delete(key)).isTrue();
        }
        assertThat(cache.size()).isZero();
    }

    @Test
    default void keys_listed_areWhatWasStored(Cache<Object, Object> cache) {
        for (Object key : Samples.natives()) {
            cache.set(key, "value");
        }

        assertThat(Samples.comparable(Listings.keys(cache)))
                .containsExactlyInAnyOrderElementsOf(Samples.comparable(Samples.natives()));
    }

    @Test
    default void keys_integersOfAllWidths_areOneKey(Cache<Object, Object> cache) {
        cache.set(7L, "value");

        assertThat(cache.get(7)).isEqualTo("value");
        assertThat(cache.get((short) 7)).isEqualTo("value");
        assertThat(cache.get((byte) 7)).isEqualTo("value");
        cache.set(0.5, "half");
        assertThat(cache.get(0.5f)).isEqualTo("half");
    }

    @Test
    default void keys_bytes_areEqualByContent(Cache<Object, Object> cache) {
        byte[] key = {1, 2};
        cache.set(key, "value");
        key[0] = 9;

        assertThat(cache.get(new byte[] {1, 2})).isEqualTo("value");
        assertThat(cache.get(key)).isNull();
    }

    @Test
    default void keys_long_areFoundAgain(Cache<Object, Object> cache) {
        String text = "k".repeat(100_000);
        byte[] bytes = Samples.noise(100_000, 1);
        cache.set(text, "text");
        cache.set(bytes, "bytes");

        assertThat(cache.get(text)).isEqualTo("text");
        assertThat(cache.get("k".repeat(99_999))).isNull();
        assertThat(cache.get(bytes)).isEqualTo("bytes");
    }

    @Test
    default void keys_notANumber_isRefusedEverywhere(Cache<Object, Object> cache) {
        requireRefused(cache, Double.NaN, "NaN");
        requireRefused(cache, Float.NaN, "NaN");
    }

    @Test
    default void keys_unpairedSurrogate_isRefusedEverywhere(Cache<Object, Object> cache) {
        requireRefused(cache, "\ud83d", "D83D");
        requireRefused(cache, "a\ude00b", "DE00");
        requireRefused(cache, "\ude00\ud83d", "DE00");
    }

    private static void requireRefused(Cache<Object, Object> cache, Object key, String named) {
        cache.set("other", 1L);
        KeyMethods.all(cache, key)
                .forEach((method, call) -> assertThatThrownBy(call::run)
                        .as("%s with key %s", method, named)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(named));
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.get("other")).isEqualTo(1L);
    }

    @Test
    default void keys_typeThatIsNotNative_isRefusedEverywhere(Cache<Object, Object> cache) {
        KeyMethods.all(cache, BigInteger.TEN)
                .forEach((method, call) -> assertThatThrownBy(call::run)
                        .as(method)
                        .isInstanceOf(SerializationException.class)
                        .isInstanceOf(LarderException.class)
                        .hasMessageContaining("java.math.BigInteger"));
        assertThat(cache.size()).isZero();
    }
}
