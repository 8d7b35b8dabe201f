package dev.larder.storage.tables;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server that is busy from one that answers no more, while an operation waits. Half-way through the time it has
 * for an answer, the server is asked to give the statement up. If it does so, it is there, somebody else holds what the
 * statement needs, or the statement takes long: it is run again and given twice the time. If it says nothing for the
 * other half, the connection is given up. Used by one thread.
 */
final class Patience {

    /** What is left when nothing is bounded. */
    private static final long NONE = Long.MAX_VALUE;

    private final long half;
    private long length;

    /** @param answer how long the server has for an answer, or null for as long as it takes */
    Patience(@Nullable Duration answer) {
        half = answer == null ? NONE : answer.toNanos() / 2;
        length = half;
    }

    /** For how long a statement runs before the server is asked to give it up, in nanoseconds. */
    long length() {
        return length;
    }

    /** Whether the server has been given so much more than at first that its connection has to be told. */
    boolean hasGrown() {
        return length != half;
    }

    /** How long the server may say nothing, or null for as long as it takes. */
    @Nullable
    Duration limit() {
        return half == NONE ? null : Duration.ofNanos(length + half);
    }

    /** The server has shown that it answers. */
    void grow() {
        length = length > NONE / 4 ? length : length * 2;
    }
}
