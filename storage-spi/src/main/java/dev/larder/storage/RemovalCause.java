package dev.larder.storage;

/** Why a row is gone or has another value. */
public enum RemovalCause {
    /** It was deleted, popped, pulled or cleared. */
    REMOVED,
    /** Another value was written under its key. */
    REPLACED,
    /** Its time to live had ended. */
    EXPIRED,
    /**
     * It was evicted by tag, by key prefix, or by the policy because the store had reached its size limit; or it made
     * way in a queue of bounded length.
     */
    EVICTED
}
