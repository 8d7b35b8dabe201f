package dev.larder.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that no cache can take: refused with advice, before anything has changed. */
class BadArgumentsTest {

    @TempDir
    Path directory;

    private Cache<Object, Object> cache;

    @BeforeEach
    void open() {
        new Pantry(directory).fill();
        cache = Cache.at(directory).open();
    }

    /** Nothing of what was refused has left a trace. */
    @AfterEach
    void requireNothingChanged() {
        assertThat(cache.size()).isEqualTo(2);
        cache.close();
        new Pantry(directory).requireWhole();
    }

    @Test
    void key_notANumber_isRefusedWithAdvice() {
        for (Object key : new Object[] {Double.NaN, Float.NaN}) {
            assertThatThrownBy(() -> cache.set(key, "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("NaN", "key", "choose another key");
            assertThatThrownBy(() -> cache.get(key)).isInstanceOf(IllegalArgumentException.class);
        }
        Map<Object, Object> entries = new LinkedHashMap<>();
        entries.put("good", 1L);
        entries.put(Double.NaN, 2L);
        assertThatThrownBy(() -> cache.setAll(entries)).isInstanceOf(IllegalArgumentException.class);
        try (Cache<Double, Object> doubles =
                Cache.at(directory).keys(Codec.float64()).open()) {
            assertThatThrownBy(() -> doubles.set(Double.NaN, "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void key_loneSurrogate_isRefusedWithAdvice() {
        for (String key : new String[] {"\ud83d", "a\ude00b", "\ude00\ud83d"}) {
            assertThatThrownBy(() -> cache.set(key, "value"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("surrogate", "U+D", "UTF-8");
            assertThatThrownBy(() -> cache.get(key)).isInstanceOf(IllegalArgumentException.class);
        }
        Map<Object, Object> entries = new LinkedHashMap<>();
        entries.put("good", 1L);
        entries.put("\ud83d", 2L);
        assertThatThrownBy(() -> cache.setAll(entries)).isInstanceOf(IllegalArgumentException.class);
        try (Cache<String, Object> texts =
                Cache.at(directory).keys(Codec.string()).open()) {
            assertThatThrownBy(() -> texts.set("\ud83d", "value")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @SuppressWarnings("NullAway")
    void nulls_asKeysAndValues_areRefusedNamingTheParameter() {
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("key", () -> cache.set(null, "value"));
        calls.put("value", () -> cache.set("row", null));
        calls.forEach((name, call) -> assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining(name));
        Map<Object, Object> entries = new LinkedHashMap<>();
        entries.put("good", 1L);
        entries.put("row", null);
        assertThatThrownBy(() -> cache.setAll(entries)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.setAll(Collections.singletonMap(null, 1L)))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.deleteAll(Arrays.asList("row", null))).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.getAll(Arrays.asList("row", null))).isInstanceOf(NullPointerException.class);
    }

    @Test
    void durations_negative_areRefusedWithTheValueAndAdvice() {
        Duration negative = Duration.ofMillis(-1500);
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("expireAfter", () -> WriteOptions.expireAfter(negative));
        calls.put("touch", () -> cache.touch("row", negative));
        calls.put("withTimeout", () -> cache.withTimeout(negative));
        calls.put("timeout", () -> Cache.at(directory).timeout(negative));
        calls.put("checkGracePeriod", () -> Cache.at(directory).checkGracePeriod(negative));
        calls.forEach((name, call) -> assertThatThrownBy(call)
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("negative", negative.toString(), "use zero"));
    }

    @Test
    void limits_negative_areRefusedWithTheRangeBeforeAnythingIsOpened() {
        Settings before = cache.settings();
        CacheBuilder<Object, Object> builder = Cache.at(directory.resolve("never"));
        assertThatThrownBy(() -> builder.sizeLimit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("size_limit", "-1", "must be from 0");
        for (Setting<Long> setting :
                List.of(Setting.SIZE_LIMIT, Setting.CULL_LIMIT, Setting.MIN_FILE_SIZE, Setting.SQLITE_MMAP_SIZE)) {
            for (long value : new long[] {-1, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> builder.with(setting, value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll(setting.name(), Long.toString(value), "must be from 0");
                assertThatThrownBy(() -> cache.configure(setting, value))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll(setting.name(), Long.toString(value), "must be from 0");
            }
        }
        assertThat(directory.resolve("never")).doesNotExist();
        assertThat(cache.settings()).isEqualTo(before);
    }
}
