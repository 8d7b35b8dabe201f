package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * A value that others were loading could not be loaded. The cause is what the loader threw, if it ran in this process;
 * of a loader in another process the message tells the class and the message of that.
 */
public final class LoadException extends LarderException {

    private static final long serialVersionUID = 1L;

    public LoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
