package dev.larder.spring;

import dev.larder.Cache;
import dev.larder.Counter;
import dev.larder.LoadOptions;
import dev.larder.WriteOptions;
import dev.larder.storage.Blob;
import dev.larder.storage.LoadException;
import dev.larder.storage.SerializationException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.support.AbstractValueAdaptingCache;

/**
 * A cache of Spring's that lives in a Larder cache, and what Spring's interface lacks: times to live and tags of single
 * entries, eviction by tag, versions, counting in place, and values as files.
 *
 * <p>Safe for use by any number of threads and processes, each method atomic across all of them but those that remove
 * many entries, which work in batches. Writes wait for other writers and reads do not; how long, and what happens when
 * the storage fails, {@link LarderCacheOptions} says. Keys are refused with an {@link IllegalArgumentException} if they
 * have no {@linkplain LarderCacheOptions#keys form}, values with a {@link SerializationException} if the codec does not
 * write them.
 */
public final class LarderCache extends AbstractValueAdaptingCache {

    /** How often to look for what was in the way of a put and has expired since. */
    private static final int ATTEMPTS = 3;

    private final String name;
    private final Cache<String, Object> cache;
    private final CacheKeys keys;
    private final LarderCacheOptions options;
    private final Executor executor;
    private final Function<? super @Nullable Object, WriteOptions> writing;

    LarderCache(
            String name, Cache<String, Object> cache, CacheKeys keys, LarderCacheOptions options, Executor executor) {
        this(name, cache, keys, options, executor, value -> options.writing());
    }

    private LarderCache(
            String name,
            Cache<String, Object> cache,
            CacheKeys keys,
            LarderCacheOptions options,
            Executor executor,
            Function<? super @Nullable Object, WriteOptions> writing) {
        super(options.isNullAllowed());
        this.name = name;
        this.cache = cache;
        this.keys = keys;
        this.options = options;
        this.executor = executor;
        this.writing = writing;
    }

    // ---- views

    /** A view of this cache that stores with these options, not with the cache's time to live. */
    public LarderCache storing(WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return storing(value -> options);
    }

    /** A view of this cache that asks with what to store each value, which can be null. */
    LarderCache storing(Function<? super @Nullable Object, WriteOptions> writing) {
        return new LarderCache(name, cache, keys, options, executor, writing);
    }

    /** How long entries live that are stored without a time to live of their own, or null for ever. */
    @Nullable
    Duration timeToLive() {
        return options.timeToLive();
    }

    @Override
    public String getName() {
        return name;
    }

    /** The Larder cache, with the {@linkplain LarderCacheOptions#keys forms} of Spring's keys. */
    @Override
    public Cache<String, Object> getNativeCache() {
        return cache;
    }

    // ---- reading

    @Override
    protected @Nullable Object lookup(Object key) {
        return cache.get(keys.of(key));
    }

    /**
     * The value under {@code key}; if it is absent, what {@code valueLoader} makes of it, which is stored. For each key
     * one loader runs at a time among all threads and processes; the others wait for it and get its value. When the
     * process of a loader is killed, another one loads within 30 seconds.
     *
     * @throws ValueRetrievalException if the loader has thrown, here or where this thread has waited for it; another
     *     process is told no more than class and message, in a {@link LoadException}
     */
    @Override
    @SuppressWarnings("unchecked") // the type is what the caller says it is, as in all of Spring's caches
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        Objects.requireNonNull(valueLoader, "valueLoader");
        LoadOptions<Object> storing = LoadOptions.storing(value -> writing.apply(fromStoreValue(value)));
        try {
            return (T) fromStoreValue(cache.get(keys.of(key), any -> load(key, valueLoader), storing));
        } catch (LoadException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof ValueRetrievalException other && other.getCause() != null
                    ? new ValueRetrievalException(key, valueLoader, other.getCause())
                    : new ValueRetrievalException(key, valueLoader, cause);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it throws is the loader's failure
    private Object load(Object key, Callable<?> loader) {
        Object value;
        try {
            value = loader.call();
        } catch (Exception e) {
            throw new ValueRetrievalException(key, loader, e);
        }
        return toStoreValue(value);
    }

    /** As {@link #get(Object)}, on the manager's executor. */
    @Override
    public CompletableFuture<?> retrieve(Object key) {
        return CompletableFuture.supplyAsync(() -> get(key), executor);
    }

    /**
     * As {@link #get(Object, Callable)}, on the manager's executor, a thread of which waits for the loader's future.
     * What that fails with, the returned one fails with.
     */
    @Override
    @SuppressWarnings("CatchingUnchecked") // it becomes the future's
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                result.complete(get(key, () -> await(valueLoader.get())));
            } catch (ValueRetrievalException e) {
                result.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * An open handle on the bytes under {@code key}: length, streams over ranges, and the file if it is one.
     *
     * @return the handle, which the caller closes, or empty if the key is absent
     * @throws SerializationException if the value is a number
     * @throws UnsupportedOperationException if the codec of the values wraps them in a form of its own
     */
    public Optional<Blob> read(Object key) {
        return cache.read(keys.of(key));
    }

    // ---- writing

    @Override
    public void put(Object key, @Nullable Object value) {
        put(key, value, writing.apply(value));
    }

    /** Stores a value with options of its own, not with the cache's time to live. */
    public void put(Object key, @Nullable Object value, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        Object stored = toStoreValue(value);
        afterCommit(() -> cache.set(keys.of(key), stored, options));
    }

    /**
     * Stores what {@code data} delivers, without holding it in memory; where the storage has value files it becomes
     * one. The stream is not closed. Done at once, also inside of a transaction.
     *
     * @throws java.io.UncheckedIOException if {@code data} fails; the earlier entry stays
     * @throws UnsupportedOperationException if the codec of the values cannot read streamed bytes
     */
    public void write(Object key, InputStream data) {
        cache.write(keys.of(key), data, writing.apply(null));
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        String text = keys.of(key);
        Object stored = toStoreValue(value);
        WriteOptions options = writing.apply(value);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (cache.add(text, stored, options)) {
                return null;
            }
            Object present = cache.get(text);
            if (present != null) {
                return toValueWrapper(present);
            }
        }
        return null; // the storage has failed and the write is dropped
    }

