package dev.larder.internal.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickleTest {

    static List<JsonNode> recordedByProtocol() {
        return PythonValues.recordedKeys().get("pickled_keys").valueStream().toList();
    }

    /** The keys of a store that are pickles; a frozenset is no plain data. */
    static List<JsonNode> recordedInStore() {
        return PythonValues.recordedKeys()
                .get("keys")
                .valueStream()
                .filter(key -> key.get("raw").intValue() == 0)
                .filter(key -> !key.get("key").get("t").textValue().equals("frozenset"))
                .toList();
    }

    @Test
    void recordings_areThere() {
        assertThat(recordedByProtocol()).hasSize(66);
        assertThat(recordedInStore()).hasSize(56);
    }

    @ParameterizedTest
    @MethodSource("recordedByProtocol")
    void key_recordedOfEachProtocol_isReadAndFromProtocol2OnWritten(JsonNode recorded) {
        Object value = PythonValues.fromJson(recorded.get("key"));
        int protocol = recorded.get("protocol").intValue();
        byte[] pickle = hex(recorded.get("stored_hex").textValue());

        if (protocol < Pickle.MIN_PROTOCOL) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pickle.key(value, protocol))
                    .withMessageContaining("protocol 2 to 5, not in " + protocol);
        } else {
            assertThat(Pickle.key(value, protocol)).isEqualTo(pickle);
            assertThat(Pickle.sharedKey(value, protocol)).isEqualTo(pickle);
        }
        assertThat(Pickle.read(pickle)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("recordedInStore")
    void key_recordedInStore_isPythonsBothWays(JsonNode recorded) {
        Object value = PythonValues.fromJson(recorded.get("key"));
        byte[] pickle = hex(recorded.get("stored_hex").textValue());

        assertThat(Pickle.key(value, 5)).isEqualTo(pickle);
        assertThat(Pickle.read(pickle)).isEqualTo(value);
    }

    @Test
    void key_equalParts_isWrittenBothWaysOfPython() {
        JsonNode cases = PythonValues.recordedKeys().get("identity_cases");
        Tuple twice = Tuple.of("sharedtext", "sharedtext");

        assertThat(cases).hasSize(2);
        assertThat(Pickle.sharedKey(twice, 5))
                .isEqualTo(hex(cases.get(0).get("stored_hex").textValue()));
        assertThat(Pickle.key(twice, 5))
                .isEqualTo(hex(cases.get(1).get("stored_hex").textValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4b00",
        "255, 4bff",
        "256, 4d0001",
        "65535, 4dffff",
        "65536, 4a00000100",
        "2147483647, 4affffff7f",
        "2147483648, 8a050000008000",
        "-1, 4affffffff",
        "-2147483648, 4a00000080",
        "-2147483649, 8a05ffffff7fff",
        "9223372036854775807, 8a08ffffffffffffff7f",
        "-9223372036854775808, 8a080000000000000080",
        "9223372036854775808, 8a09000000000000008000",
        "-9223372036854775809, 8a09ffffffffffffff7fff",
    })
    void key_integerAtALimit_hasTheShortestForm(BigInteger number, String hex) {
        byte[] pickle = hex("8002" + hex + "2e");

        assertThat(Pickle.key(number, 2)).isEqualTo(pickle);
        boolean fits = number.bitLength() < Long.SIZE;
        assertThat(Pickle.read(pickle)).isEqualTo(fits ? (Object) number.longValue() : number);
        if (fits) {
            assertThat(Pickle.key(number.longValue(), 2)).isEqualTo(pickle);
        }
    }

    @Test
    void key_hugeInteger_hasItsLengthInFourBytes() {
        BigInteger number = BigInteger.ONE.shiftLeft(8 * 255);
        byte[] pickle = Pickle.key(number, 2);

        assertThat(pickle).startsWith(hex("80028b00010000")).hasSize(2 + 5 + 256 + 1);
        assertThat(Pickle.read(pickle)).isEqualTo(number);
        assertThat(Pickle.key(number.shiftRight(1).subtract(BigInteger.ONE), 2)).startsWith(hex("80028aff"));
    }

    @Test
    void key_otherClass_isRefused() {
        for (Object value : List.of(1, 1.0f, 'a', List.of(), Tuple.of("a", 1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pickle.key(value, 5))
                    .withMessageContaining("cannot be pickled");
        }
    }

    @Test
    void key_unpairedSurrogate_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pickle.key(Tuple.of("\ud800"), 5))
                .withMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 6})
    void key_otherProtocol_isRefused(int protocol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pickle.key(null, protocol))
                .withMessageContaining("not in " + protocol);
        assertThatIllegalArgumentException().isThrownBy(() -> Pickle.sharedKey(null, protocol));
        assertThatIllegalArgumentException().isThrownBy(() -> Pickle.value(null, protocol));
    }

    @Property(tries = 500)
    void read_whatWasWritten_givesItBack(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int protocol) {
        Object value = SomeValues.value(new Random(seed), 6);

        assertThat(Pickle.read(Pickle.key(value, protocol))).isEqualTo(value);
        assertThat(Pickle.read(Pickle.sharedKey(value, protocol))).isEqualTo(value);
        assertThat(Pickle.read(Pickle.value(value, protocol))).isEqualTo(value);
    }

    static final List<Object> RECIPE_VALUES = List.of(Tuple.of(2.5, 7L), Tuple.of("123-456", 2L), Tuple.of());

    @ParameterizedTest
    @FieldSource("RECIPE_VALUES")
    void value_ofARecipe_readsBack(Object value) {
        Encoded encoded = Pickle.value(value, 5);

        assertThat(encoded.encoding()).isEqualTo(Encoding.PICKLE);
        assertThat(Pickle.read(encoded)).isEqualTo(value);
    }

    @Test
    void value_none_isAsPythonStoresIt() {
        assertThat(Pickle.value(null, 5)).isEqualTo(new Encoded(Scalar.of(hex("80054e2e")), Encoding.PICKLE));
        assertThat(Pickle.read(Pickle.value(null, 5))).isNull();
    }

    @Test
    void read_valueThatIsNoPickle_isRefusedByItsNumber() {
        for (Encoded value : List.of(
                Encoded.natively(Scalar.of(hex("80054e2e"))), new Encoded(Scalar.of("text"), Encoding.PICKLE))) {
            assertThatThrownBy(() -> Pickle.read(value))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("not a Python pickle")
                    .hasMessageContaining("number " + value.encoding());
        }
    }

    @Test
    void read_valueOfOtherData_isRefusedByItsOpcode() {
        Encoded list = new Encoded(Scalar.of(hex("80055d2e")), Encoding.PICKLE);

        assertThatThrownBy(() -> Pickle.read(list))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("opcode EMPTY_LIST at offset 2")
                .hasCauseInstanceOf(UnreadablePickleException.class);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
