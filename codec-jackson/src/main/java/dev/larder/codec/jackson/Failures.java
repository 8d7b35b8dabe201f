package dev.larder.codec.jackson;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.larder.codec.Codec;
import dev.larder.storage.SerializationException;
import org.jspecify.annotations.Nullable;

/** What to say when JSON and values do not go together. */
final class Failures {

    private Failures() {}

    static SerializationException cannotWrite(Codec<?> codec, Exception cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot write the value: " + explain(cause), cause);
    }

    static SerializationException cannotRead(Codec<?> codec, Exception cause) {
        return new SerializationException(
                "Codec " + codec.name() + " cannot read the value: " + explain(cause)
                        + "; read it with the codec that wrote it, or replace it",
                cause);
    }

    /** Jackson's message without its remark on the source, which it never shows. */
    private static String explain(Exception cause) {
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getOriginalMessage() + " (at " + mapping.getPathReference() + ")";
        }
        if (cause instanceof JsonProcessingException json) {
            JsonLocation location = json.getLocation();
            return json.getOriginalMessage()
                    + (location == null
                            ? ""
                            : " (at line " + location.getLineNr() + ", column " + location.getColumnNr() + ")");
        }
        return String.valueOf(cause.getMessage());
    }

    static <T> T requireValue(Codec<T> codec, @Nullable T value) {
        if (value == null) {
            throw new SerializationException("Codec " + codec.name()
                    + " found the JSON null, which is no value of that type; a codec of JsonNode can read it");
        }
        return value;
    }
}
