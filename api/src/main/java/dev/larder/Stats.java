package dev.larder;

/**
 * Hits and misses counted while {@link dev.larder.storage.Setting#STATISTICS} was on, by all processes.
 *
 * @param hits reads that found an entry
 * @param misses reads that found none, or one that had expired
 */
public record Stats(long hits, long misses) {

    /** Share of reads that were hits, from 0 to 1; 0 if there were no reads. */
    public double hitRate() {
        long reads = hits + misses;
        return reads == 0 ? 0 : (double) hits / reads;
    }

    /** What was counted since an earlier reading. */
    public Stats minus(Stats earlier) {
        return new Stats(hits - earlier.hits, misses - earlier.misses);
    }
}
