package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * There is no room: the device, the database's limit or a queue's numbers are used up. Nothing was changed; free space
 * and try again.
 */
public final class StoreFullException extends LarderException {

    private static final long serialVersionUID = 1L;

    public StoreFullException(String message) {
        super(message, null);
    }

    public StoreFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
