package dev.larder.codec;

import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An encoded value as bytes that say what they are, for codecs that wrap another: the encoding number (two bytes, big
 * endian), the form (one byte), and the data.
 */
final class Envelope {

    private static final int HEADER = 3;

    private static final byte INT64 = 1;
    private static final byte FLOAT64 = 2;
    private static final byte TEXT = 3;
    private static final byte BYTES = 4;

    private Envelope() {}

    static byte[] pack(Encoded encoded) {
        Scalar scalar = encoded.scalar();
        if (scalar instanceof Scalar.Int64 number) {
            return header(encoded, INT64, Long.BYTES).putLong(number.value()).array();
        }
        if (scalar instanceof Scalar.Float64 number) {
            return header(encoded, FLOAT64, Double.BYTES)
                    .putDouble(number.value())
                    .array();
        }
        boolean text = scalar instanceof Scalar.Text;
        byte[] data = text
                ? ((Scalar.Text) scalar).value().getBytes(StandardCharsets.UTF_8)
                : ((Scalar.Bytes) scalar).value();
        return header(encoded, text ? TEXT : BYTES, data.length).put(data).array();
    }

    private static ByteBuffer header(Encoded encoded, byte form, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .putShort((short) encoded.encoding())
                .put(form);
    }

    /**
     * The value in an envelope.
     *
     * @param codec who asks, for the message
     * @throws SerializationException if {@code envelope} is none
     */
    static Encoded unpack(Codec<?> codec, ByteBuffer envelope) {
        if (envelope.remaining() < HEADER) {
            throw damaged(codec, "its header is cut off", null);
        }
        int encoding = Short.toUnsignedInt(envelope.getShort());
        byte form = envelope.get();
        return new Encoded(scalar(codec, form, envelope), encoding);
    }

    private static Scalar scalar(Codec<?> codec, byte form, ByteBuffer data) {
        return switch (form) {
            case INT64 -> {
                requireNumber(codec, data);
                yield Scalar.of(data.getLong());
            }
            case FLOAT64 -> {
                requireNumber(codec, data);
                yield Scalar.of(data.getDouble());
            }
            case TEXT -> text(codec, data);
            case BYTES -> {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                yield Scalar.of(bytes);
            }
            default -> throw damaged(codec, "its form " + form + " is unknown", null);
        };
    }

    private static void requireNumber(Codec<?> codec, ByteBuffer data) {
        if (data.remaining() != Long.BYTES) {
            throw damaged(codec, "its number has " + data.remaining() + " bytes instead of 8", null);
        }
    }

    private static Scalar text(Codec<?> codec, ByteBuffer data) {
        try {
            return Scalar.of(StandardCharsets.UTF_8.newDecoder().decode(data).toString());
        } catch (CharacterCodingException e) {
            throw damaged(codec, "its text is not UTF-8", e);
        }
    }

    /** What to say about bytes that a wrapping codec did not write. */
    static SerializationException damaged(Codec<?> codec, String how, @Nullable Throwable cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot read the value: " + how + "; it is damaged: write it again", cause);
    }
}
