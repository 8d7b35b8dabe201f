package dev.larder.contract;

import static dev.larder.WriteOptions.expireAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Entry;
import dev.larder.QueueItem;
import dev.larder.codec.Codec;
import dev.larder.contract.PointCodec.Point;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.SerializationException;
import dev.larder.storage.contract.FakeClock;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiPredicate;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Values by codecs other than that of the native types. */
public interface CodecContract extends CacheUnderTest {

    SecretKey SECRET = new SecretKeySpec(Samples.noise(32, 1), "AES");

    /**
     * A codec with values for it.
     *
     * @param large one that a store with value files keeps in one
     * @param equality when two of its values are the same
     */
    record Sample<T>(Codec<T> codec, List<T> values, T large, BiPredicate<Object, Object> equality) {

        static <T> Sample<T> of(Codec<T> codec, List<T> values, T large) {
            return new Sample<>(codec, values, large, Object::equals);
        }

        static Sample<byte[]> ofBytes(Codec<byte[]> codec) {
            return new Sample<>(
                    codec,
                    List.of(new byte[0], new byte[] {1, 2, 3}, new byte[1_000]),
                    Samples.noise(100_000, 1),
                    (a, b) -> Arrays.equals((byte[]) a, (byte[]) b));
        }
    }

    /** Codecs of each kind, and wrapped in each way. */
    static List<Sample<?>> samples() {
        Codec<Serializable> lists = Codec.serializable(Serializable.class, ArrayList.class);
        ArrayList<Object> list = new ArrayList<>(List.of(1, "two", new BigDecimal("3.00"), LocalDate.of(2030, 1, 1)));
        ArrayList<Object> longList = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            longList.add(new UUID(i, ~i));
        }
        List<String> texts = List.of("", "a", "\u00e9\r\n\0\ud83d\ude00");
        return List.of(
                Sample.of(Codec.string(), texts, Samples.largeText()),
                Sample.ofBytes(Codec.bytes()),
                Sample.of(Codec.int64(), List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE), 5L),
                Sample.of(Codec.float64(), List.of(-0.0, 0.1, Double.NEGATIVE_INFINITY, 3.0), 5.0),
                Sample.of(lists, List.of(list, new ArrayList<>()), longList),
                Sample.of(new PointCodec(), List.of(new Point(1, -1)), new Point(5, 5)),
                Sample.of(
                        Codec.string().compressed(), texts, Samples.largeText().repeat(20)),
                Sample.ofBytes(Codec.bytes().compressed()),
                Sample.of(Codec.int64().compressed(), List.of(0L, Long.MIN_VALUE), 5L),
                Sample.ofBytes(Codec.bytes().encrypted(SECRET)),
                Sample.of(Codec.string().encrypted(SECRET), texts, Samples.largeText()),
                Sample.of(lists.compressed().encrypted(SECRET), List.of(list), longList),
                Sample.of(new PointCodec().compressed(), List.of(new Point(1, -1)), new Point(5, 5)));
    }

    @Test
    default void values_byEachCodec_comeBackByEveryWay(CacheTestbed testbed) {
        for (Sample<?> sample : samples()) {
            requireEveryWay(sample, testbed);
        }
    }

    private static <T> void requireEveryWay(Sample<T> sample, CacheTestbed testbed) {
        String name = sample.codec().name();
        Cache<String, T> cache =
                testbed.open(options -> options.keys(Codec.string()).values(sample.codec()));
        cache.clear();
        List<T> values = new ArrayList<>(sample.values());
        values.add(sample.large());
        for (T value : values) {
            cache.set("key", value, expireAfter(Duration.ofHours(1)).tag("tag"));
            requireEqual(sample, cache.get("key"), value);
            requireEqual(sample, cache.getAll(List.of("key")).get("key"), value);
            requireEqual(sample, cache.entry("key").orElseThrow().value(), value);
            requireEqual(sample, Listings.entry(cache, "key").value(), value);
            requireEqual(sample, cache.asMap().get("key"), value);
            assertThat(cache.entry("key").orElseThrow().tag()).isEqualTo("tag");
            requireEqual(sample, cache.pop("key"), value);

            assertThat(cache.add("key", value)).as(name).isTrue();
            assertThat(cache.add("key", value)).as(name).isFalse();
            assertThat(cache.compareAndSet("key", value, values.get(0)))
                    .as(name)
                    .isTrue();
            cache.push(value, "q");
            requireEqual(sample, cache.peek("q").orElseThrow().value(), value);
            requireEqual(sample, cache.pull("q").orElseThrow().value(), value);
            cache.setAll(Map.of("a", value, "b", values.get(0)));
            requireEqual(sample, cache.get("a"), value);
            requireEqual(sample, cache.popEntry("a").orElseThrow().value(), value);
        }
        cache.set("key", sample.large());
        assertThat(cache.compareAndSet("key", values.get(0), sample.large()))
                .as(name)
                .isFalse();
        if (testbed.has(Capability.PERSISTENT)) {
            cache.close();
            requireEqual(sample, cache.get("key"), sample.large());
        }
        cache.clear();
        assertThat(cache.fileBytes()).isZero();
        cache.close();
    }

    private static <T> void requireEqual(Sample<T> sample, T actual, T expected) {
        assertThat(actual).as("%s", sample.codec().name()).isNotNull();
        assertThat(sample.equality().test(actual, expected))
                .as("%s: %s is %s", sample.codec().name(), actual, expected)
                .isTrue();
    }

    @Test
    default void value_ofAnotherTypeThanTheCodecs_isRefusedByName(CacheTestbed testbed) {
        Cache<Object, Object> cache = raw(testbed.open(options -> options.values(Codec.serializable(LocalDate.class))));

        assertThatThrownBy(() -> cache.set("key", new ArrayList<>()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'")
                .hasMessageContaining("serializable(java.time.LocalDate)");
        assertThat(cache.size()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static <V> Cache<Object, Object> raw(Cache<Object, V> cache) {
        return (Cache<Object, Object>) cache;
    }

    // ---- codecs and streams

    @Test
    default void streams_codecOfPlainBytes_areTaken(CacheTestbed testbed) throws IOException {
        Cache<Object, byte[]> cache = testbed.open(options -> options.values(Codec.bytes()));
        cache.write("key", Source.of(Samples.large(1)));

        assertThat(cache.get("key")).isEqualTo(Samples.large(1));
        try (Blob blob = cache.read("key").orElseThrow();
                var stream = blob.stream()) {
            assertThat(stream.readAllBytes()).isEqualTo(Samples.large(1));
        }
    }

    @Test
    default void streams_codecThatWrapsBytes_areRefused(CacheTestbed testbed) {
        for (Codec<?> codec : List.of(
                Codec.bytes().compressed(),
                Codec.bytes().encrypted(SECRET),
                Codec.int64(),
                Codec.serializable(LocalDate.class),
                new PointCodec())) {
            Cache<Object, ?> cache = testbed.open(options -> options.values(codec));
            Source source = Source.of((byte) 1);

            assertThatThrownBy(() -> cache.write("key", source))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(codec.name());
            assertThatThrownBy(() -> cache.read("key"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(codec.name());
            assertThat(source.position()).isZero();
            assertThat(cache.size()).isZero();
            cache.close();
        }
    }

    // ---- codecs and counters

    @Test
    default void counters_codecsOfNumbers_addInPlace(CacheTestbed testbed) {
        Cache<Object, Long> integers = testbed.open(options -> options.values(Codec.int64()));
        assertThat(integers.increment("integer", 5)).isEqualTo(5);
        assertThat(integers.get("integer")).isEqualTo(5);
        Cache<Object, Double> floats = testbed.open(options -> options.values(Codec.float64()));
        assertThat(floats.incrementDouble("floating", 0.5, 1)).isEqualTo(1.5);
        assertThat(floats.get("floating")).isEqualTo(1.5);
    }

    @Test
    default void counters_codecThatReadsNoSuchNumbers_areRefused(CacheTestbed testbed) {
        for (Codec<?> codec : List.of(
                Codec.string(),
                Codec.bytes(),
                Codec.float64(),
                new PointCodec(),
                Codec.int64().compressed())) {
            Cache<Object, ?> cache = testbed.open(options -> options.values(codec));

            assertThatThrownBy(() -> cache.increment("key"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(codec.name());
            assertThatThrownBy(() -> cache.incrementIfPresent("key", 1))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> cache.decrement("key")).isInstanceOf(UnsupportedOperationException.class);
            assertThat(cache.size()).isZero();
            cache.close();
        }
        Cache<Object, Long> integers = testbed.open(options -> options.values(Codec.int64()));
        assertThatThrownBy(() -> integers.incrementDouble("key", 1, 0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    // ---- values that codecs can compare only themselves

    @Test
    default void compareAndSet_codecThatNeverGivesTheSameBytes_comparesValues(CacheTestbed testbed, FakeClock clock) {
        Cache<Object, byte[]> cache =
                testbed.open(options -> options.values(Codec.bytes().encrypted(SECRET)));
        cache.set("key", new byte[] {1}, expireAfter(Duration.ofSeconds(1)));

        assertThat(cache.compareAndSet("key", new byte[] {2}, new byte[] {3})).isFalse();
        assertThat(cache.compareAndSet("key", new byte[] {1}, new byte[] {3})).isTrue();
        assertThat(cache.get("key")).isEqualTo(new byte[] {3});
        assertThat(cache.entry("key").map(Entry::expiry)).isEmpty();
        assertThat(cache.compareAndSet("absent", new byte[] {1}, new byte[] {3}))
                .isFalse();
        assertThat(cache.asMap().remove("key", new byte[] {9})).isFalse();
        assertThat(cache.asMap().remove("key", new byte[] {3})).isTrue();
        cache.set("expired", new byte[] {1}, expireAfter(Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
        assertThat(cache.compareAndSet("expired", new byte[] {1}, new byte[] {3}))
                .isFalse();
    }

    @Test
    default void encrypted_value_isNotInTheStoreAsItIs(CacheTestbed testbed) {
        Cache<Object, String> cache =
                testbed.open(options -> options.values(Codec.string().encrypted(SECRET)));
        cache.set("key", "plain text that nobody may find");
        cache.push("also secret", "q");
        assertThat(cache.pull("q").map(QueueItem::value)).contains("also secret");

        SecretKey other = new SecretKeySpec(Samples.noise(32, 2), "AES");
        Cache<Object, String> stranger =
                testbed.open(options -> options.values(Codec.string().encrypted(other)));
        assertThatThrownBy(() -> stranger.get("key"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'key'");
    }
}
