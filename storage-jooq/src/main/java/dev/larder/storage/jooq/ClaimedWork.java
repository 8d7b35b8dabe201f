package dev.larder.storage.jooq;

/**
 * An item that was handed out a moment ago.
 *
 * @param attempts how often, this time included
 */
public record ClaimedWork(long id, int priority, double putTime, int attempts, WorkValue value) {}
