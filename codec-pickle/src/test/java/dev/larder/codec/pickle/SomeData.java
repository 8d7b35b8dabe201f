package dev.larder.codec.pickle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Data of all kinds that pickles can hold; parts often come again. */
final class SomeData {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "é",
            "ā",
            "\0",
            "text",
            "ünï",
            "😀",
            "builtins",
            "datetime",
            "int",
            "uuid",
            "latin1",
            "x".repeat(255),
            "x".repeat(256),
            "y".repeat(70_000));

    private static final double[] FLOATS = {
        0.0, -0.0, 1.0, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300
    };

    private static final ZoneOffset[] OFFSETS = {
        ZoneOffset.UTC,
        ZoneOffset.ofHours(2),
        ZoneOffset.ofHoursMinutes(-3, -30),
        ZoneOffset.ofTotalSeconds(17),
        ZoneOffset.MAX,
        ZoneOffset.MIN
    };

    private final Random random;

    /** Python orders the items of sets as it likes, so that only one makes the same bytes. */
    private final int maxSetSize;

    private SomeData(Random random, int maxSetSize) {
        this.random = random;
        this.maxSetSize = maxSetSize;
    }

    /** Data with no more than {@code depth} levels. */
    static Object value(Random random, int depth) {
        return new SomeData(random, 6).value(depth);
    }

    /** Data whose bytes are always the same in Python. */
    static Object key(Random random, int depth) {
        return new SomeData(random, 1).value(depth);
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 18 : 12)) {
            case 11 -> new ByteArray(bytes());
            case 12, 13 -> Tuple.copyOf(items(depth - 1, () -> value(depth - 1), 5));
            case 14 -> items(depth - 1, () -> value(depth - 1), 5);
            case 15 -> map(depth - 1);
            case 16 -> new LinkedHashSet<>(distinct(depth - 1));
            case 17 -> FrozenSet.copyOf(distinct(depth - 1));
            default -> scalar();
        };
    }

    private Object hashable(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 12)) {
            case 12 -> Tuple.copyOf(items(depth - 1, () -> hashable(depth - 1), 3));
            case 13 -> FrozenSet.copyOf(distinct(depth - 1));
            default -> scalar();
        };
    }

    private Object scalar() {
        return switch (random.nextInt(12)) {
            case 0 -> random.nextInt(3) == 0 ? null : random.nextBoolean();
            case 1 -> (long) random.nextInt(4);
            case 2 -> integer();
            case 3 -> (Object) FLOATS[random.nextInt(FLOATS.length)];
            case 4 -> bytes();
            case 5 -> decimal();
            case 6 -> new UUID(random.nextLong(), random.nextLong());
            case 7 -> date();
            case 8 -> random.nextBoolean() ? time() : time().atOffset(offset());
            case 9 -> random.nextBoolean() ? dateTime() : dateTime().atOffset(offset());
            case 10 ->
                random.nextInt(4) == 0
                        ? offset()
                        : Duration.ofSeconds(random.nextInt(), random.nextInt(1_000_000) * 1_000L);
            // the longest is rare
            default -> TEXTS.get(random.nextInt(random.nextInt(50) == 0 ? TEXTS.size() : TEXTS.size() - 1));
        };
    }

    private List<Object> items(int depth, Supplier<Object> maker, int most) {
        List<Object> items = new ArrayList<>();
        int length = random.nextInt(depth < 2 && random.nextInt(300) == 0 ? 2_500 : most);
        for (int i = 0; i < length; i++) {
            items.add(i > 0 && random.nextInt(4) == 0 ? items.get(random.nextInt(i)) : maker.get());
        }
        return items;
    }

    /** What can be in one set, in Python too. */
    private List<Object> distinct(int depth) {
        return List.copyOf(keys(random.nextInt(maxSetSize + 1), depth).values());
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new LinkedHashMap<>();
        keys(random.nextInt(5), depth).values().forEach(key -> map.put(key, value(depth)));
        return map;
    }

    /** Keys by their JSON; booleans, floats and decimals could be equal to integers in Python. */
    private Map<String, Object> keys(int count, int depth) {
        Map<String, Object> keys = new HashMap<>();
        while (keys.size() < count) {
            Object key = hashable(depth);
            if (key != null && !(key instanceof Boolean) && !(key instanceof Double) && !(key instanceof BigDecimal)) {
                keys.put(DataJson.toJson(key).toString(), key);
                try {
                    PythonKeys.require(keys.values());
                } catch (IllegalArgumentException equalInPython) {
                    keys.remove(DataJson.toJson(key).toString());
                }
            }
        }
        return keys;
    }

    private Object integer() {
        BigInteger number = new BigInteger(random.nextInt(random.nextInt(20) == 0 ? 3_000 : 80), random);
        number = random.nextBoolean() ? number : number.negate();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 250 + random.nextInt(10) : random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 'a' : 0xe9);
        }
        return bytes;
    }

    private BigDecimal decimal() {
        return random.nextInt(3) == 0
                ? BigDecimal.valueOf(random.nextInt(10))
                : new BigDecimal(new BigInteger(random.nextInt(90), random), random.nextInt(60) - 30);
    }

    private LocalDate date() {
        return LocalDate.of(1 + random.nextInt(9999), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private LocalTime time() {
        return LocalTime.of(
                random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1_000_000) * 1_000);
    }

    private LocalDateTime dateTime() {
        return date().atTime(time());
    }

    private ZoneOffset offset() {
        return OFFSETS[random.nextInt(OFFSETS.length)];
    }
}
