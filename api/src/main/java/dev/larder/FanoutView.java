package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.internal.Backed;
import dev.larder.internal.LeaseKeeper;
import dev.larder.storage.Blob;
import dev.larder.storage.Finding;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache of shards that reports timeouts instead of throwing them, where the result can tell, and waits where it
 * cannot.
 */
final class FanoutView<K, V> implements FanoutCache<K, V>, Backed<K> {

    private static final long PAUSE_NANOS = 1_000_000;

    private final Fanout<K, V> fanout;
    private final boolean isRetrying;
    private final StoreCache<K, V> bounded;
    private final StoreCache<K, V> patient;

    FanoutView(Fanout<K, V> fanout) {
        this(fanout, false, fanout.cache());
    }

    private FanoutView(Fanout<K, V> fanout, boolean isRetrying, StoreCache<K, V> bounded) {
        this.fanout = fanout;
        this.isRetrying = isRetrying;
        this.bounded = bounded;
        this.patient = isRetrying ? bounded : bounded.view(Wait.FOREVER);
    }

    /** Runs an operation that can report a timeout, as {@code timedOut}. */
    private <T extends @Nullable Object> T attempt(Supplier<T> operation, T timedOut) {
        if (isRetrying) {
            return patiently(operation);
        }
        try {
            return operation.get();
        } catch (LarderTimeoutException e) {
            fanout.timedOut();
            return timedOut;
        }
    }

    /** Runs an operation that cannot be told how long to wait, and may have to in order to record accesses. */
    private static <T extends @Nullable Object> T patiently(Supplier<T> operation) {
        while (true) {
            try {
                return operation.get();
            } catch (LarderTimeoutException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    // ---- writing

    @Override
    public boolean set(K key, V value, WriteOptions options) {
        return attempt(() -> bounded.set(key, value, options), false);
    }

    @Override
    public boolean write(K key, InputStream data, WriteOptions options) {
        return attempt(() -> bounded.write(key, data, options), false);
    }

    @Override
    public boolean add(K key, V value, WriteOptions options) {
        return attempt(() -> bounded.add(key, value, options), false);
    }

    @Override
    public boolean replace(K key, V value, WriteOptions options) {
        return attempt(() -> bounded.replace(key, value, options), false);
    }

    @Override
    public boolean compareAndSet(K key, V expected, V update, WriteOptions options) {
        return attempt(() -> bounded.compareAndSet(key, expected, update, options), false);
    }

    @Override
    public void setAll(Map<? extends K, ? extends V> entries, WriteOptions options) {
        patient.setAll(entries, options);
    }

    @Override
    public boolean touch(K key, Duration timeToLive) {
        return attempt(() -> bounded.touch(key, timeToLive), false);
    }

    @Override
    public boolean touch(K key) {
        return attempt(() -> bounded.touch(key), false);
    }

    @Override
    public long increment(K key, long delta, long initial) {
        return patient.increment(key, delta, initial);
    }

    @Override
    public OptionalLong incrementIfPresent(K key, long delta) {
        return attempt(() -> bounded.incrementIfPresent(key, delta), OptionalLong.empty());
    }

    @Override
    public double incrementDouble(K key, double delta, double initial) {
        return patient.incrementDouble(key, delta, initial);
    }

    // ---- reading

    @Override
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    public @Nullable V get(K key) {
        return this.<@Nullable V>attempt(() -> bounded.get(key), null);
    }

    @Override
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions<? super V> options) {
        return patient.get(key, loader, options);
    }

    @Override
    public Memoizer<V> memoize(String name) {
        return patient.memoize(name);
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys) {
        return patiently(() -> patient.getAll(keys));
    }

    @Override
    public Optional<Entry<K, V>> entry(K key) {
        return attempt(() -> bounded.entry(key), Optional.empty());
    }

    @Override
    public Optional<Blob> read(K key) {
        return attempt(() -> bounded.read(key), Optional.empty());
    }

    @Override
    public Optional<PinnedFile> pin(K key, Duration lease) {
        return attempt(() -> bounded.pin(key, lease), Optional.empty());
    }

    @Override
    public boolean contains(K key) {
        return bounded.contains(key);
    }

    // ---- removing

    @Override
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    public @Nullable V pop(K key) {
        return this.<@Nullable V>attempt(() -> bounded.pop(key), null);
    }

    @Override
    public Optional<Entry<K, V>> popEntry(K key) {
        return attempt(() -> bounded.popEntry(key), Optional.empty());
    }

    @Override
    public boolean delete(K key) {
        return attempt(() -> bounded.delete(key), false);
    }

    @Override
    public long deleteAll(Collection<? extends K> keys) {
        return patient.deleteAll(keys);
    }

    @Override
    public long evict(Object tag, Progress progress) {
        return patient.evict(tag, progress);
    }

    @Override
    public long evictPrefix(String prefix, Progress progress) {
        return patient.evictPrefix(prefix, progress);
    }

    @Override
    public long expire(Progress progress) {
        return patient.expire(progress);
    }

    @Override
    public long cull(Progress progress) {
        return patient.cull(progress);
    }

    @Override
    public long clear(Progress progress) {
        return patient.clear(progress);
    }

    // ---- queues

    @Override
    public QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        return patient.push(value, prefix, side, options);
    }

    @Override
    public Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        return attempt(() -> bounded.pull(prefix, side), Optional.empty());
    }

