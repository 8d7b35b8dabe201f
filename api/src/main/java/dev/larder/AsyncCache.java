package dev.larder;

import dev.larder.storage.PinnedFile;
import dev.larder.storage.Side;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A view of a cache whose everyday operations run on an executor. Each means what the method of the same name in
 * {@link Cache} means, and its stage completes with what that returns or, exceptionally, with what it throws. Null
 * arguments are refused at the call where {@code Cache} would refuse them, by the stage.
 *
 * <p>Operations take a thread of the executor while they wait for the disk, for other writers and for loaders. They are
 * started in the order of the calls and may end in any other; what is to come after something belongs into a stage that
 * depends on it, or into {@link #transact}. A loader runs on the executor too and must not wait there for another
 * operation of this view, for which there may be no thread. An executor that rejects an operation lets the method throw
 * a {@link java.util.concurrent.RejectedExecutionException}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class AsyncCache<K, V> {

    private final Cache<K, V> cache;
    private final Executor executor;

    AsyncCache(Cache<K, V> cache, Executor executor) {
        this.cache = cache;
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /** The cache of which this is a view. */
    public Cache<K, V> cache() {
        return cache;
    }

    private <T extends @Nullable Object> CompletionStage<T> run(Supplier<T> operation) {
        return CompletableFuture.supplyAsync(operation, executor).minimalCompletionStage();
    }

    // ---- reading

    /** See {@link Cache#get(Object)}. */
    public CompletionStage<@Nullable V> get(K key) {
        return run(() -> cache.get(key));
    }

    /** See {@link Cache#get(Object, Function)}. */
    public CompletionStage<@Nullable V> get(K key, Function<? super K, ? extends @Nullable V> loader) {
        return run(() -> cache.get(key, loader));
    }

    /** See {@link Cache#get(Object, Function, WriteOptions)}. */
    public CompletionStage<@Nullable V> get(
            K key, Function<? super K, ? extends @Nullable V> loader, WriteOptions options) {
        return run(() -> cache.get(key, loader, options));
    }

    /** See {@link Cache#get(Object, Function, LoadOptions)}. */
    public CompletionStage<@Nullable V> get(
            K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions<? super V> options) {
        return run(() -> cache.get(key, loader, options));
    }

    /** See {@link Cache#getAll}. */
    public CompletionStage<Map<K, V>> getAll(Collection<? extends K> keys) {
        return run(() -> cache.getAll(keys));
    }

    /** See {@link Cache#entry}. */
    public CompletionStage<Optional<Entry<K, V>>> entry(K key) {
        return run(() -> cache.entry(key));
    }

    /** See {@link Cache#pin}. */
    public CompletionStage<Optional<PinnedFile>> pin(K key, Duration lease) {
        return run(() -> cache.pin(key, lease));
    }

    /** See {@link Cache#contains}. */
    public CompletionStage<Boolean> contains(K key) {
        return run(() -> cache.contains(key));
    }

    // ---- writing

    /** See {@link Cache#set(Object, Object)}. */
    public CompletionStage<Boolean> set(K key, V value) {
        return run(() -> cache.set(key, value));
    }

    /** See {@link Cache#set(Object, Object, WriteOptions)}. */
    public CompletionStage<Boolean> set(K key, V value, WriteOptions options) {
        return run(() -> cache.set(key, value, options));
    }

    /** See {@link Cache#setAll(Map, WriteOptions)}. */
    public CompletionStage<@Nullable Void> setAll(Map<? extends K, ? extends V> entries, WriteOptions options) {
        return runs(() -> cache.setAll(entries, options));
    }

    /** See {@link Cache#add(Object, Object, WriteOptions)}. */
    public CompletionStage<Boolean> add(K key, V value, WriteOptions options) {
        return run(() -> cache.add(key, value, options));
    }

    /** See {@link Cache#replace(Object, Object, WriteOptions)}. */
    public CompletionStage<Boolean> replace(K key, V value, WriteOptions options) {
        return run(() -> cache.replace(key, value, options));
    }

    /** See {@link Cache#compareAndSet(Object, Object, Object, WriteOptions)}. */
    public CompletionStage<Boolean> compareAndSet(K key, V expected, V update, WriteOptions options) {
        return run(() -> cache.compareAndSet(key, expected, update, options));
    }

    /** See {@link Cache#touch(Object, Duration)}. */
    public CompletionStage<Boolean> touch(K key, Duration timeToLive) {
        return run(() -> cache.touch(key, timeToLive));
    }

    /** See {@link Cache#increment(Object, long, long)}. */
    public CompletionStage<Long> increment(K key, long delta, long initial) {
        return run(() -> cache.increment(key, delta, initial));
    }

    // ---- removing

    /** See {@link Cache#pop}. */
    public CompletionStage<@Nullable V> pop(K key) {
        return run(() -> cache.pop(key));
    }

    /** See {@link Cache#delete}. */
    public CompletionStage<Boolean> delete(K key) {
        return run(() -> cache.delete(key));
    }

    /** See {@link Cache#deleteAll}. */
    public CompletionStage<Long> deleteAll(Collection<? extends K> keys) {
        return run(() -> cache.deleteAll(keys));
    }

    /** See {@link Cache#evict(Object)}. */
    public CompletionStage<Long> evict(Object tag) {
        return run(() -> cache.evict(tag));
    }

    /** See {@link Cache#expire()}. */
    public CompletionStage<Long> expire() {
        return run(() -> cache.expire());
    }

    /** See {@link Cache#clear()}. */
    public CompletionStage<Long> clear() {
        return run(() -> cache.clear());
    }

    // ---- queues

    /** See {@link Cache#push(Object, String, Side, WriteOptions)}. */
    public CompletionStage<QueueKey> push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        return run(() -> cache.push(value, prefix, side, options));
    }

    /** See {@link Cache#pull(String, Side)}. */
    public CompletionStage<Optional<QueueItem<V>>> pull(@Nullable String prefix, Side side) {
        return run(() -> cache.pull(prefix, side));
    }

    // ---- the store

    /** See {@link Cache#size}. */
    public CompletionStage<Long> size() {
        return run(cache::size);
    }

    /** See {@link Cache#transact}. The whole of {@code work} is done by one thread of the executor. */
    public CompletionStage<@Nullable Void> transact(Consumer<? super Cache<K, V>> work) {
        return runs(() -> cache.transact(work));
    }

    /** See {@link Cache#transactResult}. The whole of {@code work} is done by one thread of the executor. */
    public <R extends @Nullable Object> CompletionStage<R> transactResult(Function<? super Cache<K, V>, R> work) {
        return run(() -> cache.transactResult(work));
    }

    private CompletionStage<@Nullable Void> runs(Runnable operation) {
        return run(() -> {
            operation.run();
            return null;
        });
    }
}
