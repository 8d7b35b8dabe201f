package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to open a {@link FanoutCache}. Settings are those of the whole: every shard gets them, of the size limit its
 * share.
 */
public interface FanoutCacheBuilder<K, V> extends CacheBuilder<K, V> {

    /**
     * Among how many shards the keys are divided. If not said it is the number there is, and 8 for a new cache. It
     * cannot be changed by opening: `larder reshard` does that for directories, and in a database it stays.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    FanoutCacheBuilder<K, V> shards(int count);

    @Override
    <L> FanoutCacheBuilder<L, V> keys(Codec<L> codec);

    @Override
    <W> FanoutCacheBuilder<K, W> values(Codec<W> codec);

    @Override
    <T> FanoutCacheBuilder<K, V> with(Setting<T> setting, T value);

    /**
     * The volume in bytes of all shards together from which on entries are culled; see {@link DataSize}. It is kept as
     * equal shares, from four pebibytes on to sixteen digits.
     */
    @Override
    default FanoutCacheBuilder<K, V> sizeLimit(long bytes) {
        return with(Setting.SIZE_LIMIT, bytes);
    }

    @Override
    default FanoutCacheBuilder<K, V> evictionPolicy(EvictionPolicy policy) {
        return with(Setting.EVICTION_POLICY, policy);
    }

    @Override
    default FanoutCacheBuilder<K, V> statistics(boolean on) {
        return with(Setting.STATISTICS, on);
    }

    @Override
    default FanoutCacheBuilder<K, V> tagIndex(boolean on) {
        return with(Setting.TAG_INDEX, on);
    }

    /**
     * How long operations that can report a timeout wait for other writers; 10 milliseconds if not said. Opening waits
     * up to 60 seconds in any case.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    @Override
    FanoutCacheBuilder<K, V> timeout(Duration timeout);

    @Override
    FanoutCacheBuilder<K, V> durability(Durability durability);

    @Override
    FanoutCacheBuilder<K, V> exactAccess();

    @Override
    FanoutCacheBuilder<K, V> undecodable(Undecodable policy);

    /**
     * Timeouts are reported by a cache of shards as they are, and other failures thrown.
     *
     * @throws UnsupportedOperationException if it is another policy than {@link FailurePolicy#FAIL}
     */
    @Override
    FanoutCacheBuilder<K, V> onFailure(FailurePolicy policy);

    @Override
    FanoutCacheBuilder<K, V> removalListener(RemovalListener<? super K> listener);

    @Override
    FanoutCacheBuilder<K, V> clock(InstantSource clock);

    @Override
    FanoutCacheBuilder<K, V> allowNetworkFileSystem();

    @Override
    FanoutCacheBuilder<K, V> checkGracePeriod(Duration age);

    @Override
    FanoutCacheBuilder<K, V> refuseReopening();

    /**
     * Tells {@code listener} of each operation that takes at least so long, of the cache, as which its shards are
     * reported, and of the collections by name beneath it; {@link SlowOperation} says what is measured and when it is
     * told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    @Override
    FanoutCacheBuilder<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /**
     * Opens the cache, making what is not there. Several processes may do so at the same time, and one whose making was
     * interrupted is completed.
     *
     * @throws IllegalArgumentException if there is another number of shards than was {@linkplain #shards asked for}
     * @throws dev.larder.storage.StorageException if resharding was interrupted and has to be finished first
     * @throws IllegalStateException if the module of the storage is missing
     */
    @Override
    FanoutCache<K, V> open();
}
