package dev.larder;

import dev.larder.storage.Selection;

/** What a collection does with its store, by the name under which it is {@linkplain SlowOperation reported}. */
public enum Operation {
    /** Reads one entry, element or counter, or looks whether it is there. */
    GET("get"),
    /** Reads several entries: those that were asked for, or the next ones of an iteration. */
    GET_ALL("getAll"),
    /** Reads the next page of what is there, for an iteration. */
    LIST("list"),
    /** Reads at an end of a queue, or at a place of a deque. */
    PEEK("peek"),
    /** Counts: the size, the volume, statistics, the items of a work queue. */
    COUNT("count"),
    /** Stores one value, under whatever condition. */
    SET("set"),
    /** Stores several values. */
    SET_ALL("setAll"),
    /** Adds to a number. */
    INCREMENT("increment"),
    /** Gives an entry another expiry. */
    TOUCH("touch"),
    /** Stores what a function makes of the value that is there; with the time that the function takes. */
    COMPUTE("compute"),
    /** Removes one entry or element. */
    DELETE("delete"),
    /** Removes several entries. */
    DELETE_ALL("deleteAll"),
    /** Removes an entry and returns it. */
    POP("pop"),
    /** Adds at an end of a queue or deque. */
    PUSH("push"),
    /** Takes from an end of a queue or deque. */
    PULL("pull"),
    /** Rotates or reverses a deque. */
    REORDER("reorder"),
    /** Removes by tag or by prefix, as a whole; with the time that its progress listener takes. */
    EVICT("evict"),
    /** Removes what has expired, as a whole; with the time that its progress listener takes. */
    EXPIRE("expire"),
    /** Removes what is over the size limit, as a whole; with the time that its progress listener takes. */
    CULL("cull"),
    /** Removes all, as a whole; with the time that its progress listener takes. */
    CLEAR("clear"),
    /** Puts items into a work queue. */
    PUT("put"),
    /** Takes items from a work queue, or looks whether there are any. */
    TAKE("take"),
    /** Settles items that were taken from a work queue, or extends their leases. */
    SETTLE("settle"),
    /** Reads dead letters, puts them back, or removes them. */
    DEAD_LETTERS("deadLetters"),
    /** Takes, extends, gives back or lists leases, as loaders and semaphores have them. */
    LEASE("lease"),
    /** Makes a file stay for the length of a lease. */
    PIN("pin"),
    /** Begins to watch for a change, before waiting for it. */
    WATCH("watch"),
    /** Reads or changes settings. */
    CONFIGURE("configure"),
    /** Checks the store, or repairs it. */
    CHECK("check"),
    /**
     * A whole transaction, from the wait for its turn to its commit, with the time that the caller's work takes. Locks
     * and other recipes make some too.
     */
    TRANSACT("transact");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    /** What removes this selection. */
    static Operation removing(Selection selection) {
        if (selection instanceof Selection.ExpiredBefore) {
            return EXPIRE;
        }
        if (selection instanceof Selection.OverLimit) {
            return CULL;
        }
        return selection instanceof Selection.UpTo ? CLEAR : EVICT;
    }

    /** The name for people and for meters, such as {@code getAll}. */
    @Override
    public String toString() {
        return label;
    }
}
