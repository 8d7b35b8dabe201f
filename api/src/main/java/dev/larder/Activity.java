package dev.larder;

import dev.larder.storage.LarderTimeoutException;
import java.time.Duration;

/**
 * What a cache object and its views have done since it was made, for metrics. Counted in memory, whether or not
 * statistics are on; what other processes do is not in it. Unlike {@link Stats} it costs no look at the store.
 *
 * @param hits reads that found an entry
 * @param misses reads that found none, or one that had expired
 * @param puts values stored, numbers added to among them
 * @param evictions entries removed because there was no room for them, or by tag or prefix
 * @param expirations entries removed because their time had come
 * @param timeouts operations that waited too long for others, whether they threw a {@link LarderTimeoutException},
 *     reported it or tried again
 * @param loads runs of loaders that have ended
 * @param loadFailures those that threw
 * @param loadTime how long all of them took
 * @param commits transactions committed to write, where writers share them: in a directory
 * @param writes pieces of work in them; divided by {@code commits} that is how many share one
 * @param busyWaits how often a writer had to wait for another process, in a directory
 * @param busyTime how long they waited
 */
public record Activity(
        long hits,
        long misses,
        long puts,
        long evictions,
        long expirations,
        long timeouts,
        long loads,
        long loadFailures,
        Duration loadTime,
        long commits,
        long writes,
        long busyWaits,
        Duration busyTime) {}
