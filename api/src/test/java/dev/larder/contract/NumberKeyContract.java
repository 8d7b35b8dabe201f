package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys that are numbers: equal by value, whatever their type. Not for caches that split their keys. */
public interface NumberKeyContract extends CacheUnderTest {

    @Test
    default void numberKeys_ofEqualValue_areOneKeyInItsFirstSpelling(Cache<Object, Object> cache) {
        cache.set(1L, "integer");
        cache.set(1.0, "floating");

        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.get(1L)).isEqualTo("floating");
        assertThat(Listings.keys(cache)).containsExactly(1L);
        assertThat(cache.delete(1.0)).isTrue();
        assertThat(cache.size()).isZero();
    }

    @Test
    default void numberKeys_zerosOfBothSigns_areOneKey(Cache<Object, Object> cache) {
        cache.set(-0.0, "value");

        assertThat(cache.get(0L)).isEqualTo("value");
        assertThat(cache.get(0.0)).isEqualTo("value");
    }

    @Test
    default void numberKeys_beyondTheExactDoubles_areComparedExactly(Cache<Object, Object> cache) {
        long exact = 1L << 53;
        cache.set(0x1p53, "floating");

        assertThat(cache.get(exact)).isEqualTo("floating");
        assertThat(cache.get(exact + 1)).isNull();
        assertThat(cache.get(Long.MAX_VALUE)).isNull();
        cache.set(0x1p63, "beyond");
        assertThat(cache.get(Long.MAX_VALUE)).isNull();
    }

    @Test
    default void numberKeys_givenTwiceInBulk_areOneEntry(Cache<Object, Object> cache) {
        cache.setAll(Map.of(1L, "value", 1.0, "value"));

        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.getAll(List.of(1.0, 1L))).hasSizeBetween(1, 2).containsValue("value");
        assertThat(cache.deleteAll(List.of(1L, 1.0))).isEqualTo(1);
    }
}
