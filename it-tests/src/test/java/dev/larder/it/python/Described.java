package dev.larder.it.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.codec.pickle.ByteArray;
import dev.larder.codec.pickle.FrozenSet;
import dev.larder.codec.pickle.None;
import dev.larder.codec.pickle.Tuple;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values as a manifest describes them; of long ones it has the length and a digest, or the first part. */
final class Described {

    private Described() {}

    /** Whether a class is among the parts, which is no data. */
    static boolean hasClass(JsonNode described) {
        return described.findValuesAsText("t").contains("class");
    }

    static void assertMeans(JsonNode described, Object value) throws Exception {
        String text = described.path("v").asText();
        switch (described.get("t").textValue()) {
            case "none" -> assertThat(value).isIn(null, None.NONE);
            case "bool" -> assertThat(value).isEqualTo(described.get("v").booleanValue());
            case "int" -> assertThat(value).isEqualTo(Long.valueOf(text));
            case "bigint" -> assertThat(value).isEqualTo(new BigInteger(text));
            case "float" ->
                assertThat(value)
                        .isEqualTo(Double.longBitsToDouble(
                                Long.parseUnsignedLong(described.get("bits").textValue(), 16)));
            case "str" -> assertText(described, (String) value);
            case "bytes" -> assertBytes(described, (byte[]) value);
            case "bytearray" -> assertBytes(described, ((ByteArray) value).bytes());
            case "tuple" -> assertParts(described, ((Tuple) value).items());
            case "list" -> assertParts(described, (List<?>) value);
            case "set" -> assertParts(described, List.copyOf((Set<?>) value));
            case "frozenset" -> assertParts(described, List.copyOf((FrozenSet) value));
            case "dict" -> assertPairs(described, (Map<?, ?>) value);
            default -> throw new AssertionError(described);
        }
    }

    private static void assertText(JsonNode described, String text) throws Exception {
        if (described.has("sha256")) {
            assertThat(text.codePointCount(0, text.length()))
                    .isEqualTo(described.get("chars").intValue());
            assertThat(sha256(text.getBytes(UTF_8)))
                    .isEqualTo(described.get("sha256").textValue());
        } else {
            assertThat(text).isEqualTo(described.get("v").textValue());
        }
    }

    private static void assertBytes(JsonNode described, byte[] bytes) throws Exception {
        if (described.has("sha256")) {
            assertThat(bytes).hasSize(described.get("len").intValue());
            assertThat(sha256(bytes)).isEqualTo(described.get("sha256").textValue());
        } else {
            assertThat(bytes)
                    .isEqualTo(HexFormat.of().parseHex(described.get("hex").textValue()));
        }
    }

    private static void assertParts(JsonNode described, List<?> parts) throws Exception {
        if (described.has("len")) {
            assertThat(parts).hasSize(described.get("len").intValue());
            assertMeans(described.get("first"), parts.get(0));
            return;
        }
        assertThat(parts).hasSameSizeAs(described.get("items"));
        for (int i = 0; i < parts.size(); i++) {
            assertMeans(described.get("items").get(i), parts.get(i));
        }
    }

    private static void assertPairs(JsonNode described, Map<?, ?> map) throws Exception {
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        if (described.has("len")) {
            assertThat(map).hasSize(described.get("len").intValue());
            assertPair(described.get("first"), entries.next());
            return;
        }
        assertThat(map).hasSameSizeAs(described.get("pairs"));
        for (JsonNode pair : described.get("pairs")) {
            assertPair(pair, entries.next());
        }
    }

    private static void assertPair(JsonNode described, Map.Entry<?, ?> entry) throws Exception {
        assertMeans(described.get(0), entry.getKey());
        assertMeans(described.get(1), entry.getValue());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
