package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Order;
import dev.larder.QueueItem;
import dev.larder.Undecodable;
import dev.larder.codec.Codec;
import dev.larder.contract.PointCodec.Point;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values that the codec cannot read, because another wrote them: {@link Undecodable}. */
public interface UndecodableContract extends CacheUnderTest {

    /** Puts a value that only {@link PointCodec} reads, and one that texts can be read from. */
    private static void fill(CacheTestbed testbed) {
        Cache<Object, Point> points = testbed.open(options -> options.values(new PointCodec()));
        points.set("point", new Point(1, 2));
        Cache<Object, String> texts = testbed.open(options -> options.values(Codec.string()));
        texts.set("text", "value");
    }

    private static Cache<Object, String> texts(CacheTestbed testbed, Undecodable policy) {
        return testbed.open(
                options -> options.values(Codec.string()).undecodable(policy).statistics(true));
    }

    private static Map<String, Runnable> readers(Cache<Object, String> cache) {
        Map<String, Runnable> readers = new LinkedHashMap<>();
        readers.put("get", () -> cache.get("point"));
        readers.put("getOrDefault", () -> cache.getOrDefault("point", "default"));
        readers.put("getAll", () -> cache.getAll(List.of("text", "point")));
        readers.put("entry", () -> cache.entry("point"));
        readers.put("pop", () -> cache.pop("point"));
        readers.put("popEntry", () -> cache.popEntry("point"));
        readers.put("peekItem", () -> {
            // where keys are divided among several stores, either may be the first
            cache.peekItem(Side.FRONT);
            cache.peekItem(Side.BACK);
        });
        readers.put("entries", () -> Listings.entries(cache, Order.KEY));
        readers.put("asMap", () -> cache.asMap().get("point"));
        return readers;
    }

