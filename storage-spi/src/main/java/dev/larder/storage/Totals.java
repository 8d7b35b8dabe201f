package dev.larder.storage;

/**
 * Sums over a store, read together.
 *
 * @param count rows, expired ones included
 * @param bytes bytes of values outside the rows
 * @param hits reads that found a live row, while statistics were on
 * @param misses reads that found none, while statistics were on
 * @param volume bytes that the store takes on disk: pages of the database in use and values outside it
 * @param allocated bytes of the database file including free pages, and values outside it
 */
public record Totals(long count, long bytes, long hits, long misses, long volume, long allocated) {

    /** Sums over both stores. */
    public Totals plus(Totals other) {
        return new Totals(
                count + other.count,
                bytes + other.bytes,
                hits + other.hits,
                misses + other.misses,
                volume + other.volume,
                allocated + other.allocated);
    }
}
