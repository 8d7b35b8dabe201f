package dev.larder;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of keys that are neither native nor pickled: bytes that begin with a mark, the codec's number and the type
 * of what the codec made. {@code docs/format.md} describes it; the bytes are the key's identity and never change.
 */
final class EncodedKey {

    /** {@code FF} begins no UTF-8 and no pickle; the rest says whose it is: LRD. */
    private static final byte[] MARK = {(byte) 0xFF, 'L', 'R', 'D'};

    private static final int HEADER = MARK.length + Short.BYTES + Byte.BYTES;

    // types, numbered as SQLite numbers its own
    private static final byte INT64 = 1;
    private static final byte FLOAT64 = 2;
    private static final byte TEXT = 3;
    private static final byte BYTES = 4;

    private EncodedKey() {}

    /** The bytes for {@code key}, whose encoding number is none of those that Python knows. */
    static Scalar.Bytes wrap(Encoded key) {
        Scalar scalar = key.scalar();
        ByteBuffer wrapped;
        if (scalar instanceof Scalar.Int64 number) {
            wrapped = header(key, INT64, Long.BYTES).putLong(number.value());
        } else if (scalar instanceof Scalar.Float64 number) {
            wrapped = header(key, FLOAT64, Double.BYTES).putDouble(number.value());
        } else if (scalar instanceof Scalar.Text text) {
            byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
            wrapped = header(key, TEXT, utf8.length).put(utf8);
        } else {
            byte[] bytes = ((Scalar.Bytes) scalar).value();
            wrapped = header(key, BYTES, bytes.length).put(bytes);
        }
        return new Scalar.Bytes(wrapped.array());
    }

    private static ByteBuffer header(Encoded key, byte type, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put(MARK)
                .putShort((short) key.encoding())
                .put(type);
    }

    /** What was wrapped, or null if these bytes are not of that form. */
    static @Nullable Encoded unwrap(byte[] key) {
        if (key.length < HEADER || !Arrays.equals(key, 0, MARK.length, MARK, 0, MARK.length)) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(key, MARK.length, key.length - MARK.length);
        int encoding = Short.toUnsignedInt(buffer.getShort());
        if (encoding < Encoding.JAVA_SERIALIZATION) {
            return null;
        }
        Scalar scalar = scalar(buffer.get(), buffer);
        return scalar == null ? null : new Encoded(scalar, encoding);
    }

    private static @Nullable Scalar scalar(byte type, ByteBuffer payload) {
        switch (type) {
            case INT64:
                return payload.remaining() == Long.BYTES ? Scalar.of(payload.getLong()) : null;
            case FLOAT64:
                return payload.remaining() == Double.BYTES ? Scalar.of(payload.getDouble()) : null;
            case TEXT:
                try {
                    return Scalar.of(
                            StandardCharsets.UTF_8.newDecoder().decode(payload).toString());
                } catch (CharacterCodingException notUtf8) {
                    return null;
                }
            case BYTES:
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                return Scalar.of(bytes);
            default:
                return null;
        }
    }
}
