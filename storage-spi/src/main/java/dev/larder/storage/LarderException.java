package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/** Root of what Larder throws, beside argument errors. What the caller can do decides the subclass. */
public abstract class LarderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LarderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
