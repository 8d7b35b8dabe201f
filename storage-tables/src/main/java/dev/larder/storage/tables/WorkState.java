package dev.larder.storage.tables;

/** What an item of the work queue is, as its row says. */
final class WorkState {

    static final short READY = 0;
    static final short DELAYED = 1;
    static final short IN_FLIGHT = 2;
    static final short DEAD = 3;

    private WorkState() {}
}
