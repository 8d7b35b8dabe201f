package dev.larder.storage;

/** Another order of the rows of a queue. */
public sealed interface Renumbering {

    /** Back to front. */
    static Reversal reversal() {
        return Reversal.INSTANCE;
    }

    /**
     * So many rows go from the back to the front, one after the other; if negative, from the front to the back. The
     * distance may be longer than the queue.
     */
    static Rotation rotation(long distance) {
        return new Rotation(distance);
    }

    /** See {@link Renumbering#reversal()}. */
    enum Reversal implements Renumbering {
        /** The only one. */
        INSTANCE
    }

    /** See {@link Renumbering#rotation(long)}. */
    record Rotation(long distance) implements Renumbering {}
}
