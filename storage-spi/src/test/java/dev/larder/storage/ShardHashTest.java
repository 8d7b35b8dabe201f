package dev.larder.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardHashTest {

    /** A key as Python DiskCache stores it, its hash, and its shard by the number of shards. */
    record Vector(Scalar scalar, boolean pickled, long hash, Map<Integer, Integer> shards) {}

    static List<Vector> vectors() throws IOException {
        try (InputStream json = ShardHashTest.class.getResourceAsStream("/fixtures/shards.json")) {
            return new ObjectMapper()
                    .readTree(json)
                    .get("keys")
                    .valueStream()
                    .map(ShardHashTest::vector)
                    .toList();
        }
    }

    private static Vector vector(JsonNode vector) {
        boolean pickled = vector.get("raw").intValue() == 0;
        Scalar scalar = pickled
                ? Scalar.of(HexFormat.of().parseHex(vector.get("stored_hex").textValue()))
                : scalar(vector.get("key"));
        Map<Integer, Integer> shards = new TreeMap<>();
        vector.get("shard")
                .properties()
                .forEach(shard -> shards.put(
                        Integer.valueOf(shard.getKey()), shard.getValue().intValue()));
        return new Vector(scalar, pickled, vector.get("hash").longValue(), shards);
    }

    private static Scalar scalar(JsonNode key) {
        if (key.has("repeat")) {
            return repeated(scalar(key.get("repeat")), key.get("times").intValue());
        }
        return switch (key.get("t").textValue()) {
            case "int" -> Scalar.of(Long.parseLong(key.get("v").textValue()));
            case "float" ->
                Scalar.of(Double.longBitsToDouble(
                        Long.parseUnsignedLong(key.get("bits").textValue(), 16)));
            case "str" -> Scalar.of(key.get("v").textValue());
            case "bytes" -> Scalar.of(HexFormat.of().parseHex(key.get("hex").textValue()));
            default -> throw new AssertionError(key);
        };
    }

    private static Scalar repeated(Scalar part, int times) {
        if (part instanceof Scalar.Text text) {
            return Scalar.of(text.value().repeat(times));
        }
        byte[] bytes = ((Scalar.Bytes) part).value();
        ByteBuffer all = ByteBuffer.allocate(bytes.length * times);
        for (int i = 0; i < times; i++) {
            all.put(bytes);
        }
        return Scalar.of(all.array());
    }

    @Test
    void vectors_areThere() throws Exception {
        assertThat(vectors())
                .hasSize(300)
                .allSatisfy(vector -> assertThat(vector.shards()).containsOnlyKeys(1, 2, 4, 8, 13));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void shard_keyOfPython_isWherePythonLooks(Vector vector) {
        assertThat(ShardHash.hash(vector.scalar())).isEqualTo(vector.hash());
        if (vector.scalar().equals(Scalar.of(Double.NaN))) {
            return; // Python has a hash for it, but it cannot be a key here
        }
        Key key = new Key(vector.scalar(), vector.pickled());
        vector.shards()
                .forEach((shards, shard) ->
                        assertThat(ShardHash.shard(key, shards)).isEqualTo(shard));
    }

    @Test
    void hash_integers_areTakenModulo32OnesAndNeverNegative() {
        assertThat(ShardHash.hash(Scalar.of(0xFFFF_FFFFL))).isZero();
        assertThat(ShardHash.hash(Scalar.of(0x1_0000_0000L))).isEqualTo(1);
        assertThat(ShardHash.hash(Scalar.of(-1L))).isEqualTo(0xFFFF_FFFEL);
        assertThat(ShardHash.hash(Scalar.of(Long.MIN_VALUE))).isEqualTo(0x7FFF_FFFFL);
    }

    @Test
    void hash_spellingsOfOneNumber_differ() {
        assertThat(ShardHash.hash(Scalar.of(1L))).isNotEqualTo(ShardHash.hash(Scalar.of(1.0)));
        assertThat(ShardHash.hash(Scalar.of(0.0))).isNotEqualTo(ShardHash.hash(Scalar.of(-0.0)));
    }

    @Test
    void hash_textAndItsBytes_isTheSame() {
        assertThat(ShardHash.hash(Scalar.of("é😀"))).isEqualTo(ShardHash.hash(Scalar.of("é😀".getBytes(UTF_8))));
    }

    @Property
    void shard_anyInteger_isOneOfTheShards(@ForAll long number, @ForAll @IntRange(min = 1) int shards) {
        assertThat(ShardHash.shard(Key.of(number), shards)).isBetween(0, shards - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shard_ofNoShards_isRefused(int shards) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShardHash.shard(Key.of("key"), shards))
                .withMessageContaining(String.valueOf(shards));
    }

    @Test
    void shard_ofNull_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> ShardHash.shard(null, 8));
    }
}
