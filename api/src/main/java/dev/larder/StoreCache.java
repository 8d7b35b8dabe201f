package dev.larder;

import dev.larder.internal.Backed;
import dev.larder.internal.LeaseKeeper;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Key;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import java.io.InputStream;
import java.net.URI;
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
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cache over its stores: turns what users say into what they do. Views of one cache share all but the wait. */
final class StoreCache<K, V> implements Cache<K, V>, Backed<K> {

    private final CacheOptions<K, V> options;
    private final URI uri;
    private final Shards shards;
    private final RowMapper<K, V> rows;
    private final LeaseKeeper leaseKeeper;
    private final Loading.Shared<V> loads;
    private final Wait wait;
    private final Entries<K, V> entries;
    private final Queues<V> queues;
    private final Listing<K, V> listing;
    private final Batches batches;
    private final Loading<V> loading;

    StoreCache(CacheOptions<K, V> options, URI uri, Shards shards, RowMapper<K, V> rows) {
        this(options, uri, shards, rows, new LeaseKeeper());
    }

    private StoreCache(
            CacheOptions<K, V> options, URI uri, Shards shards, RowMapper<K, V> rows, LeaseKeeper leaseKeeper) {
        this(
                options,
                uri,
                shards,
                rows,
                leaseKeeper,
                new Loading.Shared<>(leaseKeeper),
                options.config().readWait());
    }

    private StoreCache(
            CacheOptions<K, V> options,
            URI uri,
            Shards shards,
            RowMapper<K, V> rows,
            LeaseKeeper leaseKeeper,
            Loading.Shared<V> loads,
            Wait wait) {
        this.options = options;
        this.uri = uri;
        this.shards = shards;
        this.rows = rows;
        this.leaseKeeper = leaseKeeper;
        this.loads = loads;
        this.wait = wait;
        this.entries = new Entries<>(shards, rows, wait);
        this.queues = new Queues<>(shards, rows.values(), wait);
        this.listing = new Listing<>(shards, rows, wait);
        this.batches = new Batches(shards, wait);
        this.loading =
                new Loading<>(shards, rows.values(), loads, options.config().clock(), wait);
    }

    /** The same cache with another bound on waiting. */
    StoreCache<K, V> view(Wait wait) {
        return new StoreCache<>(options, uri, shards, rows, leaseKeeper, loads, wait);
    }

    // ---- writing

    @Override
    public boolean set(K key, V value, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return entries.store(key, value, options, Condition.always());
    }

