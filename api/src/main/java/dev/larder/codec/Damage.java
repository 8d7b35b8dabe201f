package dev.larder.codec;

import dev.larder.internal.Envelope;
import dev.larder.storage.Encoded;
import dev.larder.storage.SerializationException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes that a codec did not write, or not so. */
final class Damage {

    private Damage() {}

    /** What to say of them. */
    static SerializationException found(Codec<?> codec, String how, @Nullable Throwable cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot read the value: " + how + "; it is damaged: write it again", cause);
    }

    /**
     * The value in an envelope.
     *
     * @throws SerializationException if {@code envelope} is none
     */
    static Encoded unpack(Codec<?> codec, ByteBuffer envelope) {
        try {
            return Envelope.unpack(envelope);
        } catch (IllegalArgumentException e) {
            throw found(codec, String.valueOf(e.getMessage()), e);
        }
    }
}
