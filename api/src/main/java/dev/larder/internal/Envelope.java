package dev.larder.internal;

import dev.larder.storage.Encoded;
import dev.larder.storage.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * An encoded value as bytes that say what they are: the encoding number (two bytes, big endian), the form (one byte),
 * and the data. Wrapping codecs and the keys of other codecs are made of it.
 */
public final class Envelope {

    private static final int HEADER = 3;

    private static final byte INT64 = 1;
    private static final byte FLOAT64 = 2;
    private static final byte TEXT = 3;
    private static final byte BYTES = 4;

    private Envelope() {}

    /** The envelope of a value. */
    public static byte[] pack(Encoded encoded) {
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
     * @throws IllegalArgumentException if {@code envelope} is none; the message says how
     */
    public static Encoded unpack(ByteBuffer envelope) {
        if (envelope.remaining() < HEADER) {
            throw new IllegalArgumentException("its header is cut off");
        }
        int encoding = Short.toUnsignedInt(envelope.getShort());
        byte form = envelope.get();
        return new Encoded(scalar(form, envelope), encoding);
    }

    private static Scalar scalar(byte form, ByteBuffer data) {
        return switch (form) {
            case INT64 -> {
                requireNumber(data);
                yield Scalar.of(data.getLong());
            }
            case FLOAT64 -> {
                requireNumber(data);
                yield Scalar.of(data.getDouble());
            }
            case TEXT -> text(data);
            case BYTES -> {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                yield Scalar.of(bytes);
            }
            default -> throw new IllegalArgumentException("its form " + form + " is unknown");
        };
    }

    private static void requireNumber(ByteBuffer data) {
        if (data.remaining() != Long.BYTES) {
            throw new IllegalArgumentException("its number has " + data.remaining() + " bytes instead of 8");
        }
    }

    private static Scalar text(ByteBuffer data) {
        try {
            return Scalar.of(StandardCharsets.UTF_8.newDecoder().decode(data).toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its text is not UTF-8", e);
        }
    }
}
