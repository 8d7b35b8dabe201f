package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the builder of a cache of shards has been told.
 *
 * @param options as those of a plain cache, with settings for the whole, and the root of the shards as its place
 * @param shards how many there have to be, or null for what is there
 */
record FanoutOptions<K, V>(
        CacheOptions<K, V> options, @Nullable Integer shards) implements FanoutCacheBuilder<K, V> {

    private static final String SHARDS = "shards";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(10);

    static FanoutOptions<Object, Object> at(Path directory) {
        return of(CacheOptions.at(directory));
    }

    static FanoutOptions<Object, Object> temporary() {
        return of(CacheOptions.temporary());
    }

    static FanoutOptions<Object, Object> on(Storage storage) {
        ShardRoot.in(Objects.requireNonNull(storage, "storage")); // refuses what has no room for shards
        return of(CacheOptions.on(storage));
    }

    /** With these options but for the timeout. */
    static FanoutOptions<Object, Object> of(CacheOptions<Object, Object> options) {
        return new FanoutOptions<>(options, null).timeout(DEFAULT_TIMEOUT);
    }

    /** What is chosen but for place and codecs. */
    CollectionChoices choices() {
        return options.choices().keeping(SHARDS, shards);
    }

    /** What a cache keeps of its choices, as it is now. */
    static Map<String, Object> inForce(FanoutCache<?, ?> cache) {
        Map<String, Object> kept = new HashMap<>(CollectionChoices.inForce(cache.settings()));
        kept.put(SHARDS, cache.shards());
        return kept;
    }

    private FanoutOptions<K, V> with(CacheOptions<K, V> changed) {
        return new FanoutOptions<>(changed, shards);
    }

    @Override
    public <L> FanoutOptions<L, V> keys(Codec<L> codec) {
        return new FanoutOptions<>(options.keys(codec), shards);
    }

    @Override
    public <W> FanoutOptions<K, W> values(Codec<W> codec) {
        return new FanoutOptions<>(options.values(codec), shards);
    }

    @Override
    public FanoutOptions<K, V> shards(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A cache has at least 1 shard, not " + count);
        }
        return new FanoutOptions<>(options, count);
    }

    @Override
    public <T> FanoutOptions<K, V> with(Setting<T> setting, T value) {
        return with(options.with(setting, value));
    }

    /** Opening goes on waiting as it does: it is not what has to be quick. */
    @Override
    public FanoutOptions<K, V> timeout(Duration timeout) {
        Wait wait = Wait.upTo(Objects.requireNonNull(timeout, "timeout"));
        return with(options.with(options.config().withReadWait(wait)));
    }

    @Override
    public FanoutOptions<K, V> durability(Durability durability) {
        return with(options.durability(durability));
    }

    @Override
    public FanoutOptions<K, V> exactAccess() {
        return with(options.exactAccess());
    }

    @Override
    public FanoutOptions<K, V> undecodable(Undecodable policy) {
        return with(options.undecodable(policy));
    }

    @Override
    public FanoutOptions<K, V> onFailure(FailurePolicy policy) {
        if (!policy.equals(FailurePolicy.FAIL)) {
            throw new UnsupportedOperationException(
                    "A FanoutCache reports timeouts by itself and throws other failures,"
                            + " so it cannot take the policy " + policy + "; use a Cache for that");
        }
        return this;
    }

    @Override
    public FanoutOptions<K, V> removalListener(RemovalListener<? super K> listener) {
        return with(options.removalListener(listener));
    }

    @Override
    public FanoutOptions<K, V> clock(InstantSource clock) {
        return with(options.clock(clock));
    }

    @Override
    public FanoutOptions<K, V> allowNetworkFileSystem() {
        return with(options.allowNetworkFileSystem());
    }

    @Override
    public FanoutOptions<K, V> checkGracePeriod(Duration age) {
        return with(options.checkGracePeriod(age));
    }

    @Override
    public FanoutOptions<K, V> refuseReopening() {
        return with(options.refuseReopening());
    }

    @Override
    public FanoutOptions<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return with(options.slowOperations(atLeast, listener));
    }

    @Override
    public FanoutCache<K, V> open() {
        return open((store, place) -> {});
    }

    /**
     * Opens it as a certain collection.
     *
     * @throws IllegalStateException if there is another one
     */
    FanoutCache<K, V> openAs(CollectionIdentity identity) {
        return open(
                (store, place) -> identity.claim(store, place, options.config().openWait()));
    }

    private FanoutCache<K, V> open(BiConsumer<Store, URI> claim) {
        ShardRoot root = ShardRoot.in(options.place().storage());
        int tried;
        StorageException failure;
        try (ShardCount found = ShardCount.find(root, shards, options.config())) {
            tried = found.number();
            try {
                return open(root, tried, claim);
            } catch (StorageException e) {
                failure = e;
            }
        }
        // another process may have made the shards meanwhile, and otherwise
        try (ShardCount found = ShardCount.find(root, shards, options.config())) {
            if (found.number() == tried) {
                throw failure;
            }
            return open(root, found.number(), claim);
        }
    }

    private FanoutCache<K, V> open(ShardRoot root, int count, BiConsumer<Store, URI> claim) {
        KeyMapper<K> keys = new KeyMapper<>(options.keys(), options.undecodable());
        ValueMapper<V> values = new ValueMapper<>(options.values(), options.undecodable());
        RemovalListener<? super K> listener = options.listener();
        ShardRemovals removals = listener == null ? null : new ShardRemovals(new RemovalNotifier<>(listener, keys));
        StoreOpening opening = options.opening().with(options.config().withRemovals(removals));
        Shards opened = Shards.of(openAll(root, count, opening), removals);
        RowMapper<K, V> rows;
        try {
            claim.accept(opened.first(), root.uri());
            rows = new RowMapper<>(keys, values).in(opened.first().settings());
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
        StoreCache<K, V> cache = new StoreCache<>(options, root.uri(), opened, rows);
        return new FanoutView<>(new Fanout<>(this, root, count, cache, opened.first()));
    }

    private List<ReopeningStore> openAll(ShardRoot root, int count, StoreOpening opening) {
        SlowReporter reporter = opening.reporter(options.place(), root.uri());
        Scalar initialLimit = SharedLimit.share(Setting.SIZE_LIMIT.defaultValue(), count);
        List<ReopeningStore> opened = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                ReopeningStore store = opening.open(new ShardStorage(root, i, count, initialLimit), reporter);
                opened.add(store);
                if (i == 0) {
                    // if making the others was interrupted, they get what the first one has
                    initialLimit = Objects.requireNonNull(limit(store.settings()));
                }
            }
            return opened;
        } catch (Throwable e) {
            opened.forEach(Store::close);
            throw e;
        }
    }

    private static @Nullable Scalar limit(Settings settings) {
        return settings.rows().get(Setting.SIZE_LIMIT.name());
    }
}
