package dev.larder.storage.jooq;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Texts that nobody can guess: 32 hexadecimal digits. */
public final class RandomHex {

    public static final int LENGTH = 32;

    /** Made on first use: starting the random generator takes longer than opening a store. */
    private static final class Random {
        static final SecureRandom SOURCE = new SecureRandom();
    }

    private RandomHex() {}

    public static String next() {
        byte[] bytes = new byte[LENGTH / 2];
        Random.SOURCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether there are only such digits between two indexes. */
    public static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean isHexDigit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!isHexDigit) {
                return false;
            }
        }
        return true;
    }
}
