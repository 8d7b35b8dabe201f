package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Deadline;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time to the writer. Whoever is inside may {@linkplain #nextShared serve} those that wait, so
 * that they need not come in. A thread that finds the door open goes in at once, also past those that wait: it serves
 * them first of all. Only an exclusive ticket, which nobody can serve, is let in by whoever leaves.
 */
final class Door {

    /** Looks at the door this often before parking: parking and being woken take longer than a short transaction. */
    private static final int SPINS = 200;

    private final AtomicBoolean taken = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Ticket> waiting = new ConcurrentLinkedQueue<>();

    /** How waiting ended. */
    enum Admission {
        /** The caller is inside and has to do its own work and to leave. */
        ENTERED,
        /** Somebody inside has done the caller's work. */
        SERVED,
        /** The caller's bound on waiting is used up, and nothing was done for it. */
        TIMED_OUT
    }

    /** Enters, or waits to enter or to be served. An interrupt does not end the wait and is kept. */
    Admission enter(Ticket ticket, Deadline deadline) {
        if (tryEnter()) {
            ticket.claim();
            return Admission.ENTERED;
        }
        waiting.add(ticket);
        boolean interrupted = false;
        try {
            for (int looks = 0; ; looks++) {
                if (ticket.isDone()) {
                    return Admission.SERVED;
                }
                if (ticket.isExclusive() && ticket.isClaimed()) {
                    return Admission.ENTERED;
                }
                if (tryEnter()) {
                    if (ticket.claim()) {
                        waiting.remove(ticket);
                        return Admission.ENTERED;
                    }
                    leave(); // it was served by whoever just left
                    continue;
                }
                long remaining = deadline.remaining();
                if (remaining <= 0) {
                    if (ticket.abandon()) {
                        waiting.remove(ticket);
                        if (!taken.get()) {
                            wakeFirst(); // the wake-up may have been for this thread
                        }
                        return Admission.TIMED_OUT;
                    }
                    remaining = Long.MAX_VALUE; // being served: that ends soon and cannot be stopped
                }
                if (looks < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(this, remaining);
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tryEnter() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    /**
     * The next ticket to serve, or null if none waits or the next is exclusive. To be called by the thread inside only.
     */
    @Nullable
    Ticket nextShared() {
        for (Ticket next = waiting.peek(); next != null && !next.isExclusive(); next = waiting.peek()) {
            waiting.remove(next);
            if (next.claim()) {
                return next;
            }
        }
        return null;
    }

    /** Whether nobody waits. */
    boolean isQuiet() {
        return waiting.isEmpty();
    }

    /** To be called by the thread inside, after all tickets that it took are done. */
    void leave() {
        for (Ticket next = waiting.peek(); next != null && next.isExclusive(); next = waiting.peek()) {
            waiting.remove(next);
            if (next.claim()) {
                next.wake(); // and the door stays taken
                return;
            }
        }
        taken.set(false);
        wakeFirst();
    }

    private void wakeFirst() {
        Ticket first = waiting.peek();
        if (first != null) {
            first.wake();
        }
    }
}
