package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** The store was made or changed by a newer version of Larder, which is needed to open it. */
public final class SchemaVersionException extends LarderException {

    private static final long serialVersionUID = 1L;

    public SchemaVersionException(String message) {
        super(message, null);
    }

    public SchemaVersionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
