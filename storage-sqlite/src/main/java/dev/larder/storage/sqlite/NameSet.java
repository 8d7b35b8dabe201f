package dev.larder.storage.sqlite;

import java.util.Arrays;

/**
 * The value files that rows name, in eight bytes each: a store may have millions. By a chance of one in billions a name
 * is taken for another; then an unknown file is not found.
 */
final class NameSet {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[64];
    private int count;
    private boolean isSorted = true;

    void add(String name) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * count);
        }
        hashes[count++] = hash(name);
        isSorted = false;
    }

    boolean contains(String name) {
        if (!isSorted) {
            Arrays.sort(hashes, 0, count);
            isSorted = true;
        }
        return Arrays.binarySearch(hashes, 0, count, hash(name)) >= 0;
    }

    private static long hash(String name) {
        long hash = FNV_BASIS;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