    /** Begins the cache's time to live again, or takes the expiry away if it has none; whether there is an entry. */
    public boolean touch(Object key) {
        Duration length = timeToLive();
        return length == null ? cache.touch(keys.of(key)) : touch(key, length);
    }

    /** Gives the entry another time to live, from now; returns whether there is one. */
    public boolean touch(Object key, Duration timeToLive) {
        return cache.touch(keys.of(key), timeToLive);
    }

    /**
     * Adds {@code delta} to the integer under {@code key} in place; its expiry and tag stay. An absent key is stored
     * with {@code initial + delta}, without expiry and tag.
     *
     * @return the sum, which is also what the cache has for the key: a {@code Long}
     * @throws ArithmeticException if the sum does not fit 64 bits; nothing changes
     * @throws SerializationException if the value is no integer; nothing changes
     * @throws UnsupportedOperationException if the codec of the values does not read integers
     */
    public long increment(Object key, long delta, long initial) {
        return cache.increment(keys.of(key), delta, initial);
    }

    /** Subtracts {@code delta}; otherwise as {@link #increment}. */
    public long decrement(Object key, long delta, long initial) {
        return cache.decrement(keys.of(key), delta, initial);
    }

    // ---- removing

    @Override
    public void evict(Object key) {
        afterCommit(() -> cache.delete(keys.of(key)));
    }

    @Override
    public boolean evictIfPresent(Object key) {
        return cache.delete(keys.of(key));
    }

    /** Removes all entries with this tag, with whatever prefix and of whatever version. */
    public void evictTag(Object tag) {
        Objects.requireNonNull(tag, "tag");
        afterCommit(() -> cache.evict(tag));
    }

    /** Removes all entries, with a key prefix those that have it. */
    @Override
    public void clear() {
        afterCommit(this::remove);
    }

    @Override
    public boolean invalidate() {
        return remove() > 0;
    }

    private long remove() {
        return keys.prefix().isEmpty() ? cache.clear() : cache.evictPrefix(keys.prefix());
    }

    /**
     * Makes all entries those of an earlier version, which nobody finds, in all processes and however many there are.
     * Values whose loading has begun before are stored under the version of that time. The old entries go when they
     * expire, are culled or cleared.
     *
     * @return the version from now on
     * @throws IllegalStateException if the cache is not {@linkplain LarderCacheOptions#versioned versioned}
     */
    public long incrementVersion() {
        Counter version = keys.version();
        if (version == null) {
            throw new IllegalStateException("The cache '" + name + "' has no versions; open it with"
                    + " LarderCacheOptions.versioned(), or clear it");
        }
        return version.incrementAndGet();
    }

    private void afterCommit(Runnable action) {
        if (options.waitsForCommit()) {
            AfterCommit.run(action);
        } else {
            action.run();
        }
    }

    @Override
    public String toString() {
        return "LarderCache[" + name + "]";
    }
}
