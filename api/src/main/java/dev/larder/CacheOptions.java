package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Setting;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has been told.
 *
 * @param place where to open
 * @param keys codec of the keys
 * @param values codec of the values
 * @param opening how its stores are opened
 * @param undecodable what to do with values that the codec cannot read
 * @param failures what to do when the storage fails
 * @param listener told of removals, or null
 */
record CacheOptions<K, V>(
        Place place,
        Codec<K> keys,
        Codec<V> values,
        StoreOpening opening,
        Undecodable undecodable,
        FailurePolicy failures,
        @Nullable RemovalListener<? super K> listener)
        implements CacheBuilder<K, V> {

    static CacheOptions<Object, Object> of(Place place) {
        return of(place, StoreOpening.defaults());
    }

    static CacheOptions<Object, Object> of(Place place, StoreOpening opening) {
        return new CacheOptions<>(
                place, Codec.natives(), Codec.natives(), opening, Undecodable.FAIL, FailurePolicy.FAIL, null);
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
        return new CacheOptions<>(place, codec, values, opening, undecodable, failures, null);
    }

    @Override
    public <W> CacheOptions<K, W> values(Codec<W> codec) {
        Objects.requireNonNull(codec, "codec");
        return new CacheOptions<>(place, keys, codec, opening, undecodable, failures, listener);
    }

    @Override
    public <T> CacheOptions<K, V> with(Setting<T> setting, T value) {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(value, "value");
        return with(config().withSettings(config().settings().with(setting, value)));
    }

    @Override
    public CacheOptions<K, V> timeout(Duration timeout) {
        return with(opening.timeout(timeout));
    }

    @Override
    public CacheOptions<K, V> durability(Durability durability) {
        return with(opening.durability(durability));
    }

    @Override
    public CacheOptions<K, V> exactAccess() {
        return with(config().withExactAccess(true));
    }

    @Override
    public CacheOptions<K, V> undecodable(Undecodable policy) {
        Objects.requireNonNull(policy, "policy");
        return new CacheOptions<>(place, keys, values, opening, policy, failures, listener);
    }

    @Override
    public CacheOptions<K, V> onFailure(FailurePolicy policy) {
        Objects.requireNonNull(policy, "policy");
        return new CacheOptions<>(place, keys, values, opening, undecodable, policy, listener);
    }

    @Override
    public CacheOptions<K, V> removalListener(RemovalListener<? super K> listener) {
        Objects.requireNonNull(listener, "listener");
        if (this.listener != null) {
            throw new IllegalStateException("There is a removal listener already; combine the two into one");
        }
        return new CacheOptions<>(place, keys, values, opening, undecodable, failures, listener);
    }

    @Override
    public CacheOptions<K, V> clock(InstantSource clock) {
        return with(opening.clock(clock));
    }

    @Override
    public CacheOptions<K, V> allowNetworkFileSystem() {
        return with(opening.allowNetworkFileSystem());
    }

    @Override
    public CacheOptions<K, V> checkGracePeriod(Duration age) {
        return with(opening.checkGracePeriod(age));
    }

    @Override
    public CacheOptions<K, V> refuseReopening() {
        return with(opening.refuseReopening());
    }

    @Override
    public CacheOptions<K, V> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return with(opening.slowOperations(atLeast, listener));
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
        return open((store, place) -> identity.claim(store, place, config().openWait()));
    }

    private Cache<K, V> open(BiConsumer<Store, URI> claim) {
        Storage storage = place.storage();
        KeyMapper<K> keyMapper = new KeyMapper<>(keys, undecodable);
        ValueMapper<V> valueMapper = new ValueMapper<>(values, undecodable);
        StoreOpening told = listener == null
                ? opening
                : opening.with(config().withRemovals(new RemovalNotifier<>(listener, keyMapper)));
        ReopeningStore store = told.open(storage, place);
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
        return opening.choices()
                .opener("undecodable", undecodable)
                .opener("failure policy", failures)
                .opener("removal listener", listener);
    }

    StoreConfig config() {
        return opening.config();
    }

    CacheOptions<K, V> with(StoreConfig config) {
        return with(opening.with(config));
    }

    private CacheOptions<K, V> with(StoreOpening opening) {
        return new CacheOptions<>(place, keys, values, opening, undecodable, failures, listener);
    }
}
