package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as Python's {@code JSONDisk} stores them, byte for byte. */
final class DiskCacheVectorsTest {

    record Vector(int level, String json, String hex) {}

    static List<Vector> vectors() {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode vector : Resources.json("/fixtures/shards.json").get("json_keys")) {
            vectors.add(new Vector(
                    vector.get("level").intValue(),
                    vector.get("json").textValue(),
                    vector.get("stored_hex").textValue()));
        }
        return vectors;
    }

    @Test
    void vectors_areThere() {
        assertThat(vectors()).hasSize(40);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encode_recordedKey_givesTheStoredBytes(Vector vector) throws Exception {
        JsonNode key = Mappers.python().readTree(vector.json());
        Codec<JsonNode> codec = Json.diskCache(JsonNode.class, vector.level());

        Encoded encoded = codec.encode(key);

        byte[] text = new Zlib(vector.level()).decompress(Resources.bytes(encoded));
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo(vector.json());
        assertThat(HexFormat.of().formatHex(Resources.bytes(encoded))).isEqualTo(vector.hex());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decode_storedBytes_giveTheKey(Vector vector) throws Exception {
        Encoded stored = Encoded.natively(Scalar.of(HexFormat.of().parseHex(vector.hex())));

        assertThat(Json.diskCache(JsonNode.class, vector.level()).decode(stored))
                .isEqualTo(Mappers.python().readTree(vector.json()));
    }
}
