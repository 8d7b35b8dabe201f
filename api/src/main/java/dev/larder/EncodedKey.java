package dev.larder;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
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
        if (scalar instanceof Scalar.Int64 number) {
            return wrap(key, INT64, Long.BYTES, payload -> payload.putLong(number.value()));
        }
        if (scalar instanceof Scalar.Float64 number) {
            return wrap(key, FLOAT64, Double.BYTES, payload -> payload.putDouble(number.value()));
        }
        if (scalar instanceof Scalar.Text text) {
            byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
            return wrap(key, TEXT, utf8.length, payload -> payload.put(utf8));
        }
        byte[] bytes = ((Scalar.Bytes) scalar).value();
        return wrap(key, BYTES, bytes.length, payload -> payload.put(bytes));
    }

    private static Scalar.Bytes wrap(Encoded key, byte type, int length, Consumer<ByteBuffer> payload) {
        byte[] wrapped = new byte[HEADER + length];
        ByteBuffer buffer = ByteBuffer.wrap(wrapped)
                .put(MARK)
                .putShort((short) key.encoding())
                .put(type);
        payload.accept(buffer);
        return new Scalar.Bytes(wrapped);
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
        return switch (type) {
            case INT64 -> payload.remaining() == Long.BYTES ? Scalar.of(payload.getLong()) : null;
            case FLOAT64 -> payload.remaining() == Double.BYTES ? Scalar.of(payload.getDouble()) : null;
            case TEXT -> text(payload);
            case BYTES -> {
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                yield Scalar.of(bytes);
            }
            default -> null;
        };
    }

    private static @Nullable Scalar text(ByteBuffer utf8) {
        try {
            return Scalar.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }
}
