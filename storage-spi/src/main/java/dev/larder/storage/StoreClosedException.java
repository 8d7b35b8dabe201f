package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** The store is closed. Nothing was done. */
public final class StoreClosedException extends LarderException {

    private static final long serialVersionUID = 1L;

    public StoreClosedException(String message) {
        super(message, null);
    }

    public StoreClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