    @Test
    default void fail_everyReader_namesKeyNumberAndCodecAndLeavesTheEntry(CacheTestbed testbed) {
        fill(testbed);
        Cache<Object, String> cache = texts(testbed, Undecodable.FAIL);
        readers(cache)
                .forEach((name, reader) -> assertThatThrownBy(reader::run)
                        .as(name)
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("'point'")
                        .hasMessageContaining(String.valueOf(PointCodec.NUMBER))
                        .hasMessageContaining("string"));

        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.get("text")).isEqualTo("value");
    }

    @Test
    default void fail_isTheDefault(CacheTestbed testbed) {
        fill(testbed);
        Cache<Object, Object> cache = testbed.open();

        assertThatThrownBy(() -> cache.get("point")).isInstanceOf(SerializationException.class);
        assertThat(cache.get("text")).isEqualTo("value");
    }

    @Test
    default void miss_everyReader_takesTheEntryForAbsentAndLeavesIt(CacheTestbed testbed) {
        fill(testbed);
        Cache<Object, String> cache = texts(testbed, Undecodable.MISS);

        assertThat(cache.get("point")).isNull();
        assertThat(cache.getOrDefault("point", "default")).isEqualTo("default");
        assertThat(cache.getAll(List.of("text", "point"))).isEqualTo(Map.of("text", "value"));
        assertThat(cache.entry("point")).isEmpty();
        assertThat(cache.pop("point")).isNull();
        assertThat(cache.popEntry("point")).isEmpty();
        assertThat(cache.peekItem(Side.FRONT).orElseThrow().key()).isEqualTo("text");
        assertThat(Listings.entries(cache, Order.KEY)).hasSize(1);
        assertThat(Listings.keys(cache)).hasSize(2);
        assertThat(cache.asMap().get("point")).isNull();
        assertThat(cache.size()).as("it stays").isEqualTo(2);
        Cache<Object, Point> points = testbed.open(options -> options.values(new PointCodec()));
        assertThat(points.get("point")).isEqualTo(new Point(1, 2));
    }

    @Test
    default void undecodable_underEveryPolicy_canBeReplacedAndRemoved(CacheTestbed testbed) {
        for (Undecodable policy : Undecodable.values()) {
            fill(testbed);
            Cache<Object, String> cache = texts(testbed, policy);

            assertThat(cache.contains("point")).isTrue();
            assertThat(cache.touch("point")).isTrue();
            assertThat(cache.add("point", "new")).as("it is in the way").isFalse();
            assertThat(cache.compareAndSet("point", "other", "new")).isFalse();
            assertThat(cache.set("point", "new")).isTrue();
            assertThat(cache.get("point")).isEqualTo("new");

            fill(testbed);
            assertThat(cache.replace("point", "replaced")).isTrue();
            fill(testbed);
            assertThat(cache.delete("point")).isTrue();
            fill(testbed);
            assertThat(cache.deleteAll(List.of("point", "text"))).isEqualTo(2);
        }
    }

    @Test
    default void undecodable_inQueues_staysAndIsPassedOverIfAsked(CacheTestbed testbed) {
        Cache<Object, Point> points = testbed.open(options -> options.values(new PointCodec()));
        for (Side side : Side.values()) {
            for (String prefix : new String[] {null, "q"}) {
                points.push(new Point(1, 1), prefix);
                Cache<Object, String> strict = texts(testbed, Undecodable.FAIL);
                strict.push("text", prefix);
                points.push(new Point(2, 2), prefix);

                assertThatThrownBy(() -> strict.peek(prefix, side)).isInstanceOf(SerializationException.class);
                assertThatThrownBy(() -> strict.pull(prefix, side)).isInstanceOf(SerializationException.class);
                assertThat(strict.size()).as("it stays").isEqualTo(3);

                Cache<Object, String> lenient = texts(testbed, Undecodable.MISS);
                assertThat(lenient.peek(prefix, side).map(QueueItem::value)).contains("text");
                assertThat(lenient.pull(prefix, side).map(QueueItem::value)).contains("text");
                assertThat(lenient.pull(prefix, side)).isEqualTo(Optional.empty());
                assertThat(lenient.peek(prefix, side)).isEqualTo(Optional.empty());
                assertThat(points.pull(prefix).map(QueueItem::value)).contains(new Point(1, 1));
                assertThat(points.pull(prefix).map(QueueItem::value)).contains(new Point(2, 2));
            }
        }
    }

    @Test
    default void mixedTypes_byATypedCodec_areReadOrRefusedByType(CacheTestbed testbed) {
        Cache<Object, Object> natives = testbed.open();
        natives.setAll(Map.of("text", "value", "integer", 5L, "floating", 1.5, "bytes", new byte[] {1}));
        requireOnly(testbed, Codec.string(), "text");
        requireOnly(testbed, Codec.int64(), "integer");
        requireOnly(testbed, Codec.float64(), "floating");
        requireOnly(testbed, Codec.bytes(), "bytes");
        requireOnly(testbed, Codec.bytes().compressed(), "none");
    }

    private static <V> void requireOnly(CacheTestbed testbed, Codec<V> codec, String readable) {
        Cache<Object, V> cache = testbed.open(options -> options.values(codec));
        for (String key : List.of("text", "integer", "floating", "bytes")) {
            if (key.equals(readable)) {
                assertThat(cache.get(key)).isNotNull();
            } else {
                assertThatThrownBy(() -> cache.get(key))
                        .as("%s by %s", key, codec.name())
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining("'" + key + "'")
                        .hasMessageContaining(codec.name());
            }
        }
        cache.close();
    }

    @Test
    default void read_valueOfAnotherEncoding_isNotTakenForPlainBytes(CacheTestbed testbed) {
        fill(testbed);
        Cache<Object, Object> strict = testbed.open();
        assertThatThrownBy(() -> strict.read("point"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("'point'");
        Cache<Object, Object> lenient = testbed.open(options -> options.undecodable(Undecodable.MISS));
        assertThat(lenient.read("point")).isEqualTo(Optional.<Blob>empty());
    }

    @Test
    default void counters_valueOfAnotherEncoding_areRefused(CacheTestbed testbed) {
        try (Store store = testbed.openStore(Key.of("key"))) {
            Encoded number = new Encoded(Scalar.of(5L), PointCodec.NUMBER);
            store.store(Key.of("key"), Item.of(number), Condition.always(), null, Cull.NONE, Wait.FOREVER);
        }
        Cache<Object, Object> cache = testbed.open();

        assertThatThrownBy(() -> cache.increment("key")).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> cache.incrementDouble("key", 1, 0)).isInstanceOf(SerializationException.class);
        assertThat(cache.compareAndSet("key", 5L, "new"))
                .as("the same number by another codec is another value")
                .isFalse();
        assertThat(cache.size()).isEqualTo(1);
    }
}
