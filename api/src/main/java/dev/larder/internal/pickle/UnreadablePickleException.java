package dev.larder.internal.pickle;

import org.jspecify.annotations.Nullable;

/**
 * Bytes are no pickle, a damaged one, or one of something else than plain data. The message names the opcode and its
 * offset; it is a clause about the pickle, to be continued by who knows what the pickle is.
 */
public final class UnreadablePickleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    UnreadablePickleException(String message, int offset, @Nullable Throwable cause) {
        super(message, cause);
        this.offset = offset;
    }

    /** Where in the pickle the opcode is that could not be read. */
    public int offset() {
        return offset;
    }
}
