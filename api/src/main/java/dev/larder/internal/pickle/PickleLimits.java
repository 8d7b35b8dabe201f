package dev.larder.internal.pickle;

/**
 * What a pickle may cost.
 *
 * @param depth how deep objects may lie within each other, the outermost with parts counted
 * @param opcodes how many opcodes there may be; each may leave an object behind, of some hundred bytes at most beside
 *     its argument
 */
public record PickleLimits(int depth, int opcodes) {

    private static final long SIZE = 1L << 26;
    private static final long SIZE_PER_BYTE = 8;

    /**
     * How large an object may be: one for each part at every depth, and the lengths of all texts and byte strings. A
     * part that occurs often counts each time, so that no small pickle can claim to be something nobody could walk
     * through.
     *
     * @param length of the pickle
     */
    long size(long length) {
        return SIZE + SIZE_PER_BYTE * length;
    }
}
