package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as Python stores were found to hold them, byte for byte. */
final class RecordedKeysTest {

    private static final int FIRST_WRITTEN_PROTOCOL = 2;

    private static JsonNode recorded(String what) {
        try (InputStream json = RecordedKeysTest.class.getResourceAsStream("/fixtures/shards.json")) {
            return new ObjectMapper().readTree(json).get(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> keys() {
        return recorded("keys").valueStream().toList();
    }

    static List<JsonNode> pickledKeys() {
        return recorded("pickled_keys").valueStream().toList();
    }

    @Test
    void recordings_areThere() {
        assertThat(keys()).hasSize(300);
        assertThat(pickledKeys()).hasSize(66);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_ofAStore_isPythonsBothWays(JsonNode recorded) {
        Codec<Object> codec = Pickles.data().keys();
        Object key = key(recorded.get("key"));
        if (key.equals(Double.NaN)) {
            return; // no store finds it again
        }
        Encoded encoded = codec.encode(key);

        if (recorded.get("raw").intValue() == 1) {
            assertThat(encoded.encoding()).isEqualTo(Encoding.NATIVE);
        } else {
            assertThat(encoded).isEqualTo(pickled(recorded));
        }
        assertThat(codec.decode(encoded)).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("pickledKeys")
    void key_ofEachProtocol_isReadAndFromProtocol2OnWritten(JsonNode recorded) {
        long protocol = recorded.get("protocol").longValue();
        Codec<Object> codec = Pickles.data().keys().in(Settings.defaults().with(Setting.PICKLE_PROTOCOL, protocol));
        Object key = key(recorded.get("key"));

        assertThat(codec.decode(pickled(recorded))).isEqualTo(key);
        if (protocol >= FIRST_WRITTEN_PROTOCOL) {
            assertThat(codec.encode(key)).isEqualTo(pickled(recorded));
        } else {
            assertThatThrownBy(() -> codec.encode(key))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("protocol 2 to 5, not in " + protocol);
        }
    }

    @Test
    void key_equalParts_hasTheFormsOfOneObjectAndOfTwo() {
        Tuple key = Tuple.of("sharedtext", "sharedtext");
        JsonNode cases = recorded("identity_cases");

        assertThat(cases).hasSize(2);
        assertThat(Pickles.data().keys().otherForm(key)).isEqualTo(pickled(cases.get(0)));
        assertThat(Pickles.data().keys().encode(key)).isEqualTo(pickled(cases.get(1)));
    }

    /** None is a constant where it is a whole key. */
    private static Object key(JsonNode node) {
        if (node.has("repeat")) {
            JsonNode repeated = node.get("repeat");
            int times = node.get("times").intValue();
            return node.get("t").textValue().equals("str")
                    ? repeated.get("v").textValue().repeat(times)
                    : HexFormat.of().parseHex(repeated.get("hex").textValue().repeat(times));
        }
        Object key = DataJson.fromJson(node);
        return key == null ? None.NONE : key;
    }

    private static Encoded pickled(JsonNode recorded) {
        byte[] pickle = HexFormat.of().parseHex(recorded.get("stored_hex").textValue());
        return new Encoded(Scalar.of(pickle), Encoding.PICKLE);
    }
}
