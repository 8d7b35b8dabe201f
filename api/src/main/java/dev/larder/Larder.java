package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One root for many named collections, locks and counters, each of which is made when it is first asked for. In a
 * directory they lie where Python's DiskCache has its own: caches in {@code cache/}, deques in {@code deque/}, indexes
 * in {@code index/}; those that Python does not have in {@code fanout/} and {@code queue/}. Locks and counters lie
 * together in the cache {@code cache/larder}.
 *
 * <p><b>Names.</b> A name is one collection, lock or counter, with one type. It is one name or more with {@code /}
 * between them, which nest. Asking for a name that a collection of another kind has, or with codecs of other names than
 * it was made with, is an {@link IllegalStateException}, whoever made it: another thread, another process, an earlier
 * run. Where Python has made two of different kinds with one name, both can be opened. A name that is empty, has an
 * empty part, {@code .}, {@code ..}, a backslash or a NUL, or that would make one collection lie inside another, is an
 * {@link IllegalArgumentException}; so is {@code larder} for a cache: {@code cache/larder} is the larder's own.
 *
 * <p><b>Objects.</b> For one name there is one object, however often it is asked for. The larder closes it. Options
 * count when it is first asked for. Asking later with options that say what is in force gives the same object, with
 * others it is an {@link IllegalStateException}, which says both; settings, bounds and numbers of shards that are not
 * said are welcome as they are. Asking without options gives what is there. What the options functions get is a builder
 * with the larder's own settings, and they return it with changes.
 *
 * <p><b>Transactions</b> are those of each collection: nothing spans two of them.
 *
 * <p>Safe for use by many threads, and by many processes on one directory. A larder that was closed opens again when it
 * is used, unless {@link LarderBuilder#refuseReopening} forbids it.
 */
public interface Larder extends AutoCloseable {

    /** The larder in this directory, with the defaults; see {@link #at}. */
    static Larder open(Path directory) {
        return at(directory).open();
    }

    /** The larder in this storage, with the defaults; see {@link #on}. */
    static Larder open(Storage storage) {
        return on(storage).open();
    }

    /**
     * A larder whose collections lie in this storage: in an H2 or a PostgreSQL database. Each has the name there that
     * its directory would have, {@code cache/hits}. If a crash of the database's server would empty them, it has caches
     * only, and everything else is an {@link UnsupportedOperationException}.
     *
     * @throws IllegalArgumentException if the storage holds no more than one collection
     */
    static LarderBuilder on(Storage storage) {
        return LarderOptions.on(storage);
    }

    /** A larder in this directory, which is made if it does not exist. */
    static LarderBuilder at(Path directory) {
        return LarderOptions.at(directory);
    }

    /**
     * A larder at this place: in a directory if it is a {@code file} URI, otherwise in the storage that it names, which
     * {@link Storage#uri()} tells.
     *
     * @throws IllegalArgumentException if it is not the URI of a directory, nor one of a storage that holds more than
     *     one collection
     * @throws IllegalStateException if the module of the storage is missing
     */
    static LarderBuilder at(URI place) {
        return LarderOptions.at(place);
    }

    /** The cache with this name, of native keys and values. */
    default Cache<Object, Object> cache(String name) {
        return cache(name, Codec.natives(), Codec.natives());
    }

    /** The cache with this name. */
    <K, V> Cache<K, V> cache(String name, Codec<K> keys, Codec<V> values);

    /** The cache with this name, opened with options of its own. */
    <K, V> Cache<K, V> cache(
            String name, Function<? super CacheBuilder<Object, Object>, ? extends CacheBuilder<K, V>> options);

    /** The cache of shards with this name, of native keys and values. */
    default FanoutCache<Object, Object> fanout(String name) {
        return fanout(name, Codec.natives(), Codec.natives());
    }

    /** The cache of shards with this name. */
    <K, V> FanoutCache<K, V> fanout(String name, Codec<K> keys, Codec<V> values);

    /** The cache of shards with this name, opened with options of its own. */
    <K, V> FanoutCache<K, V> fanout(
            String name,
            Function<? super FanoutCacheBuilder<Object, Object>, ? extends FanoutCacheBuilder<K, V>> options);

    /** The deque with this name, of native elements. */
    default Deque<Object> deque(String name) {
        return deque(name, Codec.natives());
    }

    /** The deque with this name. */
    <E> Deque<E> deque(String name, Codec<E> values);

    /** The deque with this name, opened with options of its own. */
    <E> Deque<E> deque(String name, Function<? super DequeBuilder<Object>, ? extends DequeBuilder<E>> options);

    /** The index with this name, of native keys and values. */
    default Index<Object, Object> index(String name) {
        return index(name, Codec.natives(), Codec.natives());
    }

    /** The index with this name. */
    <K, V> Index<K, V> index(String name, Codec<K> keys, Codec<V> values);

    /** The index with this name, opened with options of its own. */
    <K, V> Index<K, V> index(
            String name, Function<? super IndexBuilder<Object, Object>, ? extends IndexBuilder<K, V>> options);

    /** The work queue with this name, of native payloads. */
    default WorkQueue<Object> queue(String name) {
        return queue(name, Codec.natives());
    }

    /** The work queue with this name. */
    <T> WorkQueue<T> queue(String name, Codec<T> values);

    /** The work queue with this name, opened with options of its own. */
    <T> WorkQueue<T> queue(
            String name, Function<? super WorkQueueBuilder<Object>, ? extends WorkQueueBuilder<T>> options);

    /**
     * The lock with this name, with a lease of 30 seconds: a lock between threads and processes that its holder may
     * take several times. Closing the larder ends the extension of its lease, and wakes whoever waits for it with a
     * {@link dev.larder.storage.StoreClosedException}.
     *
     * <p>A name stays once it was asked for. For a lock per user or per file, of which there are ever more, and for
     * other leases, take {@link ReentrantCacheLock#in(Cache, Object, java.time.Duration)} in a cache.
     */
    ReentrantCacheLock lock(String name);

    /**
     * The counter with this name: a whole number, 0 at first, that threads and processes count with. A name stays once
     * it was asked for; where there are ever more, {@link Cache#increment} counts in a cache.
     */
    Counter counter(String name);

    /**
     * What is there, open or not, by kind and name. Locks and counters are there from when they are first asked for,
     * whether or not anybody holds or has counted them.
     *
     * @throws dev.larder.storage.StorageException if a directory cannot be looked through
     */
    List<NamedCollection> collections();

    /** The directory in which the collections lie, if they lie in one. */
    Optional<Path> directory();

    /**
     * Closes all collections of this larder, also if closing one of them fails; then the first failure is thrown. What
     * other processes, or other larders on the same directory, have open is not touched.
     */
    @Override
    void close();
}
