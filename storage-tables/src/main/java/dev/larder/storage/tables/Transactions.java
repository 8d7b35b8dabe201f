package dev.larder.storage.tables;

import dev.larder.storage.jooq.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that threads are in, on one store or on several that are used together. Safe for use by many
 * threads.
 *
 * <p>Those of callers on several stores take turns: they read and write all over the stores, so that of two at a time
 * the database would let one begin anew, and with many threads most of the work would be in vain. Other processes meet
 * in the database.
 */
public final class Transactions {

    @SuppressWarnings("ThreadLocalUsage") // one for each store or group, and set only while a transaction runs
    private final ThreadLocal<@Nullable Tx> current = new ThreadLocal<>();

    private final @Nullable ReentrantLock turn;

    private Transactions(@Nullable ReentrantLock turn) {
        this.turn = turn;
    }

    /** Those of one store. */
    static Transactions ofOne() {
        return new Transactions(null);
    }

    /** Those of several stores that are used together. */
    public static Transactions together() {
        return new Transactions(new ReentrantLock(true));
    }

    /** That of the calling thread, or null. */
    @Nullable
    Tx current() {
        return current.get();
    }

    void begin(Tx tx) {
        current.set(tx);
    }

    void end() {
        current.remove();
    }

    /** Waits until the calling thread may begin a transaction of its own; returns false if that took too long. */
    boolean awaitTurn(Deadline deadline) {
        return turn == null || acquire(turn, deadline);
    }

    /** As stores have it, an interrupt does not end the wait and is kept. */
    private static boolean acquire(ReentrantLock turn, Deadline deadline) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return turn.tryLock(Math.max(0, deadline.remaining()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets the next one have its turn. */
    void endTurn() {
        if (turn != null) {
            turn.unlock();
        }
    }
}
