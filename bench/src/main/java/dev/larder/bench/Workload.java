package dev.larder.bench;

import java.util.concurrent.ThreadLocalRandom;

/** What is stored and asked for: {@value #KEYS} keys with values of {@value #VALUE_BYTES} bytes. */
final class Workload {

    static final int KEYS = 10_000;
    static final int VALUE_BYTES = 100;

    private static final String[] PRESENT = keys("key:");
    private static final String[] ABSENT = keys("absent:");

    private Workload() {}

    private static String[] keys(String prefix) {
        String[] keys = new String[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = prefix + i;
        }
        return keys;
    }

    static String[] presentKeys() {
        return PRESENT.clone();
    }

    static String present() {
        return PRESENT[ThreadLocalRandom.current().nextInt(KEYS)];
    }

    static String absent() {
        return ABSENT[ThreadLocalRandom.current().nextInt(KEYS)];
    }

    static byte[] value() {
        return new byte[VALUE_BYTES];
    }
}
