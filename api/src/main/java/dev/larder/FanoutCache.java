package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A {@link Cache} whose keys are divided among several stores, its shards, so that writers seldom wait for each other:
 * each shard has one writer at a time, and writers of different shards are not in each other's way. In a directory it
 * is DiskCache's {@code FanoutCache}; in a database each shard is a collection. A key lies in the same shard for all.
 *
 * <p>Every method means what it means in {@link Cache}, for the whole, with these differences.
 *
 * <p><b>Timeouts</b> are not thrown. An operation that would have to wait for other writers longer than the timeout, 10
 * milliseconds unless the builder says otherwise, gives up and changes nothing: {@code set}, {@code write},
 * {@code add}, {@code replace}, {@code compareAndSet}, {@code touch} and {@code delete} return {@code false};
 * {@code get}, {@code entry}, {@code read}, {@code pin}, {@code pop}, {@code popEntry}, {@code incrementIfPresent} and
 * {@code pull} return what they return for an absent key. Each is counted in {@link Stats#timedOut()}. All other
 * methods, whose result could not tell, wait as long as it takes; so does everything on the view that {@link #retrying}
 * gives, and on {@link #asMap()}. Reading needs no waiting, except where {@linkplain CacheBuilder#exactAccess each read
 * is recorded at once}.
 *
 * <p><b>What spans shards.</b> {@link #transact}, {@link #setAll}, {@link #deleteAll}, {@link #push}, {@link #pull},
 * {@link #configure}, {@link #stats(boolean, boolean)} and the computing methods of {@link #asMap()} run in a
 * transaction over the shards they need, for which they wait in the order of the shards' numbers. Others see all
 * effects of it or none of them in any one shard. In a directory the shards commit one after the other: a reader may
 * see one shard's effects before another's, and when the process is killed between two commits, some shards have the
 * effects and others have not. In a database it is one transaction of the database and commits as one, if the database
 * is one server; such transactions take turns within a process, and on PostgreSQL may be run again, as
 * {@link Cache#transact} says. {@link #getAll} reads one state of each shard. {@link #pull} and {@link #push} hold all
 * shards for a moment, so a cache with one shard, or a plain one, is the better queue.
 *
 * <p><b>Order.</b> Insertion order is that of the first shard, then that of the second, and so on;
 * {@link Order#INSERTION_REVERSED} is its mirror image, and {@link #peekItem} its ends. {@link Order#KEY} is the order
 * over all. Numbers are keys by their spelling: {@code 1} and {@code 1.0} are usually two keys here.
 *
 * <p><b>Size limit.</b> It is for the whole. A write trims its own shard when the whole is above the limit and the
 * shard above its equal share; when the shard is below it, the one with most gives way. So one shard may hold a large
 * value while others are nearly empty, and which entries go first is decided by the policy shard by shard. Volumes are
 * known to a second, or some dozens of writes. Each shard's own setting is its share, since that is what Python goes
 * by.
 *
 * <p><b>Failures.</b> Opening needs all shards. After that a shard that fails, because it is damaged or its server does
 * not answer, fails for its own keys and for what spans shards; the others go on, with what was last known of its
 * volume.
 *
 * <p><b>Number of shards.</b> It is remembered. In a directory it can be changed with {@code larder reshard}. In a
 * database it cannot: opening with another number is an {@link IllegalArgumentException}, and the way to more shards is
 * another cache, into which the entries are set.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface FanoutCache<K, V> extends Cache<K, V> {

    /**
     * A cache of shards in this directory, which is made if it does not exist; one made by Python's DiskCache is used
     * as it is.
     */
    static FanoutCacheBuilder<Object, Object> at(Path directory) {
        return FanoutOptions.at(directory);
    }

    /**
     * A cache of shards in this storage, which holds many collections by name: in an H2 or a PostgreSQL database. Each
     * shard is a collection, named as the storage is, with a slash and its number: {@code pages/000}. A storage that is
     * a directory gives what {@link #at} gives.
     *
     * @throws IllegalArgumentException if the storage holds no more than one collection, and is no directory
     */
    static FanoutCacheBuilder<Object, Object> on(Storage storage) {
        return FanoutOptions.on(storage);
    }

    /** A cache of shards in a fresh temporary directory; see {@link Cache#temporary()}. */
    static FanoutCacheBuilder<Object, Object> temporary() {
        return FanoutOptions.temporary();
    }

    /** Among how many shards the keys are divided. */
    int shards();

    /** The cache with this name, of native keys and values; see {@link #cache(String, Codec, Codec)}. */
    default Cache<Object, Object> cache(String name) {
        return cache(name, Codec.natives(), Codec.natives());
    }

    /**
     * The cache with this name under this one's directory, where Python's DiskCache has it too, or in its storage, as
     * {@code pages/cache/<name>} beside the shards of {@code pages}; made if it is not there. It is a plain cache with
     * the defaults of {@link Cache#at}, beside this one's entries: it does not count in the size and the size limit
     * here. Clock, durability and whether it opens again are as they are here. This cache closes it. For one name there
     * is one object, however often and by whichever view it is asked for.
     *
     * @param name one or more names with {@code /} between them, which nest
     * @throws IllegalArgumentException if the name is empty, has an empty part, {@code .}, {@code ..}, a backslash or a
     *     NUL, or if one of two caches would lie inside the other
     * @throws IllegalStateException if it was made with codecs of other names, or if there is a deque or index with
     *     this name and no cache
     */
    <L, W> Cache<L, W> cache(String name, Codec<L> keys, Codec<W> values);

    /** The deque with this name, of native elements; see {@link #deque(String, Codec)}. */
    default Deque<Object> deque(String name) {
        return deque(name, Codec.natives());
    }

    /**
     * The deque with this name under this one's directory, where Python's DiskCache has it too, or in its storage; made
     * if it is not there. For the rest as {@link #cache(String, Codec, Codec)}.
     */
    <E> Deque<E> deque(String name, Codec<E> values);

    /** The index with this name, of native keys and values; see {@link #index(String, Codec, Codec)}. */
    default Index<Object, Object> index(String name) {
        return index(name, Codec.natives(), Codec.natives());
    }

    /**
     * The index with this name under this one's directory, where Python's DiskCache has it too, or in its storage; made
     * if it is not there. For the rest as {@link #cache(String, Codec, Codec)}.
     */
    <L, W> Index<L, W> index(String name, Codec<L> keys, Codec<W> values);

    /**
     * A view of this cache whose operations wait no longer than {@code timeout} for other writers, as far as they can
     * report a timeout.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    @Override
    FanoutCache<K, V> withTimeout(Duration timeout);

    /** A view of this cache whose operations wait for other writers as long as it takes. */
    @Override
    FanoutCache<K, V> retrying();

    @Override
    FanoutCacheReference<K, V> reference();
}
