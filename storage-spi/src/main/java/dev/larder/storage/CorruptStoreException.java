package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** The store is damaged, or is not one. The message says what was found and where; a check can tell more. */
public final class CorruptStoreException extends LarderException {

    private static final long serialVersionUID = 1L;

    public CorruptStoreException(String message) {
        super(message, null);
    }

    public CorruptStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
