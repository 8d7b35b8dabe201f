package dev.larder;

import dev.larder.storage.Blob;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Finding;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.LoadException;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.StoreUnavailableException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable map from keys to values, with expiry, tags and a size limit, that lives in a store: by default a SQLite
 * database in a directory, with large values as files beside it. Its verbs mean what they mean in DiskCache, whose
 * format the directory has.
 *
 * <p><b>Threads and processes.</b> Safe for use by any number of threads and, where the storage allows it, processes.
 * Every method is atomic across all of them, except those that say that they work in batches. Readers never wait;
 * writers wait for each other, up to the timeout (60 seconds unless the builder says otherwise; {@link #withTimeout}
 * and {@link #retrying} give views with another one).
 *
 * <p><b>Absence.</b> An entry whose time to live has ended is absent for every method on a single key. It still counts
 * in {@link #size()} and may be listed, until a write, {@link #expire()} or {@link #cull()} removes it. Neither keys
 * nor values are null: every method throws {@link NullPointerException} for a null argument that it does not declare
 * nullable.
 *
 * <p><b>Failures.</b> When a method throws, nothing has changed, unless it says otherwise. Beside what they declare,
 * methods throw {@link LarderTimeoutException} (waited longer than the timeout), {@link StoreFullException} (no room),
 * {@link CorruptStoreException} (the store is damaged, or a row names a file that cannot be its own),
 * {@link StoreUnavailableException} (a server could not be reached, or has not answered; a write may have been done),
 * {@link StorageException} (the database or disk failed), {@link SerializationException} (a key or value cannot be
 * encoded or decoded), {@link StoreClosedException} (closed, and opened with {@link CacheBuilder#refuseReopening()})
 * and {@link IllegalArgumentException} for keys that no store can find again: {@code NaN} and texts with unpaired
 * surrogates.
 *
 * <p><b>Values that the codec cannot read</b>, because another program or another codec wrote them, are a
 * {@link SerializationException} naming key, encoding number and codec; with {@link Undecodable#MISS} the entry is
 * taken for absent instead. Either way it stays in the store.
 *
 * <p><b>None.</b> Python's {@code None}, which {@link LoadOptions#cacheAbsent} and memoized functions store for results
 * that are null, is no value for methods that return one: they return what they return for an absent key. It is an
 * entry all the same, for {@link #contains}, {@link #add}, {@link #delete} and counts.
 *
 * <p><b>Size limit.</b> Soft: writes remove a few entries ({@link Setting#CULL_LIMIT}) when the volume has reached
 * {@link Setting#SIZE_LIMIT}, in the order of the {@link EvictionPolicy}, never the entry just written; {@link #cull()}
 * goes on until the volume is below.
 *
 * <p><b>Closing.</b> A closed cache opens again when it is next used, unless the builder forbids it.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface Cache<K, V> extends Iterable<K>, AutoCloseable {

    // ---- opening

    /**
     * A cache in this directory, which is made if it does not exist; a directory made by Python's DiskCache is used as
     * it is.
     */
    static CacheBuilder<Object, Object> at(Path directory) {
        return CacheOptions.at(directory);
    }

    /** A cache in a fresh temporary directory, told by {@link #directory()}, which is kept when the cache is closed. */
    static CacheBuilder<Object, Object> temporary() {
        return CacheOptions.temporary();
    }

    /** A cache in this storage. */
    static CacheBuilder<Object, Object> on(Storage storage) {
        return CacheOptions.on(storage);
    }

    // ---- writing

    /**
     * Stores {@code value} under {@code key}, without expiry and tag, replacing any earlier value; its key keeps its
     * place in insertion order.
     */
    default boolean set(K key, V value) {
        return set(key, value, WriteOptions.none());
    }

    /**
     * Stores {@code value} under {@code key}, replacing any earlier value, expiry and tag; the key keeps its place in
     * insertion order.
     *
     * @return whether it was stored: true, but for caches that report a timeout instead of throwing
     */
    boolean set(K key, V value, WriteOptions options);

    /** As {@link #write(Object, InputStream, WriteOptions)}, without expiry and tag. */
    default boolean write(K key, InputStream data) {
        return write(key, data, WriteOptions.none());
    }

    /**
     * Stores what {@code data} delivers, to its end, under {@code key}, without holding it in memory. Where the storage
     * has value files it becomes one, whatever its length. The stream is not closed.
     *
     * @return as {@link #set(Object, Object, WriteOptions)}
     * @throws UncheckedIOException if {@code data} fails; the earlier entry stays and nothing is left behind
     * @throws UnsupportedOperationException if the codec of the values cannot read streamed bytes
     */
    boolean write(K key, InputStream data, WriteOptions options);

    /** As {@link #add(Object, Object, WriteOptions)}, without expiry and tag. */
    default boolean add(K key, V value) {
        return add(key, value, WriteOptions.none());
    }

    /**
     * Stores {@code value} if {@code key} is absent; returns whether it was stored. An entry whose value the codec
     * cannot read is in the way as any other.
     */
    boolean add(K key, V value, WriteOptions options);

    /** As {@link #replace(Object, Object, WriteOptions)}, without expiry and tag. */
    default boolean replace(K key, V value) {
        return replace(key, value, WriteOptions.none());
    }

    /** Stores {@code value} if {@code key} is present; returns whether it was stored. */
    boolean replace(K key, V value, WriteOptions options);

    /** As {@link #compareAndSet(Object, Object, Object, WriteOptions)}, without expiry and tag. */
    default boolean compareAndSet(K key, V expected, V update) {
        return compareAndSet(key, expected, update, WriteOptions.none());
    }

    /**
     * Stores {@code update} if the present value equals {@code expected}; returns whether it was stored. Values are
     * equal if their encoded forms are; where the codec may give equal values different forms, if they are by
     * {@code equals}, arrays by their elements.
     */
    boolean compareAndSet(K key, V expected, V update, WriteOptions options);

    /** As {@link #setAll(Map, WriteOptions)}, without expiry and tag. */
    default void setAll(Map<? extends K, ? extends V> entries) {
        setAll(entries, WriteOptions.none());
    }

    /** Stores all entries in one transaction, in the order of the map's iteration. */
    void setAll(Map<? extends K, ? extends V> entries, WriteOptions options);

    /** Gives the entry another time to live, from now; returns whether there was one. */
    boolean touch(K key, Duration timeToLive);

    /** Takes the expiry from the entry; returns whether there was one. */
    boolean touch(K key);

    /** Adds 1; see {@link #increment(Object, long, long)}. An absent key starts at 0. */
    default long increment(K key) {
        return increment(key, 1, 0);
    }

    /** Adds {@code delta}; see {@link #increment(Object, long, long)}. An absent key starts at 0. */
    default long increment(K key, long delta) {
        return increment(key, delta, 0);
    }

    /**
     * Adds {@code delta} to the integer under {@code key} in place; its expiry and tag stay. An absent key is stored
     * with {@code initial + delta}, without expiry and tag.
     *
     * @return the sum
     * @throws ArithmeticException if the sum does not fit 64 bits; nothing changes
     * @throws SerializationException if the value is not an integer; nothing changes
     * @throws UnsupportedOperationException if the codec of the values does not read integers
     */
    long increment(K key, long delta, long initial);

    /** As {@link #increment(Object, long, long)}, but does nothing for an absent key and returns empty. */
    OptionalLong incrementIfPresent(K key, long delta);

    /**
     * Adds {@code delta} to the number under {@code key}, which becomes floating if it was an integer; otherwise as
     * {@link #increment(Object, long, long)}.
     *
     * @return the sum
     * @throws IllegalArgumentException if {@code delta} or {@code initial} is {@code NaN}
     * @throws ArithmeticException if the sum is {@code NaN}, as that of opposite infinities is; nothing changes
     * @throws SerializationException if the value is not a number; nothing changes
     * @throws UnsupportedOperationException if the codec of the values does not read floating numbers
     */
    double incrementDouble(K key, double delta, double initial);

    /** Subtracts 1; see {@link #increment(Object, long, long)}. */
    default long decrement(K key) {
        return decrement(key, 1, 0);
    }

    /** Subtracts {@code delta}; see {@link #increment(Object, long, long)}. */
    default long decrement(K key, long delta) {
        return decrement(key, delta, 0);
    }

    /**
     * Subtracts {@code delta}; see {@link #increment(Object, long, long)}. {@link Long#MIN_VALUE} has no negative and
     * is an {@link ArithmeticException}.
     */
    default long decrement(K key, long delta, long initial) {
        return increment(key, Math.negateExact(delta), initial);
    }

    // ---- reading

    /**
     * The value under {@code key}, or null. Counts as a read for statistics and eviction. Where the storage reads from
     * a replica, by choice, the value may be one of a moment ago, outside of transactions.
     */
    @Nullable
    V get(K key);

    /** The value under {@code key}, or {@code defaultValue}, which may be null. Counts as a read. */
    default @Nullable V getOrDefault(K key, @Nullable V defaultValue) {
        V value = get(key);
        return value == null ? defaultValue : value;
    }

    /** As {@link #get(Object, Function, LoadOptions)}; what is loaded has no expiry and no tag. */
    default @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
        return get(key, loader, WriteOptions.none());
    }

    /** As {@link #get(Object, Function, LoadOptions)}; what is loaded has this expiry and tag. */
    default @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader, WriteOptions options) {
        return get(key, loader, LoadOptions.storing(options));
    }

    /**
     * The value under {@code key}; if the key is absent, what {@code loader} makes of it, which is stored. Counts as a
     * read.
     *
     * <p>For each key one loader runs at a time among all threads and processes that look the key up with a loader;
     * they wait for it, as long as it takes, and get its value. When the process of a loader is killed, another one
     * loads within the {@linkplain LoadOptions#lease time of its lease}. {@link #set} and all other methods do not wait
     * for loaders; what they store while one runs, its value replaces. The timeout bounds single waits for other
     * writers, not the wait for a loader.
     *
     * <p>The loader runs on the calling thread, outside any lock and transaction of the store, and may use the cache.
     * It may look up other keys with loaders, in an order that never leads back to its own key: that is an
     * {@link IllegalStateException} within one process, while loaders of two processes that need each other's keys wait
     * for ever.
     *
     * <p>What the loader throws passes through unchanged to the thread that ran it. Those that waited get a
     * {@link LoadException}, with that as its cause in the same process, with its class and message in others. It is
     * not kept, unless {@link LoadOptions#cacheFailures} says so. A null from the loader is returned, and kept only if
     * {@link LoadOptions#cacheAbsent} says so; what is not kept, other processes that waited load themselves.
     *
     * @throws LoadException if the load failed for which this thread waited, or if an earlier failure is kept
     * @throws CancellationException if this thread is interrupted while it waits for somebody else's load; the thread
     *     stays interrupted and the load goes on
     * @throws IllegalStateException if the key is absent and this thread is inside a transaction on this cache, or if
     *     the loader needs its own key
     */
    @Nullable
    V get(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions<? super V> options);

    /**
     * Begins to memoize functions: results are kept in this cache under keys made of {@code name} and the arguments, as
     * DiskCache makes them, so that programs in Python that memoize a function of that name share the results.
     */
    Memoizer<V> memoize(String name);

    /**
     * The values under {@code keys}, from one state of the store, in the order of the keys; absent keys are missing
     * from the map. Counts as reads. The state may be one of a moment ago as with {@link #get(Object)}.
     *
     * @return a map that the caller may change, whose keys are those that were given
     */
    Map<K, V> getAll(Collection<? extends K> keys);

    /** The value under {@code key} and what is known about it. Counts as a read. */
    Optional<Entry<K, V>> entry(K key);

    /**
     * An open handle on the bytes under {@code key}: length, streams over ranges, and the file if it is one. Text is
     * its UTF-8. Counts as a read.
     *
     * @return the handle, which the caller closes, or empty if the key is absent
     * @throws SerializationException if the value is a number
     * @throws UnsupportedOperationException if the codec of the values wraps them in a form of its own, so that the
     *     bytes are not the value
     */
    Optional<Blob> read(K key);

    /**
     * A file that holds exactly the bytes under {@code key} and stays until the lease ends, for handing over to a
     * server or another process: whatever becomes of the entry, by any process, and whether or not this one is killed.
     * Text is its UTF-8. Counts as a read.
     *
     * <p>A value that lies in a file gets a second name in the directory of the store ({@code cache.db.pins}) where the
     * file system has links, and is copied otherwise; a value that lies in the database is written out. No lock is held
     * meanwhile. A pinned file of an entry that is gone takes room beyond the size limit until its lease ends. In a
     * transaction the file is made at once, and stays when that is rolled back.
     *
     * @param lease how long the file is to stay, at least
     * @return the file, or empty if the key is absent
     * @throws IllegalArgumentException if {@code lease} is not positive, or ends after the year 9999
     * @throws SerializationException if the value is a number
     * @throws UnsupportedOperationException if the storage has no files, as databases have not, or as for {@link #read}
     */
    Optional<PinnedFile> pin(K key, Duration lease);

    /** Whether {@code key} is present. Leaves no trace in statistics and eviction. */
    boolean contains(K key);

    // ---- removing

    /**
     * Removes the entry and returns its value, or null if the key is absent. An entry whose value cannot be read stays.
     * Does not count as a read.
     */
    @Nullable
    V pop(K key);

    /** Removes the entry and returns it; otherwise as {@link #pop}. */
    Optional<Entry<K, V>> popEntry(K key);

    /** Removes the entry; returns whether there was one. */
    boolean delete(K key);

    /** Removes the entries in one transaction; returns how many there were. */
    long deleteAll(Collection<? extends K> keys);

    /** As {@link #evict(Object, Progress)}, without progress. */
    default long evict(Object tag) {
        return evict(tag, Progress.NONE);
    }

    /**
     * Removes all entries with this tag (see {@link WriteOptions#tag}), in batches between which other writers get
     * their turn; entries written meanwhile with the tag may be removed too.
     *
     * @return how many were removed
     * @throws LarderTimeoutException with {@link LarderTimeoutException#removed()}: how many were removed before
     */
    long evict(Object tag, Progress progress);

    /** As {@link #evictPrefix(String, Progress)}, without progress. */
    default long evictPrefix(String prefix) {
        return evictPrefix(prefix, Progress.NONE);
    }

    /**
     * Removes all entries whose key is a text that starts with {@code prefix}; otherwise as {@link #evict(Object,
     * Progress)}.
     */
    long evictPrefix(String prefix, Progress progress);

    /** As {@link #expire(Progress)}, without progress. */
    default long expire() {
        return expire(Progress.NONE);
    }

    /** Removes all entries whose time to live has ended; otherwise as {@link #evict(Object, Progress)}. */
    long expire(Progress progress);

    /** As {@link #cull(Progress)}, without progress. */
    default long cull() {
        return cull(Progress.NONE);
    }

    /**
     * Removes all entries whose time to live has ended, then others in the order of the eviction policy until the
     * volume is no longer above the size limit; otherwise as {@link #evict(Object, Progress)}.
     */
    long cull(Progress progress);

    /** As {@link #clear(Progress)}, without progress. */
    default long clear() {
        return clear(Progress.NONE);
    }

    /** Removes all entries that are there at the call; otherwise as {@link #evict(Object, Progress)}. */
    long clear(Progress progress);

    // ---- queues

    /**
     * Adds {@code value} at the back of the queue without prefix; see {@link #push(Object, String, Side,
     * WriteOptions)}.
     */
    default QueueKey push(V value) {
        return push(value, null, Side.BACK, WriteOptions.none());
    }

    /** Adds {@code value} at the back of a queue; see {@link #push(Object, String, Side, WriteOptions)}. */
    default QueueKey push(V value, @Nullable String prefix) {
        return push(value, prefix, Side.BACK, WriteOptions.none());
    }

    /**
     * Adds {@code value} to a queue. Queues are entries with numbered keys: integers without a prefix, otherwise
     * {@code prefix-} and fifteen digits, starting in the middle, at 500000000000000.
     *
     * @param prefix name of the queue, or null for the one without
     * @throws StoreFullException if the numbers have reached their end on that side
     * @throws UnsupportedOperationException if a crash of the server would empty the cache, which is no place for a
     *     queue
     */
    QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options);

    /** Removes and returns the front of the queue without prefix. */
    default Optional<QueueItem<V>> pull() {
        return pull(null, Side.FRONT);
    }

    /** Removes and returns the front of a queue. */
    default Optional<QueueItem<V>> pull(@Nullable String prefix) {
        return pull(prefix, Side.FRONT);
    }

    /**
     * Removes and returns an end of a queue, or empty if the queue is. Expired items on the way are removed. An item
     * whose value cannot be read stays; with {@link Undecodable#MISS} the next one is taken.
     */
    Optional<QueueItem<V>> pull(@Nullable String prefix, Side side);

    /** Returns the front of the queue without prefix. */
    default Optional<QueueItem<V>> peek() {
        return peek(null, Side.FRONT);
    }

    /** Returns the front of a queue. */
    default Optional<QueueItem<V>> peek(@Nullable String prefix) {
        return peek(prefix, Side.FRONT);
    }

    /** Returns an end of a queue, or empty if the queue is; leaves it in place. */
    Optional<QueueItem<V>> peek(@Nullable String prefix, Side side);

    /**
     * The newest live entry ({@link Side#BACK}) or the oldest ({@link Side#FRONT}) in insertion order. Expired ones on
     * the way are removed. Does not count as a read.
     */
    Optional<Entry<K, V>> peekItem(Side side);

    // ---- listing

    /**
     * The keys in insertion order, expired ones included, as far as they were there at the call. Not a snapshot: keys
     * removed meanwhile may be missing. It holds nothing open and may be given up at any point. {@code remove} deletes.
     */
    @Override
    Iterator<K> iterator();

    /**
     * The keys in this order, expired ones included; read in pages as the stream goes on, so it holds nothing open and
     * never the whole in memory.
     */
    Stream<K> keys(Order order);

    /**
     * The live entries in this order; otherwise as {@link #keys(Order)}. Leaves no trace in statistics and eviction.
     */
    Stream<Entry<K, V>> entries(Order order);

    /**
     * A view as a map: everything on a single key is atomic, also across processes. {@code compute}, {@code merge} and
     * their like run their function in a transaction; see {@link #transactResult} for what it must not do.
     * {@code putAll} is one transaction.
     *
     * <p>What the view writes has no expiry and no tag. {@code get} and {@code computeIfAbsent} count as reads, nothing
     * else does. Iteration shows live entries in insertion order and is as weakly consistent as {@link #iterator()};
     * {@code size} counts expired ones as {@link #size()} does. Values are compared as {@link #compareAndSet(Object,
     * Object, Object, WriteOptions)} compares them; {@code equals} and {@code hashCode} are those of {@link Map}, by
     * {@code equals} of keys and values. What is asked for with a key or value of another type is not in the map.
     */
    ConcurrentMap<K, V> asMap();

    // ---- the store

    /** Number of entries, expired ones included. */
    long size();

    /**
     * Bytes the store takes on disk: the database's pages in use and the value files. Directories and the log are not
     * counted.
     */
    long volume();

    /** Bytes of the database file with its free pages, and the value files. */
    long allocatedBytes();

    /** Bytes of the values that lie in files. */
    long fileBytes();

    /** What this object and its views have done since it was made; costs little, and opens no closed cache. */
    Activity activity();

    /** Hits and misses so far. */
    Stats stats();

    /**
     * Turns the counting of hits and misses on or off.
     *
     * @param reset whether to start again at zero
     * @return hits and misses from before
     */
    Stats stats(boolean enable, boolean reset);

    /** The settings, as they were at most one second ago. */
    Settings settings();

    /**
     * Changes a setting of the store, for all processes: those that use Larder see it within one second. Indexes that
     * the setting needs are made or dropped.
     *
     * @throws IllegalArgumentException if the setting cannot have this value
     */
    <T> void configure(Setting<T> setting, T value);

    /** Compares counters, entries and files without changing anything; returns what is wrong. */
    List<Finding> check();

    /**
     * As {@link #check()}, and puts right what can be. Entries whose value is lost are removed; files that no entry
     * names are deleted when they are old enough.
     */
    List<Finding> repair();

    /** The directory in which the store lives, if it lives in one. */
    Optional<Path> directory();

    // ---- transactions and views

    /**
     * Runs several operations as one: all effects or none. See {@link #transactResult}.
     *
     * @param work is given this cache; operations on this cache object by the same thread take part as well
     */
    default void transact(Consumer<? super Cache<K, V>> work) {
        transactResult(cache -> {
            work.accept(cache);
            return cache;
        });
    }

    /**
     * Runs several operations as one and returns a result. Reads inside see the writes before them. Other threads and
     * processes see all effects or none; the outcome is that of some serial order. A transaction inside another becomes
     * part of it. When {@code work} throws, everything is rolled back, and the exception passes through unchanged. The
     * timeout bounds the wait for the transaction to begin, not the transaction.
     *
     * <p>{@code work} is done by the calling thread: what it lets other threads do is not part of the transaction. Keep
     * it short and free of effects elsewhere: other writers may be waiting, and a storage may run it again to resolve a
     * conflict.
     */
    <R extends @Nullable Object> R transactResult(Function<? super Cache<K, V>, R> work);

    /**
     * A view of this cache whose operations wait no longer than {@code timeout} for other writers.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    Cache<K, V> withTimeout(Duration timeout);

    /** A view of this cache whose operations wait for other writers as long as it takes. */
    Cache<K, V> retrying();

    /**
     * A view whose operations run on {@code executor} and deliver their results later.
     *
     * @param executor runs the operations, which wait for the disk, for other writers and for loaders
     */
    default AsyncCache<K, V> async(Executor executor) {
        return new AsyncCache<>(this, executor);
    }

    /**
     * A serialisable reference that opens this store again elsewhere.
     *
     * @throws IllegalStateException if a codec is not serialisable, naming it
     */
    CacheReference<K, V> reference();

    /**
     * Waits for running operations and releases files and connections. Closing twice has no effect; blobs stay
     * readable. A view closes what it is a view of.
     *
     * @throws IllegalStateException inside a transaction on this cache by the same thread, or in its removal listener
     */
    @Override
    void close();
}