    @Override
    public Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        return bounded.peek(prefix, side);
    }

    @Override
    public Optional<Entry<K, V>> peekItem(Side side) {
        return bounded.peekItem(side);
    }

    // ---- listing

    @Override
    public Iterator<K> iterator() {
        return patient.iterator();
    }

    @Override
    public Stream<K> keys(Order order) {
        return patient.keys(order);
    }

    @Override
    public Stream<Entry<K, V>> entries(Order order) {
        return patient.entries(order);
    }

    @Override
    public ConcurrentMap<K, V> asMap() {
        return patient.asMap();
    }

    // ---- the store

    @Override
    public long size() {
        return bounded.size();
    }

    @Override
    public long volume() {
        return bounded.volume();
    }

    @Override
    public long allocatedBytes() {
        return patiently(patient::allocatedBytes);
    }

    @Override
    public long fileBytes() {
        return patiently(patient::fileBytes);
    }

    @Override
    public Activity activity() {
        return bounded.activity();
    }

    @Override
    public Stats stats() {
        return fanout.withTimedOut(patiently(patient::stats));
    }

    @Override
    public Stats stats(boolean enable, boolean reset) {
        return fanout.withTimedOut(patient.stats(enable, reset));
    }

    @Override
    public Settings settings() {
        return bounded.settings();
    }

    @Override
    public <T> void configure(Setting<T> setting, T value) {
        patient.configure(setting, value);
    }

    @Override
    public List<Finding> check() {
        return patient.check();
    }

    @Override
    public List<Finding> repair() {
        return patient.repair();
    }

    @Override
    public Optional<Path> directory() {
        return fanout.directory();
    }

    @Override
    public int shards() {
        return fanout.shards();
    }

    @Override
    public <L, W> Cache<L, W> cache(String name, Codec<L> keys, Codec<W> values) {
        return fanout.cache(name, keys, values);
    }

    @Override
    public <E> Deque<E> deque(String name, Codec<E> values) {
        return fanout.deque(name, values);
    }

    @Override
    public <L, W> Index<L, W> index(String name, Codec<L> keys, Codec<W> values) {
        return fanout.index(name, keys, values);
    }

    // ---- what it is made of

    @Override
    public Key toKey(K key) {
        return bounded.toKey(key);
    }

    @Override
    public Store storeOf(Key key) {
        return bounded.storeOf(key);
    }

    /** What is built on the stores has no way to report a timeout. */
    @Override
    public Wait operationWait() {
        return patient.operationWait();
    }

    @Override
    public Wait attemptWait() {
        return bounded.attemptWait();
    }

    @Override
    public InstantSource clock() {
        return bounded.clock();
    }

    @Override
    public LeaseKeeper leaseKeeper() {
        return bounded.leaseKeeper();
    }

    // ---- transactions and views

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Cache<K, V>, R> work) {
        Objects.requireNonNull(work, "work");
        return patient.transactResult(cache -> work.apply(this));
    }

    @Override
    public FanoutCache<K, V> withTimeout(Duration timeout) {
        Wait wait = Wait.upTo(Objects.requireNonNull(timeout, "timeout"));
        return new FanoutView<>(fanout, wait.isForever(), fanout.cache().view(wait));
    }

    @Override
    public FanoutCache<K, V> retrying() {
        return new FanoutView<>(fanout, true, patient);
    }

    @Override
    public FanoutCacheReference<K, V> reference() {
        return fanout.reference();
    }

    @Override
    public void close() {
        fanout.close();
    }

    @Override
    public String toString() {
        return fanout.toString();
    }
}
