package dev.larder.codec;

import dev.larder.internal.Envelope;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Another codec's form, compressed: a byte that tells how, then either the {@link Envelope} as it is, or its length
 * (four bytes, big endian) and its zlib stream.
 *
 * @param maxBytes the greatest envelope
 */
record CompressedCodec<T>(Codec<T> inner, long maxBytes) implements Codec<T>, Serializable {

    /** Far more than a value in memory should have, and little enough not to bring a JVM of ordinary size down. */
    static final long DEFAULT_MAX_BYTES = 256L << 20;

    private static final long serialVersionUID = 1L;

    private static final byte STORED = 0;
    private static final byte ZLIB = 1;
    private static final int ZLIB_HEADER = 1 + Integer.BYTES;

    /** What is shorter than this hardly shrinks, and setting up a compressor costs more than a write. */
    private static final int WORTH_TRYING = 64;

    CompressedCodec {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException(
                    "The greatest length of a compressed value must be positive: " + maxBytes);
        }
    }

    @Override
    public Encoded encode(T value) {
        byte[] envelope = Envelope.pack(inner.encode(value));
        if (envelope.length > maxBytes) {
            throw new SerializationException("Codec " + name() + " writes values of up to " + maxBytes
                    + " bytes, but was given one of " + envelope.length
                    + "; stream it, or allow more with compressed(maxBytes)");
        }
        return new Encoded(Scalar.of(compress(envelope)), Encoding.COMPRESSED);
    }

    private static byte[] compress(byte[] envelope) {
        byte[] form = new byte[1 + envelope.length];
        if (envelope.length >= WORTH_TRYING) {
            // The level that is fast, as DiskCache's JSON has it.
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            try {
                deflater.setInput(envelope);
                deflater.finish();
                int length = deflater.deflate(form, ZLIB_HEADER, form.length - ZLIB_HEADER);
                if (deflater.finished()) {
                    ByteBuffer.wrap(form).put(ZLIB).putInt(envelope.length);
                    return Arrays.copyOf(form, ZLIB_HEADER + length);
                }
            } finally {
                deflater.end();
            }
        }
        form[0] = STORED;
        System.arraycopy(envelope, 0, form, 1, envelope.length);
        return form;
    }

    @Override
    public T decode(Encoded encoded) {
        byte[] form = Codec.require(this, encoded, Encoding.COMPRESSED, Scalar.Bytes.class)
                .value();
        if (form.length == 0) {
            throw Damage.found(this, "it is empty", null);
        }
        ByteBuffer envelope = switch (form[0]) {
            case STORED -> ByteBuffer.wrap(form, 1, form.length - 1);
            case ZLIB -> ByteBuffer.wrap(inflate(form));
            default -> throw Damage.found(this, "its method " + form[0] + " is unknown", null);
        };
        return inner.decode(Damage.unpack(this, envelope));
    }

    private byte[] inflate(byte[] form) {
        if (form.length < ZLIB_HEADER) {
            throw Damage.found(this, "its header is cut off", null);
        }
        int length = ByteBuffer.wrap(form).getInt(1);
        if (length < 0 || length > maxBytes) {
            throw new SerializationException("Codec " + name() + " reads values of up to " + maxBytes
                    + " bytes, but this one claims " + Integer.toUnsignedLong(length)
                    + "; if it is genuine, allow more with compressed(maxBytes)");
        }
        Inflater inflater = new Inflater();
        inflater.setInput(form, ZLIB_HEADER, form.length - ZLIB_HEADER);
        // Memory grows with what really comes out, not with what the header claims.
        try (InputStream in = new InflaterInputStream(InputStream.nullInputStream(), inflater, 1)) {
            byte[] envelope = in.readNBytes(length);
            if (envelope.length < length || in.read() >= 0) {
                throw Damage.found(this, "its length is not the " + length + " bytes it claims", null);
            }
            if (inflater.getRemaining() > 0) {
                throw Damage.found(this, inflater.getRemaining() + " bytes follow it", null);
            }
            return envelope;
        } catch (IOException e) {
            throw Damage.found(this, String.valueOf(e.getMessage()), e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public String name() {
        return "compressed(" + inner.name() + ")";
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}
