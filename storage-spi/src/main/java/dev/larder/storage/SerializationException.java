package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * A value or key cannot be encoded, decoded or used as asked: the message names the key, the encoding number and the
 * codec.
 */
public final class SerializationException extends LarderException {

    private static final long serialVersionUID = 1L;

    public SerializationException(String message) {
        super(message, null);
    }

    public SerializationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
