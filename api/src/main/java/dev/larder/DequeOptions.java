package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Bound;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Durability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Storage;
import dev.larder.storage.Wait;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a builder has been told.
 *
 * @param store as the options of a cache in its store
 * @param maximumLength from which on elements make way, or null if not said
 * @param capacity from which on nothing can be added, or null if not said
 */
record DequeOptions<E>(
        CacheOptions<Object, E> store,
        @Nullable Long maximumLength,
        @Nullable Long capacity) implements DequeBuilder<E> {

    private static final String MAXIMUM_LENGTH = "larder_maximum_length";
    private static final String CAPACITY = "larder_capacity";

    static DequeOptions<Object> of(Place place) {
        return new DequeOptions<>(CacheOptions.of(place), null, null);
    }

    static DequeOptions<Object> at(Path directory) {
        return of(Place.directory(Objects.requireNonNull(directory, "directory")));
    }

    static DequeOptions<Object> temporary() {
        return of(Place.temporary());
    }

    static DequeOptions<Object> on(Storage storage) {
        Objects.requireNonNull(storage, "storage");
        return of(() -> storage);
    }

    @Override
    public <F> DequeOptions<F> values(Codec<F> codec) {
        return new DequeOptions<>(store.values(codec), maximumLength, capacity);
    }

    @Override
    public DequeOptions<E> maximumLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("The maximum length of a deque is negative: " + length);
        }
        if (capacity != null) {
            throw new IllegalStateException(
                    "There is a capacity already: a full deque either drops elements or refuses them; say one of both");
        }
        return new DequeOptions<>(store, length, null);
    }

    @Override
    public DequeOptions<E> capacity(long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The capacity of a deque is at least 1, not " + capacity);
        }
        if (maximumLength != null) {
            throw new IllegalStateException(
                    "There is a maximum length already: a full deque either drops elements or refuses them;"
                            + " say one of both");
        }
        return new DequeOptions<>(store, null, capacity);
    }

    @Override
    public DequeOptions<E> timeout(Duration timeout) {
        return with(store.timeout(timeout));
    }

    @Override
    public DequeOptions<E> durability(Durability durability) {
        return with(store.durability(durability));
    }

    @Override
    public DequeOptions<E> clock(InstantSource clock) {
        return with(store.clock(clock));
    }

    @Override
    public DequeOptions<E> allowNetworkFileSystem() {
        return with(store.allowNetworkFileSystem());
    }

    @Override
    public DequeOptions<E> checkGracePeriod(Duration age) {
        return with(store.checkGracePeriod(age));
    }

    @Override
    public DequeOptions<E> refuseReopening() {
        return with(store.refuseReopening());
    }

    @Override
    public DequeOptions<E> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return with(store.slowOperations(atLeast, listener));
    }

    private DequeOptions<E> with(CacheOptions<Object, E> changed) {
        return new DequeOptions<>(changed, maximumLength, capacity);
    }

    /** The same elsewhere. */
    DequeOptions<E> in(Place place) {
        return with(new CacheOptions<>(
                place, store.keys(), store.values(), store.opening(), store.undecodable(), store.failures(), null));
    }

    /** The same with the bound of a deque that is open. */
    DequeOptions<E> bounded(Bound bound) {
        Long dropping = bound instanceof Bound.Dropping there ? there.length() : null;
        Long refusing = bound instanceof Bound.Refusing there ? there.length() : null;
        return new DequeOptions<>(store, dropping, refusing);
    }

    @Override
    public StoreDeque<E> open() {
        Storage storage = store.place().storage();
        Wait wait = store.config().readWait();
        ReopeningStore opened = store.opening().open(storage, store.place());
        try {
            Bound bound = claim(opened, storage.uri(), wait);
            ValueMapper<E> values = new ValueMapper<>(store.values(), Undecodable.FAIL).in(opened.settings());
            DequeRows<E> rows = new DequeRows<>(opened, values, bound, wait);
            return new StoreDeque<>(this, storage.uri(), opened, rows);
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public StoreDeque<E> open(Iterable<? extends E> elements) {
        Objects.requireNonNull(elements, "elements");
        StoreDeque<E> deque = open();
        try {
            deque.extend(elements);
            return deque;
        } catch (Throwable e) {
            deque.close();
            throw e;
        }
    }

    /** What is chosen but for place and codec. */
    CollectionChoices choices() {
        return store.choices().keeping("maximum length", maximumLength).keeping("capacity", capacity);
    }

    /** What a deque with this bound keeps of its choices. */
    static Map<String, Object> inForce(Bound bound) {
        if (bound instanceof Bound.Dropping dropping) {
            return Map.of("maximum length", dropping.length());
        }
        return bound instanceof Bound.Refusing refusing ? Map.of("capacity", refusing.length()) : Map.of();
    }

    /** Makes sure that the store holds this deque, from which nothing is evicted; returns its bound. */
    private Bound claim(ReopeningStore opened, URI place, Wait wait) {
        CollectionIdentity identity = CollectionIdentity.of("deque").values(store.values());
        if (maximumLength != null) {
            identity = identity.with(MAXIMUM_LENGTH, Scalar.of(maximumLength));
        }
        if (capacity != null) {
            identity = identity.with(CAPACITY, Scalar.of(capacity));
        }
        Settings settings = identity.claim(opened, place, wait);
        if (settings.get(Setting.EVICTION_POLICY) != EvictionPolicy.NONE) {
            opened.changeSettings(Settings.defaults().with(Setting.EVICTION_POLICY, EvictionPolicy.NONE), wait);
        }
        Long dropping = bound(MAXIMUM_LENGTH, maximumLength, settings, place);
        Long refusing = bound(CAPACITY, capacity, settings, place);
        if (dropping != null) {
            return Bound.dropping(dropping);
        }
        return refusing == null ? Bound.none() : Bound.refusing(refusing);
    }

    private static @Nullable Long bound(String name, @Nullable Long told, Settings settings, URI place) {
        Scalar row = settings.rows().get(name);
        if (told != null || row == null) {
            return told;
        }
        if (row instanceof Scalar.Int64 number && number.value() >= 0) {
            return number.value();
        }
        throw new CorruptStoreException(
                "The setting " + name + " of the deque " + place + " is no number of elements: " + row, null);
    }
}
