package dev.larder;

import dev.larder.storage.Durability;
import dev.larder.storage.Side;
import dev.larder.storage.Storage;
import dev.larder.storage.StoreFullException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A durable map in insertion order that never forgets anything by itself: DiskCache's {@code Index}, whose format the
 * directory has. It is a {@link java.util.concurrent.ConcurrentMap} with two ends and, from Java 21 on, a
 * {@code java.util.SequencedMap}.
 *
 * <p><b>Order.</b> A new key is the last. Replacing a value keeps its key's place; {@link #putFirst} and
 * {@link #putLast} move it, and so does removing it and putting it again. {@link #sorted()} shows the same entries by
 * key.
 *
 * <p><b>Threads and processes.</b> Safe for use by any number of threads and, where the storage allows it, processes.
 * Every method is atomic across all of them, but for {@link #clear()} and the views' {@code clear}, {@code removeIf}
 * and {@code retainAll}, which remove entry by entry or in batches. {@code putAll} and {@link #replaceAll} are one
 * transaction; {@code compute}, {@code merge} and their like run their function in one: see {@link #transactResult} for
 * what it must not do. Readers never wait; writers wait for each other, up to the timeout of the builder.
 *
 * <p><b>Views</b> hold nothing: what they show is read from the store, a few entries at a time, so they may be larger
 * than memory. Their iterators are weakly consistent: they show the entries that were there when they were made, with
 * their present values and without those removed meanwhile. What is added meanwhile they show only where it is put
 * first, or takes the place of a removed last entry. An entry that is moved meanwhile may be passed over or shown
 * again. {@code setValue} of an entry puts.
 *
 * <p><b>Equality</b> of values (in {@code replace}, {@code remove}, {@code containsValue}) is that of their encoded
 * form, or {@code equals} where the codec may give equal values different forms. {@link #equals} and {@link #hashCode}
 * of the index are those of {@link Map}, which know no order; {@link #equalsInOrder} is the comparison that DiskCache
 * makes between ordered mappings.
 *
 * <p><b>Null</b> is neither key nor value: methods throw {@link NullPointerException}. Python's {@code None} under a
 * key is no value, so that the key looks absent to methods that return one, but counts and is {@linkplain #containsKey
 * contained}.
 *
 * <p><b>Durability.</b> What a method did survives a killed process when it returns; with {@link Durability#FULL} a
 * loss of power too.
 *
 * <p><b>Failures</b> are those of {@link Cache}, and when a method throws, nothing has changed, unless it says
 * otherwise. Keys and values that the codec cannot read are a {@link dev.larder.storage.SerializationException}; with
 * {@link Undecodable#MISS} their entries are taken for absent.
 *
 * <p>DiskCache's names and what they are here: {@code popitem()} is {@link #pollLastEntry()} and
 * {@code popitem(last=False)} {@link #pollFirstEntry()}; {@code peekitem()} is {@link #lastEntry()} and
 * {@code peekitem(last=False)} {@link #firstEntry()}; {@code setdefault} is {@link #setDefault}; {@code update} is
 * {@link #putAll} or {@link #update}; {@code index == other} is {@link #equalsInOrder}; {@code index.cache} is
 * {@link #cache()}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface Index<K, V> extends OrderedMap<K, V>, AutoCloseable {

    // ---- opening

    /**
     * An index in this directory, which is made if it does not exist; a directory made by Python's DiskCache is used as
     * it is.
     */
    static IndexBuilder<Object, Object> at(Path directory) {
        return IndexOptions.at(directory);
    }

    /**
     * An index in a fresh temporary directory, told by {@link #directory()}, which is kept when the index is closed.
     */
    static IndexBuilder<Object, Object> temporary() {
        return IndexOptions.temporary();
    }

    /** An index in this storage. */
    static IndexBuilder<Object, Object> on(Storage storage) {
        return IndexOptions.on(storage);
    }

    // ---- ends

    /**
     * {@inheritDoc}
     *
     * <p>An index that Larder has made has room for four billion such entries. In one that Python has made there is
     * none at first: then all entries are given new places, once and in the same transaction, which takes time in
     * proportion to their number.
     *
     * @throws StoreFullException if there is no room, or insertion order has no place left
     */
    @Override
    @Nullable
    V putFirst(K key, V value);

    /** The same index in the opposite order, as a view; closing it closes the index. New keys are the first in it. */
    @Override
    Index<K, V> reversed();

    // ---- values

    /** The value under {@code key}; if it is absent, {@code value}, which is put. */
    default V setDefault(K key, V value) {
        V present = putIfAbsent(key, value);
        return present == null ? value : present;
    }

    /**
     * Puts these pairs in one transaction and in their order; of several with one key the last value is put, at the
     * place of the first.
     */
    void update(Iterable<? extends Map.Entry<? extends K, ? extends V>> pairs);

    /** Whether {@code other} has equal entries in the same order. Values are compared as those of the index are. */
    boolean equalsInOrder(Map<?, ?> other);

    /** Number of entries, also when there are more than {@link #size()} can tell. */
    long count();

    /**
     * The entries by key, as a view.
     *
     * @throws UnsupportedOperationException if the codec of the keys does not keep their order; see
     *     {@link dev.larder.codec.Codec#keepsOrder()}
     */
    SortedIndex<K, V> sorted();

    // ---- queues

    /** Adds {@code value} at the back of the queue without prefix; see {@link #push(Object, String, Side)}. */
    default QueueKey push(V value) {
        return push(value, null, Side.BACK);
    }

    /** Adds {@code value} at the back of a queue; see {@link #push(Object, String, Side)}. */
    default QueueKey push(V value, @Nullable String prefix) {
        return push(value, prefix, Side.BACK);
    }

    /**
     * Adds {@code value} to a queue: an entry with a numbered key, as {@link Cache#push(Object, String, Side,
     * WriteOptions)} makes it, whatever the codec of the keys. One that cannot read such keys cannot list them.
     *
     * @param prefix name of the queue, or null for the one without
     * @throws StoreFullException if the numbers have reached their end on that side
     */
    QueueKey push(V value, @Nullable String prefix, Side side);

    /** Removes and returns the front of the queue without prefix. */
    default Optional<QueueItem<V>> pull() {
        return pull(null, Side.FRONT);
    }

    /** Removes and returns the front of a queue. */
    default Optional<QueueItem<V>> pull(@Nullable String prefix) {
        return pull(prefix, Side.FRONT);
    }

    /** Removes and returns an end of a queue, or empty if the queue is; see {@link Cache#pull(String, Side)}. */
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

    // ---- functions and transactions

    /** Begins to memoize functions, whose results are kept in this index; see {@link Cache#memoize}. */
    Memoizer<V> memoize(String name);

    /**
     * Runs several operations as one: all effects or none. See {@link #transactResult}.
     *
     * @param work is given this index; operations on this index object by the same thread take part as well
     */
    default void transact(Consumer<? super Index<K, V>> work) {
        transactResult(index -> {
            work.accept(index);
            return index;
        });
    }

    /** Runs several operations as one and returns a result; as {@link Cache#transactResult} says. */
    <R extends @Nullable Object> R transactResult(Function<? super Index<K, V>, R> work);

    // ---- the store

    /**
     * Removes the entries that are there at the call, in batches between which other writers get their turn.
     *
     * @throws dev.larder.storage.LarderTimeoutException with
     *     {@link dev.larder.storage.LarderTimeoutException#removed()}: how many were removed before
     */
    @Override
    void clear();

    /**
     * The same entries as a cache, for what an index does not show: streams, metadata, check and repair, settings,
     * volume. Nothing is evicted, whatever its settings say; entries that are given an expiry there expire.
     */
    Cache<K, V> cache();

    /** The directory in which the store lives, if it lives in one. */
    Optional<Path> directory();

    /**
     * A serialisable reference that opens this index again elsewhere.
     *
     * @throws IllegalStateException if a codec is not serialisable, naming it
     */
    IndexReference<K, V> reference();

    /**
     * Waits for running operations and releases files and connections. Closing twice has no effect. A closed index
     * opens again when it is next used, unless the builder forbids it.
     *
     * @throws IllegalStateException inside a transaction on this index by the same thread
     */
    @Override
    void close();
}
