package dev.larder.storage.tables;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Stands for bytes that are too long for an index: the first half of their SHA-256. */
final class Digest {

    private static final int LENGTH = 16;

    private Digest() {}

    static byte[] of(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
