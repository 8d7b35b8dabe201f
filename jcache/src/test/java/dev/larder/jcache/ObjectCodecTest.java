package dev.larder.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which objects can be keys and values, and that they come back as they were. */
final class ObjectCodecTest {

    @TempDir
    Path directory;

    private CacheManager manager;

    private record Job(String name, String owner) implements Serializable {}

    @BeforeEach
    void open() {
        manager = Managers.at(directory);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Cache<Object, Object> cache(Class<?>... allowed) {
        return manager.createCache("objects", new LarderConfiguration<>().allow(allowed));
    }

    static List<Object> objects() {
        return List.of(
                "text",
                "half a pair \uD83D",
                1L,
                1,
                (short) 1,
                (byte) 1,
                'c',
                true,
                1.0,
                -0.0,
                Double.NaN,
                1f,
                new BigDecimal("1.50"),
                new UUID(1, 2),
                Instant.ofEpochSecond(1),
                new Job("a", "b"),
                new ArrayList<>(List.of("a", 1L)));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void put_anObject_isFoundUnderAnEqualKeyAndComesBackEqual(Object object) {
        Cache<Object, Object> cache = cache(Job.class, ArrayList.class);
        cache.put(object, object);

        assertThat(cache.get(object)).isEqualTo(object);
        assertThat(cache.iterator().next().getKey()).isEqualTo(object);
    }

    @Test
    void put_numbersOfEqualValueAndDifferentClass_areDifferentKeys() {
        Cache<Object, Object> cache = cache();
        List<Object> ones = List.of(1L, 1, (short) 1, (byte) 1, 1.0, 1f, "1");
        ones.forEach(one -> cache.put(one, one.getClass().getSimpleName()));

        assertThat(ones)
                .allSatisfy(one ->
                        assertThat(cache.get(one)).isEqualTo(one.getClass().getSimpleName()));
    }

    @Test
    void get_aKeyWithEqualPartsOfWhichOneHoldsTheSameTextTwice_isFound() {
        Cache<Object, Object> cache = cache(Job.class);
        String same = "a";
        cache.put(new Job(same, same), 1L);

        assertThat(cache.get(new Job(new String("a"), new String("a")))).isEqualTo(1L);
    }

    @Test
    void put_bytes_comeBackAsACopy() {
        Cache<Object, Object> cache = cache();
        byte[] bytes = {1, 2};
        cache.put("a", bytes);
        bytes[0] = 9;

        assertThat(cache.get("a")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void put_aClassThatIsNotAllowed_namesItAndTheSettings() {
        Cache<Object, Object> cache = cache();

        assertThatThrownBy(() -> cache.put("a", new Job("a", "b")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(Job.class.getName())
                .hasMessageContaining("LarderConfiguration.allow")
                .hasMessageContaining(LarderProperties.ALLOWED_CLASSES);
        assertThatThrownBy(() -> cache.get(new Job("a", "b")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(Job.class.getName());
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void put_aKeyWithAHashMap_saysThatItHasNoOrder() {
        Cache<Object, Object> cache = cache(HashMap.class);
        Map<String, String> key = new HashMap<>(Map.of("a", "b"));

        assertThatThrownBy(() -> cache.put(key, "value"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("java.util.HashMap")
                .hasMessageContaining("no order");
    }

    @Test
    void get_aValueOfAClassThatIsAllowedNoLonger_isAMissAndCanBeReplaced() {
        cache(Job.class).put("a", new Job("a", "b"));
        manager.getCache("objects").close();
        Cache<Object, Object> cache = cache();

        assertThat(cache.get("a")).isNull();
        cache.put("a", "another");
        assertThat(cache.get("a")).isEqualTo("another");
    }

    @Test
    void put_anObjectOfAnotherTypeThanConfigured_isAClassCastException() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Cache<Object, Object> cache = (Cache) manager.createCache(
                "typed", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));

        assertThatThrownBy(() -> cache.put(1, 1L))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> cache.put("a", "b"))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("value");
    }
}
