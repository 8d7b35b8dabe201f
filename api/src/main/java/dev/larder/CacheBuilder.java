package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to open a cache. What is not said keeps what the store has, and a new store gets the defaults of {@link Setting}.
 * Immutable: every method returns another builder, and one builder may open several caches.
 *
 * <p>Without {@link #keys} and {@link #values} both are native types: {@code Long}, {@code Double}, {@code String} and
 * {@code byte[]}.
 */
public interface CacheBuilder<K, V> {

    /**
     * The codec of the keys.
     *
     * @throws IllegalArgumentException if the codec may give equal keys different forms
     * @throws IllegalStateException if there is a {@linkplain #removalListener removal listener} already, which is told
     *     of keys of another type
     */
    <L> CacheBuilder<L, V> keys(Codec<L> codec);

    /** The codec of the values. */
    <W> CacheBuilder<K, W> values(Codec<W> codec);

    /**
     * Writes this setting into the store when it is opened.
     *
     * @throws IllegalArgumentException if the setting cannot have this value
     */
    <T> CacheBuilder<K, V> with(Setting<T> setting, T value);

    /** The volume in bytes from which on entries are culled; see {@link DataSize}. */
    default CacheBuilder<K, V> sizeLimit(long bytes) {
        return with(Setting.SIZE_LIMIT, bytes);
    }

    /** Which entries go first when the size limit is reached. */
    default CacheBuilder<K, V> evictionPolicy(EvictionPolicy policy) {
        return with(Setting.EVICTION_POLICY, policy);
    }

    /** Whether to count hits and misses. */
    default CacheBuilder<K, V> statistics(boolean on) {
        return with(Setting.STATISTICS, on);
    }

    /** Whether to index tags. */
    default CacheBuilder<K, V> tagIndex(boolean on) {
        return with(Setting.TAG_INDEX, on);
    }

    /**
     * How long opening and operations wait for other writers; 60 seconds if not said.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    CacheBuilder<K, V> timeout(Duration timeout);

    /** What an acknowledged write survives; {@link Durability#NORMAL} if not said. */
    CacheBuilder<K, V> durability(Durability durability);

    /**
     * Records each read for the eviction policy and the statistics before it returns. Otherwise reads are recorded in
     * batches, and a killed process loses the last.
     */
    CacheBuilder<K, V> exactAccess();

    /** What to do with keys and values that the codec cannot read; {@link Undecodable#FAIL} if not said. */
    CacheBuilder<K, V> undecodable(Undecodable policy);

    /** What to do when the storage fails for the moment; {@link FailurePolicy#FAIL} if not said. */
    CacheBuilder<K, V> onFailure(FailurePolicy policy);

    /**
     * Is told of removed entries.
     *
     * @throws IllegalStateException if there is one already
     */
    CacheBuilder<K, V> removalListener(RemovalListener<? super K> listener);

    /** What time it is; the system's clock if not said. For tests. */
    CacheBuilder<K, V> clock(InstantSource clock);

    /** Opens the store even on a network file system, where locks often do not work and data may be lost. */
    CacheBuilder<K, V> allowNetworkFileSystem();

    /**
     * How old a file that no entry names must be before {@link Cache#repair()} deletes it; 15 minutes if not said.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    CacheBuilder<K, V> checkGracePeriod(Duration age);

    /**
     * Makes using the cache after closing it a {@link dev.larder.storage.StoreClosedException} instead of opening it
     * again.
     */
    CacheBuilder<K, V> refuseReopening();

    /**
     * Tells {@code listener} of each operation that takes at least so long; {@link SlowOperation} says what is measured
     * and when it is told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    CacheBuilder<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /**
     * Opens the cache. {@link Storage#open} says how else that can fail.
     *
     * @throws IllegalStateException if the module of the storage is missing
     */
    Cache<K, V> open();
}
