package dev.larder.internal.pickle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values of all kinds that pickles of plain data can hold; parts often come again. */
public final class SomeValues {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "b",
            "\0",
            "é",
            "ā",
            "text",
            "builtins",
            "int",
            "latin1",
            "ünï",
            "😀",
            "x".repeat(255),
            "x".repeat(256),
            "é".repeat(128),
            "😀".repeat(63),
            "y".repeat(70_000));

    private static final double[] FLOATS = {
        0.0, -0.0, 1.0, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
    };

    private SomeValues() {}

    /** One value, a tuple with at most {@code depth} levels. */
    public static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> random.nextInt(3) == 0 ? null : random.nextBoolean();
            case 1 -> (long) random.nextInt(4);
            case 2 -> integer(random);
            case 3 -> (Object) FLOATS[random.nextInt(FLOATS.length)];
            case 4 -> bytes(random);
            // the longest is rare
            case 5 -> TEXTS.get(random.nextInt(random.nextInt(50) == 0 ? TEXTS.size() : TEXTS.size() - 1));
            default -> tuple(random, depth - 1);
        };
    }

    private static Object integer(Random random) {
        BigInteger number = new BigInteger(random.nextInt(random.nextInt(20) == 0 ? 3_000 : 80), random);
        number = random.nextBoolean() ? number : number.negate();
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 250 + random.nextInt(10) : random.nextInt(3)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 'a' : 0xe9);
        }
        return bytes;
    }

    private static Tuple tuple(Random random, int depth) {
        List<Object> items = new ArrayList<>();
        int length = random.nextInt(random.nextInt(8) == 0 ? 20 : 5);
        for (int i = 0; i < length; i++) {
            items.add(i > 0 && random.nextInt(4) == 0 ? items.get(random.nextInt(i)) : value(random, depth));
        }
        return Tuple.copyOf(items);
    }
}
