package dev.larder;

/** Sizes in bytes, written as people say them. */
public final class DataSize {

    private DataSize() {}

    /**
     * {@code n} times 1,024 bytes.
     *
     * @throws ArithmeticException if that is more than a {@code long} holds
     */
    public static long kibibytes(long n) {
        return Math.multiplyExact(n, 1L << 10);
    }

    /**
     * {@code n} times 1,048,576 bytes.
     *
     * @throws ArithmeticException if that is more than a {@code long} holds
     */
    public static long mebibytes(long n) {
        return Math.multiplyExact(n, 1L << 20);
    }

    /**
     * {@code n} times 1,073,741,824 bytes.
     *
     * @throws ArithmeticException if that is more than a {@code long} holds
     */
    public static long gibibytes(long n) {
        return Math.multiplyExact(n, 1L << 30);
    }
}
