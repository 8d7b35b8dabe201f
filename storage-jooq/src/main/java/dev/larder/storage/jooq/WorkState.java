package dev.larder.storage.jooq;

/** The numbers in column {@code state} of the work queue. */
final class WorkState {

    static final int READY = 0;

    /** Ready when its time has come. */
    static final int DELAYED = 1;

    /** Handed out; ready when its time has come. */
    static final int IN_FLIGHT = 2;

    static final int DEAD = 3;

    private WorkState() {}
}
