package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiskCacheCodecTest {

    record Job(String name, int priority, List<String> steps) {}

    private final Codec<Object> codec = Json.diskCache(Object.class);
    private final Codec<JsonNode> nodes = Json.diskCache(JsonNode.class);

    private static String text(Encoded encoded) {
        try {
            return new String(new Zlib(1).decompress(Resources.bytes(encoded)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Encoded stored(String json) {
        try {
            return Encoded.natively(Scalar.of(new Zlib(1).compress(json.getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void encode_structures_areSpacedAsPythonDoes() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", List.of(1, List.of(), Map.of(), List.of(Map.of("k", true), 2)));
        map.put("a", null);

        assertThat(text(codec.encode(map))).isEqualTo("{\"z\": [1, [], {}, [{\"k\": true}, 2]], \"a\": null}");
    }

    @Test
    void encode_characters_areEscapedAsPythonDoes() {
        String text = "\u0000\b\t\n\f\r\u001f \"\\/~\u007f\u0080é\u2028\uffff😀\ud800x\udc00";

        assertThat(text(codec.encode(text)))
                .isEqualTo("\"\\u0000\\b\\t\\n\\f\\r\\u001f \\\"\\\\/~\\u007f\\u0080\\u00e9\\u2028\\uffff\\ud83d\\ude00"
                        + "\\ud800x\\udc00\"");
        assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
        assertThat(text(codec.encode(Map.of("ü\u007f", 1)))).isEqualTo("{\"\\u00fc\\u007f\": 1}");
    }

    @Property
    void diskCache_anyText_comesBack(@ForAll String text) {
        assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
    }

    @Property
    void diskCache_anyFloats_comeBack(@ForAll List<Double> floats) {
        assertThat(codec.decode(codec.encode(floats))).isEqualTo(floats);
    }

    @Test
    void encode_numbers_areSpelledAsPythonDoes() {
        BigInteger big = BigInteger.TWO.pow(70);

        assertThat(text(codec.encode(
                        Arrays.asList(1, -1L, 1.0, 1.0f, 0.5f, 1e16, 1e-7, Double.NaN, Double.NEGATIVE_INFINITY, big))))
                .isEqualTo("[1, -1, 1.0, 1.0, 0.5, 1e+16, 1e-07, NaN, -Infinity, " + "1180591620717411303424]");
        assertThat(text(codec.encode(new double[] {1, 1e-7}))).isEqualTo("[1.0, 1e-07]");
        assertThat(text(codec.encode(new float[] {1, Float.MIN_VALUE}))).isEqualTo("[1.0, 1.401298464324817e-45]");
        assertThat(text(nodes.encode(DoubleNode.valueOf(Double.MIN_VALUE)))).isEqualTo("5e-324");
        assertThat(text(nodes.encode(BigIntegerNode.valueOf(big)))).isEqualTo(big.toString());
    }

    @Test
    void decode_numbers_keepTheirKind() {
        assertThat(codec.decode(
                        stored("[1, -0, 1.0, -0.0, 1e2, NaN, Infinity, -Infinity, 1e400, 18446744073709551616]")))
                .isEqualTo(List.of(
                        1L,
                        0L,
                        1.0,
                        -0.0,
                        100.0,
                        Double.NaN,
                        Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        BigInteger.TWO.pow(64)));
    }

    @Test
    void encode_bigDecimal_isRefused() {
        for (Object value : List.of(new BigDecimal("0.1"), List.of(new BigDecimal("1e3")))) {
            assertThatThrownBy(() -> codec.encode(value))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("diskcache-json(java.lang.Object, level 1)")
                    .hasMessageContaining("BigDecimal");
        }
        assertThatThrownBy(() -> nodes.encode(DecimalNode.valueOf(BigDecimal.ONE)))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void diskCache_typedValues_areBound() {
        Codec<Job> jobs = Json.diskCache(Job.class);
        Codec<List<Job>> lists = Json.diskCache(new TypeReference<List<Job>>() {}, 6);
        Job job = new Job("sweep", 3, List.of("a"));

        assertThat(text(jobs.encode(job))).isEqualTo("{\"name\": \"sweep\", \"priority\": 3, \"steps\": [\"a\"]}");
        assertThat(jobs.decode(jobs.encode(job))).isEqualTo(job);
        assertThat(lists.decode(lists.encode(List.of(job)))).containsExactly(job);
        assertThat(Resources.bytes(lists.encode(List.of(job)))).startsWith(0x78, 0x9c);
        assertThat(Json.diskCache(new TypeReference<Map<String, Double>>() {}).decode(stored("{\"a\": 1.5}")))
                .isEqualTo(Map.of("a", 1.5));
    }

    @Test
    void decode_anotherKind_isRefusedByName() {
        for (String json : List.of("7", "7.0", "true", "[\"x\"]", "{}", "null")) {
            assertThatThrownBy(() -> Json.diskCache(String.class).decode(stored(json)))
                    .as(json)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("diskcache-json(java.lang.String, level 1)");
        }
        for (String json : List.of("\"7\"", "7.5", "7.0", "true", "18446744073709551616")) {
            assertThatThrownBy(() -> Json.diskCache(Long.class).decode(stored(json)))
                    .as(json)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("diskcache-json(java.lang.Long, level 1)");
        }
    }

    @Test
    void decode_null_isAValueOfJsonNodeOnly() {
        assertThat(nodes.decode(stored("null"))).isEqualTo(NullNode.getInstance());
        assertThat(nodes.decode(nodes.encode(NullNode.getInstance()))).isEqualTo(NullNode.getInstance());
        assertThatThrownBy(() -> codec.decode(stored("null")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("JsonNode");
    }

    @Test
    void decode_membersOfOneName_theLastCounts() {
        assertThat(codec.decode(stored("{\"a\": 1, \"a\": 2}"))).isEqualTo(Map.of("a", 2L));
        assertThat(nodes.decode(stored("{\"a\": 1, \"a\": 2}")).get("a").intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[1", "[1] 2", "{} x", "{\"a\"}", "nul", "'a'", "[1,]", "\"\t\"", "01", "\u00ff"})
    void decode_whatIsNotJson_isRefused(String json) {
        assertThatThrownBy(() -> codec.decode(stored(json)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("diskcache-json(java.lang.Object, level 1)");
        assertThatThrownBy(() -> nodes.decode(stored(json))).isInstanceOf(SerializationException.class);
    }

    @Test
    void decode_whatIsNotZlib_isRefused() {
        byte[] stream = Resources.bytes(codec.encode("text"));
        byte[] followed = Arrays.copyOf(stream, stream.length + 1);

        for (byte[] bytes :
                List.of("raw stream, not compressed".getBytes(StandardCharsets.UTF_8), new byte[0], followed)) {
            assertThatThrownBy(() -> codec.decode(Encoded.natively(Scalar.of(bytes))))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("read it with the codec that wrote it");
        }
        assertThatThrownBy(() -> codec.decode(Encoded.natively(Scalar.of("text"))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("found encoding 1 (native) as Text");
    }

    @Test
    void diskCache_deepNesting_isRefusedBothWays() {
        Codec<JsonNode> deepest = Json.diskCache(JsonNode.class);
        JsonNode node = TextNode.valueOf("x");
        for (int i = 0; i < 1000; i++) {
            node = JsonNodeFactory.instance.arrayNode().add(node);
        }
        assertThat(deepest.decode(deepest.encode(node))).isEqualTo(node);

        JsonNode deeper = JsonNodeFactory.instance.arrayNode().add(node);
        assertThatThrownBy(() -> deepest.encode(deeper)).isInstanceOf(SerializationException.class);
        for (int depth : new int[] {1001, 1_000_000}) {
            String json = "[".repeat(depth) + "]".repeat(depth);
            assertThatThrownBy(() -> deepest.decode(stored(json))).isInstanceOf(SerializationException.class);
            assertThatThrownBy(() -> codec.decode(stored(json))).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void encode_valueThatHoldsItself_isRefused() {
        Object[] self = new Object[1];
        self[0] = self;

        assertThatThrownBy(() -> codec.encode(self)).isInstanceOf(SerializationException.class);
    }

    @Test
    void diskCache_longTextsAndNumbers_comeBack() {
        String text = "x".repeat(21_000_000);
        BigInteger number = BigInteger.TEN.pow(5000).add(BigInteger.ONE);
        Map<String, Object> map = Map.of("k".repeat(60_000), number);

        assertThat(codec.decode(codec.encode(text))).isEqualTo(text);
        assertThat(codec.decode(codec.encode(map))).isEqualTo(map);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 10})
    void diskCache_levelThatDoesNotExist_isRefused(int level) {
        assertThatThrownBy(() -> Json.diskCache(Object.class, level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(level));
    }

    @Test
    void diskCache_isForKeysAndStreams() {
        assertThat(codec.isDeterministic()).isTrue();
        assertThat(codec.acceptsStreams()).isTrue();
    }

    @Test
    void serialised_readsAndWritesAsBefore() {
        Codec<Job> copy = Serialised.copy(Json.diskCache(Job.class, 6));
        Job job = new Job("é", 1, List.of());

        assertThat(copy.encode(job)).isEqualTo(Json.diskCache(Job.class, 6).encode(job));
        assertThat(copy.decode(copy.encode(job))).isEqualTo(job);
        assertThat(copy.name()).isEqualTo("diskcache-json(" + Job.class.getName() + ", level 6)");
    }
}
