package dev.larder.internal.pickle;

import java.math.BigInteger;

/** Integers of any size in two's complement, the least significant byte first. */
final class LittleEndian {

    private LittleEndian() {}

    /** As few bytes as hold the number. */
    static byte[] bytes(BigInteger number) {
        return reversed(number.toByteArray());
    }

    /** The number in some bytes; none are zero. */
    static BigInteger integer(byte[] bytes) {
        return bytes.length == 0 ? BigInteger.ZERO : new BigInteger(reversed(bytes));
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
