package dev.larder.storage;

/**
 * What one batch of a purge did.
 *
 * @param removed rows removed, exactly
 * @param more whether another batch may find more
 */
public record Purged(int removed, boolean more) {}
