package dev.larder;

import dev.larder.internal.Backed;
import dev.larder.internal.LeaseKeeper;
import dev.larder.storage.Blob;
import dev.larder.storage.Finding;
import dev.larder.storage.Key;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cache with another policy on failures than to throw. Views of one cache share what is counted. */
final class TolerantCache<K, V> implements Cache<K, V>, Backed<K> {

    private final StoreCache<K, V> cache;
    private final Failures failures;

    private TolerantCache(StoreCache<K, V> cache, Failures failures) {
        this.cache = cache;
        this.failures = failures;
    }

    static <K, V> TolerantCache<K, V> of(StoreCache<K, V> cache, FailurePolicy policy) {
        return new TolerantCache<>(cache, new Failures(policy, cache.toString(), cache::isInTransaction));
    }

    // ---- what the policy is for

    @Override
    public boolean set(K key, V value, WriteOptions options) {
        return failures.repeatable(() -> cache.set(key, value, options), false);
    }

    @Override
    public boolean write(K key, InputStream data, WriteOptions options) {
        return failures.unrepeatable(() -> cache.write(key, data, options), false);
    }

    @Override
    public boolean add(K key, V value, WriteOptions options) {
        return failures.once(() -> cache.add(key, value, options), false);
    }

    @Override
    public boolean replace(K key, V value, WriteOptions options) {
        return failures.once(() -> cache.replace(key, value, options), false);
    }

    @Override
    public boolean compareAndSet(K key, V expected, V update, WriteOptions options) {
        return failures.once(() -> cache.compareAndSet(key, expected, update, options), false);
    }

    @Override
    public void setAll(Map<? extends K, ? extends V> entries, WriteOptions options) {
        failures.repeatable(
                () -> {
                    cache.setAll(entries, options);
                    return true;
                },
                false);
    }

    @Override
    public boolean touch(K key, Duration timeToLive) {
        return failures.repeatable(() -> cache.touch(key, timeToLive), false);
    }

    @Override
    public boolean touch(K key) {
        return failures.repeatable(() -> cache.touch(key), false);
    }

    @Override
    public OptionalLong incrementIfPresent(K key, long delta) {
        return failures.once(() -> cache.incrementIfPresent(key, delta), OptionalLong.empty());
    }

    @Override
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    public @Nullable V get(K key) {
        return failures.<@Nullable V>repeatable(() -> cache.get(key), null);
    }

    @Override
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions<? super V> options) {
        Objects.requireNonNull(loader, "loader");
        return failures.<@Nullable V>load(once -> cache.get(key, any -> once.get(), options), () -> loader.apply(key));
    }

    @Override
    public Memoizer<V> memoize(String name) {
        return cache.memoize(name, failures);
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys) {
        return failures.repeatable(() -> cache.getAll(keys), Map.of());
    }

    @Override
    public Optional<Entry<K, V>> entry(K key) {
        return failures.repeatable(() -> cache.entry(key), Optional.empty());
    }

    @Override
    public Optional<Blob> read(K key) {
        return failures.repeatable(() -> cache.read(key), Optional.empty());
    }

    @Override
    public Optional<PinnedFile> pin(K key, Duration lease) {
        return failures.repeatable(() -> cache.pin(key, lease), Optional.empty());
    }

    @Override
    public boolean contains(K key) {
        return failures.repeatable(() -> cache.contains(key), false);
    }

    @Override
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    public @Nullable V pop(K key) {
        return failures.<@Nullable V>once(() -> cache.pop(key), null);
    }

    @Override
    public Optional<Entry<K, V>> popEntry(K key) {
        return failures.once(() -> cache.popEntry(key), Optional.empty());
    }

    @Override
    public boolean delete(K key) {
        return failures.repeatable(() -> cache.delete(key), false);
    }

    @Override
    public long deleteAll(Collection<? extends K> keys) {
        return failures.repeatable(() -> cache.deleteAll(keys), 0L);
    }

    @Override
    public Activity activity() {
        return cache.activity();
    }

    @Override
    public Stats stats() {
        return withFailed(cache.stats());
    }

    @Override
    public Stats stats(boolean enable, boolean reset) {
        return withFailed(cache.stats(enable, reset));
    }

    private Stats withFailed(Stats stats) {
        return new Stats(stats.hits(), stats.misses(), stats.timedOut(), failures.failed());
    }

    // ---- what throws

    @Override
    public long increment(K key, long delta, long initial) {
        return cache.increment(key, delta, initial);
    }

    @Override
    public double incrementDouble(K key, double delta, double initial) {
        return cache.incrementDouble(key, delta, initial);
    }

    @Override
    public long evict(Object tag, Progress progress) {
        return cache.evict(tag, progress);
    }

    @Override
    public long evictPrefix(String prefix, Progress progress) {
        return cache.evictPrefix(prefix, progress);
    }

    @Override
    public long expire(Progress progress) {
        return cache.expire(progress);
    }

    @Override
    public long cull(Progress progress) {
        return cache.cull(progress);
    }

    @Override
    public long clear(Progress progress) {
        return cache.clear(progress);
    }

    @Override
    public QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        return cache.push(value, prefix, side, options);
    }

    @Override
    public Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        return cache.pull(prefix, side);
    }

    @Override
    public Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        return cache.peek(prefix, side);
    }

    @Override
    public Optional<Entry<K, V>> peekItem(Side side) {
        return cache.peekItem(side);
    }

    @Override
    public Iterator<K> iterator() {
        return cache.iterator();
    }

    @Override
    public Stream<K> keys(Order order) {
        return cache.keys(order);
    }

    @Override
    public Stream<Entry<K, V>> entries(Order order) {
        return cache.entries(order);
    }

    @Override
    public ConcurrentMap<K, V> asMap() {
        return cache.asMap();
    }

    @Override
    public long size() {
        return cache.size();
    }

    @Override
    public long volume() {
        return cache.volume();
    }

    @Override
    public long allocatedBytes() {
        return cache.allocatedBytes();
    }

    @Override
    public long fileBytes() {
        return cache.fileBytes();
    }

    @Override
    public Settings settings() {
        return cache.settings();
    }

    @Override
    public <T> void configure(Setting<T> setting, T value) {
        cache.configure(setting, value);
    }

    @Override
    public List<Finding> check() {
        return cache.check();
    }

    @Override
    public List<Finding> repair() {
        return cache.repair();
    }

    @Override
    public Optional<Path> directory() {
        return cache.directory();
    }

    // ---- what it is made of

    @Override
    public Key toKey(K key) {
        return cache.toKey(key);
    }

    @Override
    public Store storeOf(Key key) {
        return cache.storeOf(key);
    }

    @Override
    public Wait operationWait() {
        return cache.operationWait();
    }

    @Override
    public Wait attemptWait() {
        return cache.attemptWait();
    }

    @Override
    public InstantSource clock() {
        return cache.clock();
    }

    @Override
    public LeaseKeeper leaseKeeper() {
        return cache.leaseKeeper();
    }

    // ---- transactions and views

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Cache<K, V>, R> work) {
        return cache.transactResult(work);
    }

    @Override
    public Cache<K, V> withTimeout(Duration timeout) {
        return new TolerantCache<>(cache.view(Wait.upTo(Objects.requireNonNull(timeout, "timeout"))), failures);
    }

    @Override
    public Cache<K, V> retrying() {
        return new TolerantCache<>(cache.view(Wait.FOREVER), failures);
    }

    @Override
    public OpenedReference<K, V> reference() {
        return cache.reference();
    }

    @Override
    public void close() {
        cache.close();
    }

    @Override
    public String toString() {
        return cache.toString();
    }
}
