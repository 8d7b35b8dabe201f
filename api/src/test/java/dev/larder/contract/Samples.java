package dev.larder.contract;

import dev.larder.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys and values at the edges of what the native types hold. */
final class Samples {

    /** Longer than what stores keep in the row by default. */
    static final int LARGE = 40_000;

    private Samples() {}

    /** Bytes that no two lengths and no two seeds share, and that repeat with no short period. */
    static byte[] noise(int length, int seed) {
        byte[] noise = new byte[length];
        int state = seed * 0x9E3779B1 + length;
        for (int i = 0; i < length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            noise[i] = (byte) (state >>> 24);
        }
        return noise;
    }

    /** Whether these are the {@link #noise} of their length and this seed. */
    static boolean isNoise(byte[] bytes, int seed) {
        return Arrays.equals(bytes, noise(bytes.length, seed));
    }

    /** Bytes that a store with value files keeps in one. */
    static byte[] large(int seed) {
        return noise(LARGE, seed);
    }

    /** A text that a store with value files keeps in one, with line ends and characters of one to four bytes. */
    static String largeText() {
        return "a\r\n\u00e9\r\u20ac\n\ud83d\ude00\0".repeat(LARGE / 9 + 1);
    }

    /** Numbers of which no two are equal, in ascending order. */
    static List<Object> numbers() {
        return List.of(
                Double.NEGATIVE_INFINITY,
                -Double.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1,
                -1e10,
                -1L,
                -Double.MIN_VALUE,
                0L,
                Double.MIN_VALUE,
                0.1,
                1L,
                1.5,
                (long) Integer.MAX_VALUE,
                Integer.MAX_VALUE + 1L,
                1L << 53,
                (1L << 53) + 1,
                0x1p53 + 2,
                Long.MAX_VALUE,
                0x1p63,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY);
    }

    /** Texts in ascending order by code point, which is not that of {@link String#compareTo} at the end. */
    static List<Object> texts() {
        return List.of(
                "",
                "\0",
                " ",
                "%",
                "'; --",
                "1",
                "1.0",
                "A",
                "_",
                "a",
                "a\0",
                "a\0b",
                "a ",
                "ab",
                "e\u0301",
                "z",
                "\u00e9",
                "\u0416",
                "\ue000",
                "\uffff",
                "\ud83d\ude00",
                "\udbff\udfff");
    }

    /** Byte strings in ascending order, compared without sign. */
    static List<Object> byteStrings() {
        return List.of(
                new byte[] {},
                new byte[] {0},
                new byte[] {0, 0},
                new byte[] {1},
                new byte[] {'1'},
                new byte[] {'a'},
                new byte[] {'a', 'b'},
                new byte[] {127},
                new byte[] {-128},
                new byte[] {-1});
    }

    /** All of the above, in the order of keys: numbers, texts, byte strings. */
    static List<Object> natives() {
        List<Object> natives = new ArrayList<>(numbers());
        natives.addAll(texts());
        natives.addAll(byteStrings());
        return natives;
    }

    /** Keys or values in a form that has a meaningful equality and can be read in messages. */
    static List<Object> comparable(List<?> values) {
        return values.stream().map(Samples::comparable).toList();
    }

    /** An entry with key, value and tag in such a form. */
    static Entry<Object, Object> comparable(Entry<?, ?> entry) {
        return new Entry<>(
                comparable(entry.key()),
                comparable(entry.value()),
                entry.expiry(),
                entry.tag() == null ? null : comparable(entry.tag()),
                entry.size(),
                entry.storeTime(),
                entry.accessTime(),
                entry.accessCount());
    }

    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length <= 16
                    ? Arrays.toString(bytes)
                    : bytes.length + " bytes with hash " + Arrays.hashCode(bytes);
        }
        return value;
    }
}
