package dev.larder.codec.jackson;

import dev.larder.codec.Codec;
import dev.larder.storage.SerializationException;
import org.jspecify.annotations.Nullable;

/** What to say when JSON and values do not go together. */
final class Failures {

    private Failures() {}

    static SerializationException cannotWrite(Codec<?> codec, Exception cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot write the value: " + cause.getMessage(), cause);
    }

    static SerializationException cannotRead(Codec<?> codec, Exception cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot read the value: " + cause.getMessage()
                        + "; read it with the codec that wrote it, or replace it",
                cause);
    }

    static <T> T requireValue(Codec<T> codec, @Nullable T value) {
        if (value == null) {
            throw new SerializationException("Codec " + codec.name()
                    + " found the JSON null, which is no value of that type; a codec of JsonNode can read it");
        }
        return value;
    }
}
