package dev.larder.it.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.larder.Cache;
import dev.larder.FanoutCache;
import dev.larder.Order;
import dev.larder.contract.RawKeys;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.Scalar;
import dev.larder.storage.h2.H2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the keys of a cache of shards lie, and how they are listed over all shards. */
class ShardPlacementTest {

    @TempDir
    Path directory;

    /** A key as it is stored, and in which shard it belongs by the number of shards. */
    private record Vector(Encoded key, JsonNode shards) {

        static Vector of(JsonNode vector) {
            Encoded key = vector.has("stored_hex")
                    ? new Encoded(bytes(vector.get("stored_hex")), Encoding.PICKLE)
                    : Encoded.natively(scalar(vector.get("key")));
            return new Vector(key, vector.get("shard"));
        }

        private static Scalar scalar(JsonNode key) {
            if (key.has("repeat")) {
                return repeated(scalar(key.get("repeat")), key.get("times").asInt());
            }
            return switch (key.get("t").asText()) {
                case "str" -> Scalar.of(key.get("v").asText());
                case "int" -> Scalar.of(Long.parseLong(key.get("v").asText()));
                case "float" ->
                    Scalar.of(Double.longBitsToDouble(
                            Long.parseUnsignedLong(key.get("bits").asText(), 16)));
                default -> bytes(key.get("hex"));
            };
        }

        private static Scalar bytes(JsonNode hex) {
            return Scalar.of(HexFormat.of().parseHex(hex.asText()));
        }

        private static Scalar repeated(Scalar part, int times) {
            if (part instanceof Scalar.Text text) {
                return Scalar.of(text.value().repeat(times));
            }
            byte[] whole = new byte[times];
            Arrays.fill(whole, ((Scalar.Bytes) part).value()[0]);
            return Scalar.of(whole);
        }

        /** Python has a hash for NaN, but no store can find it again. */
        boolean isUsable() {
            return !key.scalar().equals(Scalar.of(Double.NaN));
        }

        long shard(int count) {
            return shards.get(String.valueOf(count)).asLong();
        }
    }

    private static List<Vector> vectors() throws IOException {
        try (InputStream json = ShardPlacementTest.class.getResourceAsStream("/fixtures/shards.json")) {
            List<Vector> vectors = new ArrayList<>();
            new ObjectMapper().readTree(json).get("keys").forEach(vector -> vectors.add(Vector.of(vector)));
            return vectors;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 13})
    void set_eachKeyOfTheVectors_liesInPythonsShard(int count) throws IOException {
        assertThat(vectors()).hasSize(300);
        List<Vector> vectors = vectors().stream().filter(Vector::isUsable).toList();
        assertThat(vectors).hasSize(299);
        try (FanoutCache<Encoded, Object> cache =
                FanoutCache.at(directory).shards(count).keys(new RawKeys()).open()) {
            cache.transact(tx -> vectors.forEach(vector -> tx.set(vector.key(), vector.shard(count))));
            assertThat(vectors)
                    .allSatisfy(vector -> assertThat(cache.get(vector.key())).isEqualTo(vector.shard(count)));
            assertThat(cache.getAll(vectors.stream().map(Vector::key).toList()).values())
                    .hasSize((int) cache.size());
        }
        for (int shard = 0; shard < count; shard++) {
            long number = shard;
            try (Cache<Encoded, Object> store = Cache.at(directory.resolve("%03d".formatted(shard)))
                            .keys(new RawKeys())
                            .open();
                    var entries = store.entries(Order.KEY)) {
                assertThat(entries)
                        .isNotEmpty()
                        .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(number));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 13})
    void set_eachKeyOfTheVectorsInADatabase_liesInPythonsShard(int count) throws IOException {
        List<Vector> vectors = vectors().stream().filter(Vector::isUsable).toList();
        NamedStorage storage = H2.memory().named("keys");
        try (FanoutCache<Encoded, Object> cache =
                FanoutCache.on(storage).shards(count).keys(new RawKeys()).open()) {
            cache.transact(tx -> vectors.forEach(vector -> tx.set(vector.key(), vector.shard(count))));
            assertThat(vectors)
                    .allSatisfy(vector -> assertThat(cache.get(vector.key())).isEqualTo(vector.shard(count)));
            for (int shard = 0; shard < count; shard++) {
                long number = shard;
                try (Cache<Encoded, Object> store = Cache.on(storage.named("keys/%03d".formatted(shard)))
                                .keys(new RawKeys())
                                .open();
                        var entries = store.entries(Order.KEY)) {
                    assertThat(entries)
                            .isNotEmpty()
                            .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(number));
                }
            }
        }
    }

    @Test
    void numbersOfEqualValue_inDifferentShards_areTwoKeys() {
        try (FanoutCache<Object, Object> cache =
                FanoutCache.at(directory).shards(8).open()) {
            cache.setAll(Map.of(1L, "integer", 1.0, "floating"));

            assertThat(cache.getAll(List.of(1.0, 1L)))
                    .containsExactly(Map.entry(1.0, "floating"), Map.entry(1L, "integer"));
            assertThat(cache.deleteAll(List.of(1L))).isEqualTo(1);
            assertThat(cache.get(1.0)).isEqualTo("floating");
        }
    }

    @Test
    void keys_byKeyOverManyShards_areInTheOrderOfOneStore() {
        List<Object> keys = new ArrayList<>(List.of(
                "",
                "a",
                "\uffff",
                "\ud83d\ude00",
                "z",
                0L,
                -1L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                0.5,
                -1.5,
                1e300,
                Double.NEGATIVE_INFINITY));
        for (int i = 0; i < 300; i++) {
            keys.add(ThreadLocalRandom.current().nextLong());
            keys.add("key" + i);
            keys.add(ThreadLocalRandom.current().nextDouble());
        }
        try (FanoutCache<Object, Object> cache =
                        FanoutCache.at(directory.resolve("shards")).shards(7).open();
                Cache<Object, Object> single =
                        Cache.at(directory.resolve("single")).open()) {
            for (Cache<Object, Object> each : List.of(cache, single)) {
                each.transact(tx -> {
                    keys.forEach(key -> tx.set(key, 1L));
                    tx.set(new byte[0], 1L);
                    tx.set(new byte[] {(byte) 0x80}, 1L);
                    tx.set(new byte[] {0x7f}, 1L);
                });
            }
            for (Order order : List.of(Order.KEY, Order.KEY_REVERSED)) {
                assertThat(listed(cache, order)).isEqualTo(listed(single, order));
            }
            List<Object> inOrder = listed(cache, Order.INSERTION);
            List<Object> reversed = listed(cache, Order.INSERTION_REVERSED);
            Collections.reverse(reversed);
            assertThat(reversed).isEqualTo(inOrder).hasSize(keys.size() + 3);
        }
    }

    private static List<Object> listed(Cache<Object, Object> cache, Order order) {
        List<Object> listed = new ArrayList<>();
        try (var keys = cache.keys(order)) {
            keys.forEach(key -> listed.add(key instanceof byte[] bytes ? Arrays.toString(bytes) : key));
        }
        return listed;
    }
}
