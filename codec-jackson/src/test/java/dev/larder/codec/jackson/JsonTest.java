package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    enum State {
        OPEN,
        CLOSED
    }

    record Job(String name, State state, long size, double load, Map<String, List<Integer>> steps) {}

    static class Plain {
        public int zebra = 1;
        public int ant = 2;
    }

    static final class Extended extends Plain {
        public int more = 3;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({@JsonSubTypes.Type(Circle.class), @JsonSubTypes.Type(Square.class)})
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    private static final Codec<Job> JOBS = Json.of(Job.class);

    private static Encoded stored(String json) {
        return new Encoded(Scalar.of(json), Encoding.JSON);
    }

    @Test
    void json_record_isReadableTextAndComesBack() {
        Job job = new Job("größe 😀", State.OPEN, Long.MAX_VALUE, 0.1, Map.of("a", List.of(1, 2)));

        Encoded encoded = JOBS.encode(job);

        assertThat(encoded)
                .isEqualTo(stored("{\"load\":0.1,\"name\":\"größe 😀\",\"size\":9223372036854775807,\"state\":\"OPEN\","
                        + "\"steps\":{\"a\":[1,2]}}"));
        assertThat(JOBS.decode(encoded)).isEqualTo(job);
    }

    @Property
    void json_anyRecord_comesBack(
            @ForAll List<Integer> steps, @ForAll State state, @ForAll long size, @ForAll double load) {
        Job job = new Job("name", state, size, load, Map.of("steps", steps));

        assertThat(JOBS.decode(JOBS.encode(job))).isEqualTo(job);
    }

    @Test
    void json_genericTypeOfSubtypes_comesBack() {
        Codec<List<Shape>> codec = Json.of(new TypeReference<List<Shape>>() {});
        List<Shape> shapes = List.of(new Circle(1), new Square(2));

        assertThat(codec.decode(codec.encode(shapes))).isEqualTo(shapes);
        assertThat(Json.of(Shape.class).decode(Json.of(Shape.class).encode(new Circle(3))))
                .isEqualTo(new Circle(3));
        assertThat(codec.name()).isEqualTo("json(java.util.List<" + Shape.class.getName() + ">)");
    }

    @Test
    void json_subclassOfAPlainClass_losesNothingSilently() {
        Codec<Plain> codec = Json.of(Plain.class);

        Encoded encoded = codec.encode(new Extended());

        assertThat(((Scalar.Text) encoded.scalar()).value()).contains("\"more\":3");
        assertThatThrownBy(() -> codec.decode(encoded))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("more");
    }

    @Test
    void json_mapperWithDefaultTyping_writesTheIdsItNeeds() {
        ObjectMapper mapper = JsonMapper.builder()
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfSubType(Circle.class)
                                .build(),
                        ObjectMapper.DefaultTyping.OBJECT_AND_NON_CONCRETE)
                .build();
        Codec<Object> codec = Json.of(Object.class, mapper);

        assertThat(codec.decode(codec.encode(new Circle(2)))).isEqualTo(new Circle(2));
    }

    @Test
    void encode_equalMapsAndRecords_giveEqualText() {
        Codec<Map<String, Integer>> codec = Json.of(new TypeReference<Map<String, Integer>>() {});
        Map<String, Integer> one = new LinkedHashMap<>();
        Map<String, Integer> other = new HashMap<>(1000);
        for (int i = 0; i < 100; i++) {
            one.put("k" + i, i);
            other.put("k" + (99 - i), 99 - i);
        }

        assertThat(codec.encode(other)).isEqualTo(codec.encode(one));
        assertThat(Json.of(Plain.class).encode(new Plain())).isEqualTo(stored("{\"ant\":2,\"zebra\":1}"));
        assertThat(codec.isDeterministic()).isTrue();
    }

    @Test
    void isDeterministic_ownMapper_dependsOnItsOrder() {
        JsonMapper plain = new JsonMapper();
        JsonMapper sorting = JsonMapper.builder()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();

        assertThat(Json.of(Job.class, plain).isDeterministic()).isFalse();
        assertThat(Json.of(Job.class, sorting).isDeterministic()).isTrue();
        assertThat(Json.of(new TypeReference<List<Job>>() {}, sorting).isDeterministic())
                .isTrue();
    }

    @Test
    void of_mapperConfiguredLater_doesNotNotice() {
        ObjectMapper mapper = new ObjectMapper();
        Codec<Plain> codec = Json.of(Plain.class, mapper);

        mapper.configure(SerializationFeature.INDENT_OUTPUT, true);

        assertThat(((Scalar.Text) codec.encode(new Plain()).scalar()).value()).doesNotContain("\n");
    }

    @Test
    void of_mapperThatCannotBeCopied_isRefused() {
        ObjectMapper mapper = new ObjectMapper() {
            private static final long serialVersionUID = 1L;
        };

        assertThatThrownBy(() -> Json.of(Job.class, mapper)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void json_untypedValue_readsIntegersAsLong() {
        assertThat(Json.of(Object.class).decode(stored("[1,1.5,18446744073709551616,\"x\",true]")))
                .isEqualTo(List.of(1L, 1.5, BigInteger.TWO.pow(64), "x", true));
        assertThat(Json.of(JsonNode.class).decode(stored("null"))).isEqualTo(NullNode.getInstance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "{\"name\":7}",
                "{\"name\":true}",
                "{\"size\":\"7\"}",
                "{\"size\":7.5}",
                "{\"size\":null}",
                "{\"size\":18446744073709551616}",
                "{\"state\":0}",
                "{\"state\":\"LOST\"}",
                "{\"unknown\":0}",
                "{} {}",
                "{\"name\":\"a\"",
                "{'name':1}"
            })
    void decode_anythingElse_isRefusedByName(String json) {
        assertThatThrownBy(() -> JOBS.decode(stored(json)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("json(" + Job.class.getName() + ")");
    }

    @Test
    void decode_failure_saysWhere() {
        assertThatThrownBy(() -> JOBS.decode(stored("{\"steps\":{\"a\":[1,true]}}")))
                .hasMessageContaining("Job[\"steps\"]")
                .hasMessageNotContainingAny("REDACTED");
        assertThatThrownBy(() -> JOBS.decode(stored("{\"name\":nul}")))
                .hasMessageContaining("column")
                .hasMessageNotContainingAny("REDACTED");
    }

    @Test
    void decode_anotherEncoding_isRefused() {
        assertThatThrownBy(() -> JOBS.decode(Encoded.natively(Scalar.of("{}"))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("reads encoding 17 (JSON) as Text, but found encoding 1 (native) as Text");
    }

    @Test
    void encode_whatJacksonCannot_isRefused() {
        assertThatThrownBy(() -> Json.of(Instant.class).encode(Instant.EPOCH))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("json(java.time.Instant)");
        assertThatThrownBy(() -> Json.of(Object.class).encode(new Object())).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> Json.of(String.class).encode("\ud800"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("U+D800");
    }

    @Test
    void decode_deepNesting_isRefused() {
        for (int depth : new int[] {1001, 1_000_000}) {
            String json = "[".repeat(depth) + "]".repeat(depth);
            assertThatThrownBy(() -> Json.of(Object.class).decode(stored(json)))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void json_longTextsAndNumbers_comeBack() {
        Codec<Object> codec = Json.of(Object.class);
        List<Object> values = List.of("x".repeat(21_000_000), BigInteger.TEN.pow(100_000));

        assertThat(codec.decode(codec.encode(values))).isEqualTo(values);
        BigDecimal decimal = new BigDecimal(BigInteger.TEN.pow(2000).add(BigInteger.ONE), 1000);
        assertThat(Json.of(BigDecimal.class).decode(Json.of(BigDecimal.class).encode(decimal)))
                .isEqualTo(decimal);
    }

    @Test
    void compressed_json_comesBackSmaller() {
        Codec<List<String>> codec =
                Json.of(new TypeReference<List<String>>() {}).compressed();
        List<String> words = List.copyOf(Collections.nCopies(1000, "word"));

        Encoded encoded = codec.encode(words);

        assertThat(encoded.encoding()).isEqualTo(Encoding.COMPRESSED);
        assertThat(Resources.bytes(encoded)).hasSizeLessThan(100);
        assertThat(codec.decode(encoded)).isEqualTo(words);
    }

    @Test
    void serialised_readsAndWritesAsBefore() {
        Codec<Map<String, Plain>> used =
                Json.of(new TypeReference<Map<String, Plain>>() {}).compressed();
        assertThat(used.decode(used.encode(Map.of("a", new Plain())))).hasSize(1);

        Codec<Map<String, Plain>> codec = Serialised.copy(used);

        assertThat(codec.decode(codec.encode(Map.of("k".repeat(60_000), new Plain()))))
                .hasSize(1);
        assertThat(codec.name()).startsWith("compressed(json(java.util.Map<");
    }
}
