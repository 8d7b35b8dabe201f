package dev.larder.storage.sqlite;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A thread's place at the {@link Door}. */
class Ticket {

    private static final int WAITING = 0;
    private static final int CLAIMED = 1;
    private static final int ABANDONED = 2;
    private static final int DONE = 3;

    private final AtomicInteger state = new AtomicInteger(WAITING);
    private final Thread thread = Thread.currentThread();
    private final boolean exclusive;

    /** @param exclusive whether the thread has to come in itself, because nobody can do its work */
    Ticket(boolean exclusive) {
        this.exclusive = exclusive;
    }

    final boolean isExclusive() {
        return exclusive;
    }

    /** Takes it for work; false if its thread has given up, or somebody else has claimed it. */
    final boolean claim() {
        return state.compareAndSet(WAITING, CLAIMED);
    }

    final boolean isClaimed() {
        return state.get() == CLAIMED;
    }

    /** Gives up; false if it is being worked on. */
    final boolean abandon() {
        return state.compareAndSet(WAITING, ABANDONED);
    }

    /** Says that the work is done and its outcome visible. The thread has to be woken as well. */
    final void done() {
        state.set(DONE);
    }

    final boolean isDone() {
        return state.get() == DONE;
    }

    final void wake() {
        LockSupport.unpark(thread);
    }
}
