package dev.larder.storage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to open a store. Immutable; the {@code with} methods return changed copies.
 *
 * @param settings settings to write at opening where they differ from what the store has; others keep what the store
 *     has
 * @param openWait how long opening may wait for other processes
 * @param readWait how long methods that take no {@link Wait} may wait for others: to read, where the storage makes
 *     readers wait, and to record accesses
 * @param durability what an acknowledged write survives
 * @param exactAccess whether each counted read is recorded before it returns; otherwise reads are recorded in batches,
 *     of which a killed process loses the last
 * @param clock what time it is, for storages that do not ask their server
 * @param removals told of removed rows, or null
 * @param allowNetworkDisk whether to open a store on a network file system, whose locks often do not work
 * @param checkGracePeriod how old an unknown file must be before a check calls it one: younger ones may belong to a
 *     write under way
 * @param firstPosition place in insertion order, at least 1, of a row that is stored when there is none: so many rows
 *     can be {@linkplain Placing#FIRST put first} without giving others new places. A storage that needs no such room
 *     may begin elsewhere
 */
public record StoreConfig(
        Settings settings,
        Wait openWait,
        Wait readWait,
        Durability durability,
        boolean exactAccess,
        InstantSource clock,
        @Nullable RemovalObserver removals,
        boolean allowNetworkDisk,
        Duration checkGracePeriod,
        long firstPosition) {

    public StoreConfig {
        Objects.requireNonNull(settings, "settings");
        if (checkGracePeriod.isNegative()) {
            throw new IllegalArgumentException(
                    "The grace period of a check is negative: " + checkGracePeriod + "; use zero for none");
        }
        if (firstPosition < 1) {
            throw new IllegalArgumentException("Insertion order begins at 1 or later, not at " + firstPosition);
        }
    }

    /**
     * Default settings, waits of a minute, {@link Durability#NORMAL}, buffered accesses, the system clock, fifteen
     * minutes of grace, places from 1 on.
     */
    public static StoreConfig defaults() {
        return new StoreConfig(
                Settings.defaults(),
                Wait.upTo(Duration.ofSeconds(60)),
                Wait.upTo(Duration.ofSeconds(60)),
                Durability.NORMAL,
                false,
                InstantSource.system(),
                null,
                false,
                Duration.ofMinutes(15),
                1);
    }

    public StoreConfig withSettings(Settings settings) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withOpenWait(Wait openWait) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withReadWait(Wait readWait) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withDurability(Durability durability) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withExactAccess(boolean exactAccess) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withClock(InstantSource clock) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withRemovals(@Nullable RemovalObserver removals) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withAllowNetworkDisk(boolean allowNetworkDisk) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withCheckGracePeriod(Duration checkGracePeriod) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }

    public StoreConfig withFirstPosition(long firstPosition) {
        return new StoreConfig(
                settings,
                openWait,
                readWait,
                durability,
                exactAccess,
                clock,
                removals,
                allowNetworkDisk,
                checkGracePeriod,
                firstPosition);
    }
}
