package dev.larder.internal.pickle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HexFormat;

/** Values as recorded test data spells them: an object with the type as {@code t} and the value beside it. */
public final class PythonValues {

    private PythonValues() {}

    /** What was recorded about the keys of a Python store. */
    public static JsonNode recordedKeys() {
        try (InputStream json = PythonValues.class.getResourceAsStream("/fixtures/shards.json")) {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that is meant. */
    public static Object fromJson(JsonNode node) {
        return switch (node.get("t").textValue()) {
            case "none" -> null;
            case "bool" -> node.get("v").booleanValue();
            case "int" -> Long.valueOf(node.get("v").textValue());
            case "bigint" -> new BigInteger(node.get("v").textValue());
            case "float" ->
                Double.longBitsToDouble(Long.parseUnsignedLong(node.get("bits").textValue(), 16));
            case "str" -> node.get("v").textValue();
            case "bytes" -> HexFormat.of().parseHex(node.get("hex").textValue());
            case "tuple" ->
                Tuple.copyOf(node.get("items")
                        .valueStream()
                        .map(PythonValues::fromJson)
                        .toList());
            default -> throw new AssertionError(node);
        };
    }

    /** How a value is spelt. */
    public static ObjectNode toJson(Object value) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (value == null) {
            return node.put("t", "none");
        }
        if (value instanceof Boolean bool) {
            return node.put("t", "bool").put("v", bool);
        }
        if (value instanceof Double number) {
            return node.put("t", "float").put("bits", "%016x".formatted(Double.doubleToLongBits(number)));
        }
        if (value instanceof String text) {
            return node.put("t", "str").put("v", text);
        }
        if (value instanceof byte[] bytes) {
            return node.put("t", "bytes").put("hex", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof Tuple tuple) {
            ArrayNode items = node.put("t", "tuple").putArray("items");
            tuple.items().forEach(item -> items.add(toJson(item)));
            return node;
        }
        return node.put("t", "int").put("v", value.toString());
    }
}
