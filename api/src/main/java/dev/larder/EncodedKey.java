package dev.larder;

import dev.larder.internal.Envelope;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of keys that are neither native nor pickled: a mark and the {@link Envelope} of what the codec made.
 * {@code docs/format.md} describes it; the bytes are the key's identity and never change.
 */
final class EncodedKey {

    /** {@code FF} begins no UTF-8 and no pickle; the rest says whose it is: LRD. */
    private static final byte[] MARK = {(byte) 0xFF, 'L', 'R', 'D'};

    private EncodedKey() {}

    /** The bytes for {@code key}, whose encoding number is none of those that Python knows. */
    static Scalar wrap(Encoded key) {
        byte[] envelope = Envelope.pack(key);
        byte[] marked = Arrays.copyOf(MARK, MARK.length + envelope.length);
        System.arraycopy(envelope, 0, marked, MARK.length, envelope.length);
        return Scalar.of(marked);
    }

    /** What was wrapped, or null if these bytes are not of that form. */
    static @Nullable Encoded unwrap(byte[] key) {
        if (!Arrays.equals(key, 0, Math.min(key.length, MARK.length), MARK, 0, MARK.length)) {
            return null;
        }
        try {
            Encoded encoded = Envelope.unpack(ByteBuffer.wrap(key, MARK.length, key.length - MARK.length));
            return encoded.encoding() < Encoding.JAVA_SERIALIZATION ? null : encoded;
        } catch (IllegalArgumentException somebodysOwnBytes) {
            return null;
        }
    }
}
