package dev.larder.codec.pickle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Values as recorded test data and the Python of the tests spell them: an object with Python's type as {@code t}. Equal
 * JSON is equal values of equal types.
 */
final class DataJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DataJson() {}

    /** The value that is meant. */
    static Object fromJson(JsonNode node) {
        return switch (node.get("t").textValue()) {
            case "none" -> null;
            case "bool" -> node.get("v").booleanValue();
            case "int" -> Long.valueOf(node.get("v").textValue());
            case "bigint" -> new BigInteger(node.get("v").textValue());
            case "float" ->
                Double.longBitsToDouble(Long.parseUnsignedLong(node.get("bits").textValue(), 16));
            case "str" -> node.get("v").textValue();
            case "bytes" -> HexFormat.of().parseHex(node.get("hex").textValue());
            case "bytearray" ->
                new ByteArray(HexFormat.of().parseHex(node.get("hex").textValue()));
            case "tuple" -> Tuple.copyOf(items(node));
            case "list" -> items(node);
            case "set" -> new LinkedHashSet<>(items(node));
            case "frozenset" -> FrozenSet.copyOf(items(node));
            case "dict" -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                node.get("pairs").forEach(pair -> map.put(fromJson(pair.get(0)), fromJson(pair.get(1))));
                yield map;
            }
            default -> throw new AssertionError(node);
        };
    }

    private static List<Object> items(JsonNode node) {
        List<Object> items = new ArrayList<>();
        node.get("items").forEach(item -> items.add(fromJson(item)));
        return items;
    }

    /** How a value is spelt; sets in an order of their own. */
    static ObjectNode toJson(Object value) {
        ObjectNode node = JSON.objectNode();
        if (value == null) {
            return node.put("t", "none");
        }
        if (value instanceof Boolean bool) {
            return node.put("t", "bool").put("v", bool);
        }
        if (value instanceof Double number) {
            return node.put("t", "float").put("bits", "%016x".formatted(Double.doubleToLongBits(number)));
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return node.put("t", "int").put("v", value.toString());
        }
        if (value instanceof String text) {
            return node.put("t", "str").put("v", text);
        }
        if (value instanceof byte[] bytes) {
            return node.put("t", "bytes").put("hex", HexFormat.of().formatHex(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return toJson(bytes);
        }
        if (value instanceof ByteArray array) {
            return node.put("t", "bytearray").put("hex", HexFormat.of().formatHex(array.bytes()));
        }
        if (value instanceof Tuple tuple) {
            return withItems(
                    node.put("t", "tuple"),
                    tuple.items().stream().map(DataJson::toJson).toList());
        }
        if (value instanceof List<?> list) {
            return withItems(
                    node.put("t", "list"), list.stream().map(DataJson::toJson).toList());
        }
        if (value instanceof Set<?> set) {
            return withItems(
                    node.put("t", set instanceof FrozenSet ? "frozenset" : "set"),
                    set.stream()
                            .map(DataJson::toJson)
                            .sorted(Comparator.comparing(JsonNode::toString))
                            .toList());
        }
        if (value instanceof Map<?, ?> map) {
            ArrayNode pairs = node.put("t", "dict").putArray("pairs");
            map.forEach((key, item) -> pairs.addArray().add(toJson(key)).add(toJson(item)));
            return node;
        }
        return simple(node, value);
    }

    private static ObjectNode withItems(ObjectNode node, List<ObjectNode> items) {
        node.putArray("items").addAll(items);
        return node;
    }

    private static ObjectNode simple(ObjectNode node, Object value) {
        if (value instanceof LocalDate date) {
            return put(date, node.put("t", "date"));
        }
        if (value instanceof LocalTime time) {
            return put(time, null, node.put("t", "time"));
        }
        if (value instanceof OffsetTime time) {
            return put(time.toLocalTime(), time.getOffset(), node.put("t", "time"));
        }
        if (value instanceof LocalDateTime time) {
            return put(time.toLocalTime(), null, put(time.toLocalDate(), node.put("t", "datetime")));
        }
        if (value instanceof OffsetDateTime time) {
            return put(time.toLocalTime(), time.getOffset(), put(time.toLocalDate(), node.put("t", "datetime")));
        }
        if (value instanceof Duration duration) {
            return node.put("t", "timedelta")
                    .put("seconds", duration.getSeconds())
                    .put("micros", duration.getNano() / 1_000);
        }
        if (value instanceof ZoneOffset offset) {
            return node.put("t", "timezone").put("offset", offset.getTotalSeconds());
        }
        if (value instanceof BigDecimal number) {
            return node.put("t", "decimal").put("v", number.toString());
        }
        if (value instanceof UUID uuid) {
            return node.put("t", "uuid").put("v", uuid.toString());
        }
        throw new AssertionError(value.getClass());
    }

    private static ObjectNode put(LocalDate date, ObjectNode node) {
        return node.put("year", date.getYear())
                .put("month", date.getMonthValue())
                .put("day", date.getDayOfMonth());
    }

    private static ObjectNode put(LocalTime time, ZoneOffset offset, ObjectNode node) {
        node.put("hour", time.getHour())
                .put("minute", time.getMinute())
                .put("second", time.getSecond())
                .put("micro", time.getNano() / 1_000);
        return offset == null ? node.putNull("offset") : node.put("offset", offset.getTotalSeconds());
    }
}