    @Override
    public boolean write(K key, InputStream data, WriteOptions options) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(options, "options");
        return entries.write(key, data, options);
    }

    @Override
    public boolean add(K key, V value, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return entries.store(key, value, options, Condition.ifAbsent());
    }

    @Override
    public boolean replace(K key, V value, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return entries.store(key, value, options, Condition.ifPresent());
    }

    @Override
    public boolean compareAndSet(K key, V expected, V update, WriteOptions options) {
        Objects.requireNonNull(options, "options");
        return entries.compareAndSet(key, expected, update, options);
    }

    @Override
    public void setAll(Map<? extends K, ? extends V> entries, WriteOptions options) {
        Objects.requireNonNull(entries, "entries");
        Objects.requireNonNull(options, "options");
        this.entries.storeAll(entries.entrySet(), options);
    }

    @Override
    public boolean touch(K key, Duration timeToLive) {
        Objects.requireNonNull(timeToLive, "timeToLive");
        return entries.touch(key, Expiry.after(timeToLive));
    }

    @Override
    public boolean touch(K key) {
        return entries.touch(key, Expiry.never());
    }

    @Override
    public long increment(K key, long delta, long initial) {
        return integer(Objects.requireNonNull(entries.add(key, Scalar.of(delta), Scalar.of(initial))));
    }

    @Override
    public OptionalLong incrementIfPresent(K key, long delta) {
        Scalar sum = entries.add(key, Scalar.of(delta), null);
        return sum == null ? OptionalLong.empty() : OptionalLong.of(integer(sum));
    }

    @Override
    public double incrementDouble(K key, double delta, double initial) {
        if (Double.isNaN(delta) || Double.isNaN(initial)) {
            throw new IllegalArgumentException("NaN cannot be added, nor added to: " + initial + " + " + delta);
        }
        Scalar sum = Objects.requireNonNull(entries.add(key, Scalar.of(delta), Scalar.of(initial)));
        return ((Scalar.Float64) sum).value();
    }

    private static long integer(Scalar sum) {
        return ((Scalar.Int64) sum).value();
    }

    // ---- reading

    @Override
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    @Override
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions<? super V> options) {
        Key storeKey = entries.find(key);
        Objects.requireNonNull(loader, "loader");
        Objects.requireNonNull(options, "options");
        return loading.get(new LoadRequest<>(storeKey, () -> null, () -> loader.apply(key), options, false));
    }

    @Override
    public Memoizer<V> memoize(String name) {
        return memoize(name, Failures.thrown());
    }

    /** As {@link #memoize(String)}, with something else to do about failures. */
    Memoizer<V> memoize(String name, Failures failures) {
        return new Memoizer<>(name, new MemoizedCalls<>(shards, loading, wait, failures));
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys) {
        return entries.getAll(Objects.requireNonNull(keys, "keys"));
    }

    @Override
    public Optional<Entry<K, V>> entry(K key) {
        return entries.entry(key);
    }

    @Override
    public Optional<Blob> read(K key) {
        return entries.read(key);
    }

    @Override
    public Optional<PinnedFile> pin(K key, Duration lease) {
        return entries.pin(key, lease);
    }

    @Override
    public boolean contains(K key) {
        return entries.contains(entries.find(key));
    }

    // ---- removing

    @Override
    public @Nullable V pop(K key) {
        return entries.pop(key).map(Entry::value).orElse(null);
    }

    @Override
    public Optional<Entry<K, V>> popEntry(K key) {
        return entries.pop(key);
    }

    @Override
    public boolean delete(K key) {
        return entries.delete(entries.find(key));
    }

    @Override
    public long deleteAll(Collection<? extends K> keys) {
        return entries.deleteAll(Objects.requireNonNull(keys, "keys"));
    }

    @Override
    public long evict(Object tag, Progress progress) {
        return sweep(new Selection.Tagged(Tags.toScalar(Objects.requireNonNull(tag, "tag"))), progress);
    }

    @Override
    public long evictPrefix(String prefix, Progress progress) {
        return sweep(new Selection.KeyPrefix(Objects.requireNonNull(prefix, "prefix")), progress);
    }

    @Override
    public long expire(Progress progress) {
        return sweep(new Selection.ExpiredBefore(null), progress);
    }

    @Override
    public long cull(Progress progress) {
        return batches.cull(Objects.requireNonNull(progress, "progress"));
    }

    @Override
    public long clear(Progress progress) {
        return batches.clear(Objects.requireNonNull(progress, "progress"));
    }

    private long sweep(Selection selection, Progress progress) {
        return batches.sweep(selection, Objects.requireNonNull(progress, "progress"));
    }

    // ---- queues

    @Override
    public QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(options, "options");
        return queues.push(value, prefix, side, options);
    }

    @Override
    public Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        return queues.pull(prefix, Objects.requireNonNull(side, "side"));
    }

    @Override
    public Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        return queues.peek(prefix, Objects.requireNonNull(side, "side"));
    }

    @Override
    public Optional<Entry<K, V>> peekItem(Side side) {
        Objects.requireNonNull(side, "side");
        return Optional.ofNullable(item(side)).map(Listing.Item::entry);
    }

    /** The entry at an end of insertion order, or null if there is none. */
    Listing.@Nullable Item<K, V> item(Side side) {
        Row row = end(side);
        if (row == null) {
            return null;
        }
        Listing.Item<K, V> item = Listing.Item.of(row, rows);
        // one that is to be taken for absent is passed over
        return item != null ? item : listing.first(side == Side.FRONT ? Order.INSERTION : Order.INSERTION_REVERSED);
    }

    /** The first live row at an end of insertion order, which goes from store to store. */
    private @Nullable Row end(Side side) {
        List<Store> stores = shards.all();
        for (int i = 0; i < stores.size(); i++) {
            Store store = stores.get(side == Side.FRONT ? i : stores.size() - 1 - i);
            Row row = store.peek(Sequence.insertion(), side, Fetch.VALUE, wait);
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    // ---- listing

    @Override
    public Iterator<K> iterator() {
        return listing.keys(Order.INSERTION);
    }

    @Override
    public Stream<K> keys(Order order) {
        return Listing.stream(listing.keys(Objects.requireNonNull(order, "order")));
    }

    @Override
    public Stream<Entry<K, V>> entries(Order order) {
        return Listing.stream(listing.entries(Objects.requireNonNull(order, "order")));
    }

    @Override
    public ConcurrentMap<K, V> asMap() {
        return new MapView<>(parts(), Order.INSERTION);
    }

    /** This cache as an index. */
    Index<K, V> asIndex() {
        return new StoreIndex<>(this, parts(), false);
    }

    private MapParts<K, V> parts() {
        return new MapParts<>(this, shards, entries, rows, listing);
    }

    /** As {@link #setAll(Map)}, with pairs of which several may have one key. */
    void setAll(Iterable<? extends Map.Entry<? extends K, ? extends V>> pairs) {
        entries.storeAll(pairs, WriteOptions.none());
    }

    // ---- the store

    @Override
    public long size() {
        return sum(Store::count);
    }

    @Override
    public long volume() {
        return sum(Store::volume);
    }

    @Override
    public long allocatedBytes() {
        return totals().allocated();
    }

    @Override
    public long fileBytes() {
        return totals().bytes();
    }

    @Override
    public Activity activity() {
        return shards.activity(loads.counts());
    }

    @Override
    public Stats stats() {
        return stats(totals());
    }

    @Override
    public Stats stats(boolean enable, boolean reset) {
        return shards.transact(Operation.COUNT, wait, () -> {
            Totals before = reset ? totals(store -> store.resetStatistics(wait)) : totals();
            configure(Setting.STATISTICS, enable);
            return stats(before);
        });
    }

    private static Stats stats(Totals totals) {
        return new Stats(totals.hits(), totals.misses());
    }

    private long sum(ToLongFunction<Store> part) {
        long sum = 0;
        for (Store store : shards.all()) {
            sum += part.applyAsLong(store);
        }
        return sum;
    }

    private Totals totals() {
        return totals(Store::totals);
    }

    private Totals totals(Function<Store, Totals> totalsOf) {
        Totals sum = totalsOf.apply(shards.first());
        for (Store store : shards.all().subList(1, shards.all().size())) {
            sum = sum.plus(totalsOf.apply(store));
        }
        return sum;
    }

    @Override
    public Settings settings() {
        return shards.settings();
    }

    @Override
    public <T> void configure(Setting<T> setting, T value) {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(value, "value");
        shards.configure(setting, value, wait);
    }

    @Override
    public List<Finding> check() {
        return shards.verify(false, wait);
    }

    @Override
    public List<Finding> repair() {
        return shards.verify(true, wait);
    }

    @Override
    public Optional<Path> directory() {
        return shards.first().directory();
    }

    // ---- what it is made of

    @Override
    public Key toKey(K key) {
        return rows.keys().toKey(key);
    }

    @Override
    public Store storeOf(Key key) {
        return shards.of(Objects.requireNonNull(key, "key"));
    }

    @Override
    public Wait operationWait() {
        return wait;
    }

    @Override
    public Wait attemptWait() {
        return wait;
    }

    @Override
    public InstantSource clock() {
        return options.config().clock();
    }

    @Override
    public LeaseKeeper leaseKeeper() {
        return leaseKeeper;
    }

    /** Whether the calling thread is in a transaction on all of it. */
    boolean isInTransaction() {
        return shards.inTransaction();
    }

    // ---- transactions and views

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Cache<K, V>, R> work) {
        Objects.requireNonNull(work, "work");
        return shards.transact(wait, () -> work.apply(this));
    }

    @Override
    public Cache<K, V> withTimeout(Duration timeout) {
        return view(Wait.upTo(Objects.requireNonNull(timeout, "timeout")));
    }

    @Override
    public Cache<K, V> retrying() {
        return view(Wait.FOREVER);
    }

    @Override
    public OpenedReference<K, V> reference() {
        return OpenedReference.of(uri, options);
    }

    @Override
    public void close() {
        leaseKeeper.dropAll();
        loads.close();
        shards.close();
    }

    /** Tells where the cache is, for messages and logs. */
    @Override
    public String toString() {
        return "Cache[" + uri + "]";
    }
}
