package dev.larder;

/**
 * Hits and misses counted while {@link dev.larder.storage.Setting#STATISTICS} was on, by all processes, and operations
 * that timed out or failed.
 *
 * @param hits reads that found an entry
 * @param misses reads that found none, or one that had expired
 * @param timedOut operations that gave up waiting for other writers and reported {@code false} or an absent entry:
 *     those of this cache object and its views since it was made, whether or not statistics are on. 0 for a cache that
 *     throws {@link dev.larder.storage.LarderTimeoutException} instead
 * @param failed operations that the {@link FailurePolicy} has answered because the storage failed, counted as those
 *     that timed out
 */
public record Stats(long hits, long misses, long timedOut, long failed) {

    /** Hits and misses of a cache on which nothing timed out or failed. */
    public Stats(long hits, long misses) {
        this(hits, misses, 0);
    }

    /** Those of a cache on which nothing failed. */
    public Stats(long hits, long misses, long timedOut) {
        this(hits, misses, timedOut, 0);
    }

    /** Share of reads that were hits, from 0 to 1; 0 if there were no reads. */
    public double hitRate() {
        long reads = hits + misses;
        return reads == 0 ? 0 : (double) hits / reads;
    }

    /** What was counted since an earlier reading. */
    public Stats minus(Stats earlier) {
        return new Stats(
                hits - earlier.hits, misses - earlier.misses, timedOut - earlier.timedOut, failed - earlier.failed);
    }
}
