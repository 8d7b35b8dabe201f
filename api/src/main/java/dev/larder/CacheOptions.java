package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has been told.
 *
 * @param place where to open
 * @param keys codec of the keys
 * @param values codec of the values
 * @param config for the storage; its waits are the timeout of all operations, its observer is made at opening
 * @param undecodable what to do with values that the codec cannot read
 * @param failures what to do when the storage fails
 * @param listener told of removals, or null
 * @param reopening whether a closed cache opens again when it is used
 */
record CacheOptions<K, V>(
        Place place,
        Codec<K> keys,
        Codec<V> values,
        StoreConfig config,
        Undecodable undecodable,
        FailurePolicy failures,
        @Nullable RemovalListener<? super K> listener,
        boolean reopening)
        implements CacheBuilder<K, V> {

    static CacheOptions<Object, Object> of(Place place) {
        return new CacheOptions<>(
                place,
                Codec.natives(),
                Codec.natives(),
                StoreConfig.defaults(),
                Undecodable.FAIL,
                FailurePolicy.FAIL,
                null,
                true);
    }

    static CacheOptions<Object, Object> at(Path directory) {
        return of(Place.directory(Objects.requireNonNull(directory, "directory")));
    }

    static CacheOptions<Object, Object> temporary() {
        return of(Place.temporary());
    }

    static CacheOptions<Object, Object> on(Storage storage) {
        Objects.requireNonNull(storage, "storage");
        return of(() -> storage);
    }

    @Override
    public <L> CacheOptions<L, V> keys(Codec<L> codec) {
        Objects.requireNonNull(codec, "codec");
        if (!codec.isDeterministic()) {
            throw new IllegalArgumentException("Codec " + codec.name()
                    + " may give equal keys different forms, so keys could not be found again; choose another codec");
        }
        if (listener != null) {
            throw new IllegalStateException(
                    "Set the codec of the keys before the removal listener, which is told of keys of that type");
        }
        return new CacheOptions<>(place, codec, values, config, undecodable, failures, null, reopening);
    }

    @Override
    public <W> CacheOptions<K, W> values(Codec<W> codec) {
        Objects.requireNonNull(codec, "codec");
        return new CacheOptions<>(place, keys, codec, config, undecodable, failures, listener, reopening);
    }

    @Override
    public <T> CacheOptions<K, V> with(Setting<T> setting, T value) {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(value, "value");
        return with(config.withSettings(config.settings().with(setting, value)));
    }

    @Override
    public CacheOptions<K, V> timeout(Duration timeout) {
        Wait wait = Wait.upTo(Objects.requireNonNull(timeout, "timeout"));
        return with(config.withOpenWait(wait).withReadWait(wait));
    }

    @Override
    public CacheOptions<K, V> durability(Durability durability) {
        return with(config.withDurability(Objects.requireNonNull(durability, "durability")));
    }

    @Override
    public CacheOptions<K, V> exactAccess() {
        return with(config.withExactAccess(true));
    }

    @Override
    public CacheOptions<K, V> undecodable(Undecodable policy) {
        Objects.requireNonNull(policy, "policy");
        return new CacheOptions<>(place, keys, values, config, policy, failures, listener, reopening);
    }

    @Override
    public CacheOptions<K, V> onFailure(FailurePolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return new CacheOptions<>(place, keys, values, config, undecodable, policy, listener, reopening);
    }

    @Override
    public CacheOptions<K, V> removalListener(RemovalListener<? super K> listener) {
        Objects.requireNonNull(listener, "listener");
        if (this.listener != null) {
            throw new IllegalStateException("There is a removal listener already; combine the two into one");
        }
        return new CacheOptions<>(place, keys, values, config, undecodable, failures, listener, reopening);
    }

    @Override
    public CacheOptions<K, V> clock(InstantSource clock) {
        return with(config.withClock(Objects.requireNonNull(clock, "clock")));
    }

    @Override
    public CacheOptions<K, V> allowNetworkFileSystem() {
        return with(config.withAllowNetworkDisk(true));
    }

    @Override
    public CacheOptions<K, V> checkGracePeriod(Duration age) {
        return with(config.withCheckGracePeriod(Objects.requireNonNull(age, "age")));
    }

    @Override
    public CacheOptions<K, V> refuseReopening() {
        return new CacheOptions<>(place, keys, values, config, undecodable, failures, listener, false);
    }

    @Override
    public Cache<K, V> open() {
        return open((store, place) -> {});
    }

    /**
     * Opens it as a certain collection.
     *
     * @throws IllegalStateException if there is another one
     */
    Cache<K, V> openAs(CollectionIdentity identity) {
        return open((store, place) -> identity.claim(store, place, config.openWait()));
    }

    private Cache<K, V> open(BiConsumer<Store, URI> claim) {
        Storage storage = place.storage();
        KeyMapper<K> keyMapper = new KeyMapper<>(keys, undecodable);
        ValueMapper<V> valueMapper = new ValueMapper<>(values, undecodable);
        StoreConfig told = listener == null ? config : config.withRemovals(new RemovalNotifier<>(listener, keyMapper));
        ReopeningStore store = new ReopeningStore(storage, told, reopening);
        RowMapper<K, V> rows;
        try {
            claim.accept(store, storage.uri());
            rows = new RowMapper<>(keyMapper, valueMapper).in(store.settings());
        } catch (Throwable e) {
            store.close();
            throw e;
        }
        StoreCache<K, V> cache = new StoreCache<>(this, storage.uri(), Shards.of(store), rows);
        return failures.equals(FailurePolicy.FAIL) ? cache : TolerantCache.of(cache, failures);
    }

    /** What is chosen but for place and codecs. */
    CollectionChoices choices() {
        return choices(config, reopening)
                .opener("undecodable", undecodable)
                .opener("failure policy", failures)
                .opener("removal listener", listener);
    }

    /** What is chosen of every kind of collection. */
    static CollectionChoices choices(StoreConfig config, boolean reopening) {
        return new CollectionChoices(Map.of(), CollectionChoices.told(config.settings()))
                .opener("timeout", config.readWait().toDuration())
                .opener("timeout of opening", config.openWait().toDuration())
                .opener("durability", config.durability())
                .opener("exact access", config.exactAccess())
                .opener("clock", config.clock())
                .opener("check grace period", config.checkGracePeriod())
                .opener("network file system allowed", config.allowNetworkDisk())
                .opener("reopening", reopening);
    }

    CacheOptions<K, V> with(StoreConfig config) {
        return new CacheOptions<>(place, keys, values, config, undecodable, failures, listener, reopening);
    }
}
