package dev.larder.storage;

/** An end of a sequence. */
public enum Side {
    /** The end with the smallest number, or the oldest row. */
    FRONT,
    /** The end with the greatest number, or the newest row. */
    BACK
}
