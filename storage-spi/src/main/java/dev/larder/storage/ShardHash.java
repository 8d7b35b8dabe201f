package dev.larder.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;

/**
 * Which of several stores holds a key, by the hash that Python DiskCache's {@code FanoutCache} takes: programs in both
 * languages look in the same place.
 *
 * <p>The hash is of the key's spelling. So {@code 1} and {@code 1.0}, or {@code 0.0} and {@code -0.0}, which are one
 * key to a single store, usually belong to different shards.
 */
public final class ShardHash {

    /** Python DiskCache takes integers modulo 2³² − 1; that is no slip for a mask of 32 bits. */
    private static final long INTEGER_MODULUS = 0xFFFF_FFFFL;

    private ShardHash() {}

    /**
     * The shard that holds a key.
     *
     * @param shards the number of shards
     * @return from 0 to {@code shards} - 1
     * @throws IllegalArgumentException if {@code shards} is less than 1
     */
    public static int shard(Key key, int shards) {
        if (shards < 1) {
            throw new IllegalArgumentException("A key belongs to one of at least 1 shard, not of " + shards);
        }
        return (int) (hash(key.scalar()) % shards);
    }

    /** The hash of a key or of its pickle, from 0 to 2³² − 1. */
    static long hash(Scalar scalar) {
        if (scalar instanceof Scalar.Int64 number) {
            return Math.floorMod(number.value(), INTEGER_MODULUS);
        }
        if (scalar instanceof Scalar.Float64 number) {
            return adler32(
                    ByteBuffer.allocate(Double.BYTES).putDouble(number.value()).array());
        }
        if (scalar instanceof Scalar.Text text) {
            return adler32(text.value().getBytes(StandardCharsets.UTF_8));
        }
        return adler32(((Scalar.Bytes) scalar).value());
    }

    private static long adler32(byte[] bytes) {
        Adler32 checksum = new Adler32();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
