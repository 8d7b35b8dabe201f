package dev.larder.storage;

import java.time.Duration;

/**
 * What a store has done for this process since it was opened, as far as it alone knows. Counted in memory: what other
 * processes do is not in it, and it begins anew when the store is opened again.
 *
 * @param evictions rows removed because the store was too large, or by tag or by prefix, and committed
 * @param expirations rows removed because their time had come, and committed
 * @param commits transactions committed to write; 0 for storages whose server does that
 * @param writes pieces of work in them: writers that meet share a commit
 * @param busyWaits how often a writer had to wait for another process; 0 for storages whose server does that
 * @param busyTime how long they waited
 */
public record StoreActivity(
        long evictions, long expirations, long commits, long writes, long busyWaits, Duration busyTime) {

    /** That of a store that has done nothing. */
    public static final StoreActivity NONE = new StoreActivity(0, 0, 0, 0, 0, Duration.ZERO);

    /** That of both stores. */
    public StoreActivity plus(StoreActivity other) {
        return new StoreActivity(
                evictions + other.evictions,
                expirations + other.expirations,
                commits + other.commits,
                writes + other.writes,
                busyWaits + other.busyWaits,
                busyTime.plus(other.busyTime));
    }
}
