package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the builder of an index has been told.
 *
 * @param options as those of the cache beneath
 */
record IndexOptions<K, V>(CacheOptions<K, V> options) implements IndexBuilder<K, V> {

    /** Leaves places before the first entry, as many as can be put first without giving others new ones. */
    private static final long FIRST_POSITION = 1L << 32;

    static IndexOptions<Object, Object> at(Path directory) {
        return new IndexOptions<>(CacheOptions.at(directory));
    }

    static IndexOptions<Object, Object> temporary() {
        return new IndexOptions<>(CacheOptions.temporary());
    }

    static IndexOptions<Object, Object> on(Storage storage) {
        return new IndexOptions<>(CacheOptions.on(storage));
    }

    @Override
    public <L> IndexOptions<L, V> keys(Codec<L> codec) {
        return new IndexOptions<>(options.keys(codec));
    }

    @Override
    public <W> IndexOptions<K, W> values(Codec<W> codec) {
        return new IndexOptions<>(options.values(codec));
    }

    @Override
    public <T> IndexOptions<K, V> with(Setting<T> setting, T value) {
        if (setting == Setting.EVICTION_POLICY && value != EvictionPolicy.NONE) {
            throw new IllegalArgumentException("An index evicts nothing and cannot have the eviction policy " + value
                    + "; use a Cache for what may be evicted");
        }
        return new IndexOptions<>(options.with(setting, value));
    }

    @Override
    public IndexOptions<K, V> timeout(Duration timeout) {
        return new IndexOptions<>(options.timeout(timeout));
    }

    @Override
    public IndexOptions<K, V> durability(Durability durability) {
        return new IndexOptions<>(options.durability(durability));
    }

    @Override
    public IndexOptions<K, V> undecodable(Undecodable policy) {
        return new IndexOptions<>(options.undecodable(policy));
    }

    @Override
    public IndexOptions<K, V> clock(InstantSource clock) {
        return new IndexOptions<>(options.clock(clock));
    }

    @Override
    public IndexOptions<K, V> allowNetworkFileSystem() {
        return new IndexOptions<>(options.allowNetworkFileSystem());
    }

    @Override
    public IndexOptions<K, V> checkGracePeriod(Duration age) {
        return new IndexOptions<>(options.checkGracePeriod(age));
    }

    @Override
    public IndexOptions<K, V> refuseReopening() {
        return new IndexOptions<>(options.refuseReopening());
    }

    @Override
    public IndexOptions<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return new IndexOptions<>(options.slowOperations(atLeast, listener));
    }

    @Override
    public Index<K, V> open() {
        Storage storage = options.place().storage();
        URI uri = storage.uri();
        CacheOptions<K, V> asCache = options.with(Setting.EVICTION_POLICY, EvictionPolicy.NONE);
        StoreConfig config = asCache.config().withFirstPosition(FIRST_POSITION);
        ReopeningStore store = asCache.opening().with(config).open(storage, options.place());
        RowMapper<K, V> rows;
        try {
            CollectionIdentity.of("index")
                    .keys(options.keys())
                    .values(options.values())
                    .claim(store, uri, config.openWait());
            KeyMapper<K> keys = new KeyMapper<>(options.keys(), options.undecodable());
            ValueMapper<V> values = new ValueMapper<>(options.values(), options.undecodable());
            rows = new RowMapper<>(keys, values).in(store.settings());
        } catch (Throwable e) {
            store.close();
            throw e;
        }
        return new StoreCache<>(asCache, uri, Shards.unlimited(store), rows).asIndex();
    }
}
