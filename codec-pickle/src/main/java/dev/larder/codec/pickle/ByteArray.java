package dev.larder.codec.pickle;

import java.util.Arrays;
import java.util.Objects;

/**
 * A Python {@code bytearray}; {@code bytes} are {@code byte[]}. Two are equal if their bytes are.
 *
 * @param bytes what is in it; not copied
 */
public record ByteArray(byte[] bytes) {

    public ByteArray {
        Objects.requireNonNull(bytes, "bytes");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteArray array && Arrays.equals(bytes, array.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** How many bytes there are. */
    @Override
    public String toString() {
        return "ByteArray[" + bytes.length + " bytes]";
    }
}
