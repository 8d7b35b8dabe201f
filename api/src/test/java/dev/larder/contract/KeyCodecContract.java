package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;
import dev.larder.contract.PointCodec.Point;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys by codecs other than that of the native types. */
public interface KeyCodecContract extends CacheUnderTest {

    @Test
    default void keys_byEachCodec_areFoundAndListed(CacheTestbed testbed) {
        requireKeys(testbed, Codec.string(), List.of("", "a", "\ud83d\ude00"));
        requireKeys(testbed, Codec.int64(), List.of(Long.MIN_VALUE, 0L, 7L));
        requireKeys(testbed, Codec.float64(), List.of(-0.5, 1.5, Double.POSITIVE_INFINITY));
        requireKeys(testbed, new PointCodec(), List.of(new Point(0, 0), new Point(1, 2), new Point(2, 1)));
        requireKeys(testbed, new Prefixed(), List.of("a", "b", ""));
    }

    private static <K> void requireKeys(CacheTestbed testbed, Codec<K> codec, List<K> keys) {
        Cache<K, Object> cache = testbed.open(options -> options.keys(codec));
        cache.clear();
        for (K key : keys) {
            assertThat(cache.add(key, "value of " + key))
                    .as("%s by %s", key, codec.name())
                    .isTrue();
        }

        for (K key : keys) {
            assertThat(cache.get(key)).isEqualTo("value of " + key);
            assertThat(cache.entry(key).orElseThrow().key()).isEqualTo(key);
            assertThat(cache.contains(key)).isTrue();
        }
        assertThat(cache.getAll(keys)).containsOnlyKeys(keys);
        for (Order order : Order.values()) {
            assertThat(Listings.keys(cache, order)).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(Listings.entries(cache, order)).hasSize(keys.size());
        }
        assertThat(cache.asMap()).containsOnlyKeys(keys);
        assertThat(cache.deleteAll(keys)).isEqualTo(keys.size());
        assertThat(cache.size()).isZero();
        cache.close();
    }

    /** A codec that keeps keys as text of another number than the native one. */
    record Prefixed() implements Codec<String>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Encoded encode(String value) {
            return new Encoded(Scalar.of("p:" + value), PointCodec.NUMBER + 1);
        }

        @Override
        public String decode(Encoded encoded) {
            return Codec.require(this, encoded, PointCodec.NUMBER + 1, Scalar.Text.class)
                    .value()
                    .substring(2);
        }

        @Override
        public String name() {
            return "prefixed";
        }
    }

    @Test
    default void keys_ofDifferentCodecs_neverMeet(CacheTestbed testbed) {
        Cache<Point, Object> points = testbed.open(options -> options.keys(new PointCodec()));
        Cache<byte[], Object> bytes = testbed.open(options -> options.keys(Codec.bytes()));
        Cache<String, Object> prefixed = testbed.open(options -> options.keys(new Prefixed()));
        Cache<String, Object> texts = testbed.open(options -> options.keys(Codec.string()));
        points.set(new Point(1, 2), "point");
        bytes.set(new byte[] {0, 0, 0, 1, 0, 0, 0, 2}, "bytes");
        prefixed.set("a", "prefixed");
        texts.set("p:a", "text");
        texts.set("a", "also text");

        assertThat(points.size()).isEqualTo(5);
        assertThat(points.get(new Point(1, 2))).isEqualTo("point");
        assertThat(bytes.get(new byte[] {0, 0, 0, 1, 0, 0, 0, 2})).isEqualTo("bytes");
        assertThat(prefixed.get("a")).isEqualTo("prefixed");
        assertThat(texts.get("p:a")).isEqualTo("text");
    }

    @Test
    default void keys_codecWithoutOneFormForEach_isRefused(CacheTestbed testbed) {
        for (Codec<?> codec : List.of(
                Codec.serializable(String.class),
                Codec.string().compressed(),
                Codec.string().encrypted(CodecContract.SECRET))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> testbed.builder().keys(codec))
                    .withMessageContaining(codec.name());
        }
    }

    @Test
    default void keys_codecAfterTheListener_isRefused(CacheTestbed testbed) {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> testbed.builder().removalListener(removal -> {}).keys(Codec.string()));
    }

    @Test
    default void listing_keysOfAnotherCodec_failsOrSkipsAsAsked(CacheTestbed testbed) {
        Cache<Object, Object> natives = testbed.open();
        natives.setAll(Map.of("text", 1L, 5L, 1L, new byte[] {1}, 1L));
        Cache<String, Object> strict = testbed.open(options -> options.keys(Codec.string()));
        assertThat(strict.get("text")).isEqualTo(1L);
        assertThatThrownBy(() -> Listings.keys(strict, Order.INSERTION))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("string");

        Cache<String, Object> lenient =
                testbed.open(options -> options.keys(Codec.string()).undecodable(Undecodable.MISS));
        for (Order order : Order.values()) {
            assertThat(Listings.keys(lenient, order)).containsExactly("text");
            assertThat(Listings.entries(lenient, order)).hasSize(1);
        }
        assertThat(lenient.size()).isEqualTo(3);
        Cache<Point, Object> points =
                testbed.open(options -> options.keys(new PointCodec()).undecodable(Undecodable.MISS));
        assertThat(Listings.keys(points)).isEmpty();
    }
}
