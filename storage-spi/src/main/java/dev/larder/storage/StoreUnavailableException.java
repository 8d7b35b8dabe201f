package dev.larder.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The database server cannot be reached, has ended the connection, or has not answered in time. The store need not be
 * opened again: what is done with it after the server is back works. What was read can be read again; a write whose
 * answer did not come may have been done all the same.
 */
public final class StoreUnavailableException extends LarderException {

    private static final long serialVersionUID = 1L;

    private final Duration waited;

    public StoreUnavailableException(String message, Duration waited, @Nullable Throwable cause) {
        super(message, cause);
        this.waited = waited;
    }

    /** How long the operation had taken when it gave up. */
    public Duration waited() {
        return waited;
    }
}
