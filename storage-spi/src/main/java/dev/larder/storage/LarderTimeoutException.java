package dev.larder.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Others held the store for longer than the operation was allowed to wait. It is safe to try again: the operation
 * changed nothing, or, if it works in batches, as much as {@link #removed()} says.
 */
public final class LarderTimeoutException extends LarderException {

    private static final long serialVersionUID = 1L;

    private final Duration waited;
    private final long removed;

    public LarderTimeoutException(String message, Duration waited, @Nullable Throwable cause) {
        this(message, waited, 0, cause);
    }

    private LarderTimeoutException(String message, Duration waited, long removed, @Nullable Throwable cause) {
        super(message, cause);
        this.waited = waited;
        this.removed = removed;
    }

    /** The same, thrown by an operation that had removed rows in batches before. */
    public LarderTimeoutException afterRemoving(long rows) {
        return new LarderTimeoutException(
                getMessage() + "; " + rows + " entries were removed before that", waited, rows, this);
    }

    /** How long the operation waited. */
    public Duration waited() {
        return waited;
    }

    /** How many rows had been removed before, by an operation that removes in batches; otherwise 0. */
    public long removed() {
        return removed;
    }
}
