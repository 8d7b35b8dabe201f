package dev.larder.storage;

import org.jspecify.annotations.Nullable;

/**
 * One holder's lease as it was read.
 *
 * @param owner who holds it
 * @param endTime when it ends, in seconds since 1970
 * @param live whether that was still to come, by the storage's clock
 * @param note what the holder wants others to know, or null
 */
public record Lease(
        String owner,
        double endTime,
        boolean live,
        @Nullable String note) {}
