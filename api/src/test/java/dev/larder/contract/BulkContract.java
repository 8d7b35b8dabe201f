package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many entries in one transaction: {@code setAll}, {@code getAll}, {@code deleteAll}. */
public interface BulkContract extends CacheUnderTest {

    // ---- setAll

    @Test
    default void setAll_newAndPresentKeys_storesAll(Cache<Object, Object> cache) {
        cache.set("present", "old", expireAfter(Duration.ofSeconds(1)).tag("tag"));
        cache.setAll(Map.of("present", "new", "small", 1L, "large", Samples.large(1)));

        assertThat(cache.get("present")).isEqualTo("new");
        assertThat(cache.entry("present").orElseThrow().expiry()).isNull();
        assertThat(cache.entry("present").orElseThrow().tag()).isNull();
        assertThat(cache.get("small")).isEqualTo(1L);
        assertThat(cache.get("large")).isEqualTo(Samples.large(1));
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    default void setAll_withOptions_givesThemToAll(Cache<Object, Object> cache, FakeClock clock) {
        cache.setAll(
                Map.of("a", 1L, "b", 2L), expireAfter(Duration.ofSeconds(5)).tag("tag"));

        for (String key : List.of("a", "b")) {
            Entry<Object, Object> entry = cache.entry(key).orElseThrow();
            assertThat(entry.expiry()).isEqualTo(clock.instant().plusSeconds(5));
            assertThat(entry.tag()).isEqualTo("tag");
        }
    }

    @Test
    default void setAll_nothing_changesNothing(Cache<Object, Object> cache) {
        cache.setAll(Map.of());

        assertThat(cache.size()).isZero();
    }

    @Test
    default void setAll_many_storesAll(Cache<Object, Object> cache) {
        cache.setAll(numbered(1_500));

        assertThat(cache.size()).isEqualTo(1_500);
        assertThat(cache.getAll(numbered(1_500).keySet())).isEqualTo(numbered(1_500));
    }

    @Test
    default void setAll_oneValueThatCannotBeStored_storesNone(Cache<Object, Object> cache) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        entries.put("first", Samples.large(1));
        entries.put("wrong", List.of("no native value"));
        entries.put("last", 3L);

        assertThatThrownBy(() -> cache.setAll(entries))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'wrong'");
        assertThat(cache.size()).isZero();
    }

    @Test
    default void setAll_nullInside_storesNone(Cache<Object, Object> cache) {
        Map<Object, Object> nullValue = new HashMap<>();
        nullValue.put("a", 1L);
        nullValue.put("b", null);
        Map<Object, Object> nullKey = new HashMap<>();
        nullKey.put("a", 1L);
        nullKey.put(null, 1L);

        assertThatNullPointerException().isThrownBy(() -> cache.setAll(nullValue));
        assertThatNullPointerException().isThrownBy(() -> cache.setAll(nullKey));
        assertThat(cache.size()).isZero();
    }

    // ---- getAll

    @Test
    default void getAll_presentAndAbsentKeys_hasThePresent(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("small", 1L);
        cache.set("large", Samples.large(1));
        cache.set(5L, "number");
        cache.set("expired", "value", expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        Map<Object, Object> values = cache.getAll(List.of("small", "large", 5L, "expired", "absent"));
        assertThat(values).containsOnlyKeys("small", "large", 5L);
        assertThat(values.get("small")).isEqualTo(1L);
        assertThat(values.get("large")).isEqualTo(Samples.large(1));
        assertThat(values.get(5L)).isEqualTo("number");
    }

    @Test
    default void getAll_noKeys_isEmpty(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThat(cache.getAll(List.of())).isEmpty();
        assertThat(cache.getAll(List.of("absent"))).isEmpty();
    }

    @Test
    default void getAll_keysGivenTwice_comeOnce(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThat(cache.getAll(List.of("key", "key"))).isEqualTo(Map.of("key", "value"));
    }

    @Test
    default void getAll_keysThatAreEqualInTheStore_areAnsweredEach(Cache<Object, Object> cache) {
        cache.set(1L, "value");

        assertThat(cache.getAll(List.of(1, "1"))).hasSize(1).containsValue("value");
    }

    @Test
    default void getAll_nullInside_isRefused(Cache<Object, Object> cache) {
        assertThatNullPointerException().isThrownBy(() -> cache.getAll(Arrays.asList("key", null)));
        assertThatNullPointerException().isThrownBy(() -> cache.deleteAll(Arrays.asList("key", null)));
    }

    // ---- deleteAll

    @Test
    default void deleteAll_presentAndAbsentKeys_countsThePresent(Cache<Object, Object> cache, FakeClock clock) {
        cache.set("small", 1L);
        cache.set("large", Samples.large(1));
        cache.set("kept", 1L);
        cache.set("expired", 1L, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(cache.deleteAll(List.of("small", "large", "small", "expired", "absent")))
                .isEqualTo(2);
        assertThat(cache.contains("small")).isFalse();
        assertThat(cache.contains("large")).isFalse();
        assertThat(cache.contains("kept")).isTrue();
        assertThat(cache.fileBytes()).isZero();
    }

    @Test
    default void deleteAll_many_removesAll(Cache<Object, Object> cache) {
        cache.setAll(numbered(1_500));
        cache.set("kept", 1L);

        assertThat(cache.deleteAll(numbered(2_000).keySet())).isEqualTo(1_500);
        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.deleteAll(List.of())).isZero();
    }

    @Test
    default void deleteAll_keyThatCannotBe_removesNone(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThatIllegalArgumentException().isThrownBy(() -> cache.deleteAll(List.of("key", Double.NaN)));
        assertThat(cache.contains("key")).isTrue();
    }

    static Map<Object, Object> numbered(int count) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> entries.put("key" + i, (long) i));
        return entries;
    }

    static Map<Object, Object> sameValue(Set<Object> keys, Object value) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        keys.forEach(key -> entries.put(key, value));
        return entries;
    }
}
