package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import dev.larder.storage.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a builder has been told.
 *
 * @param place where to open
 * @param values codec of the items
 * @param lease how long an item is in flight
 * @param maxAttempts how often an item is handed out
 * @param backOff how long one that is given back is not handed out
 * @param opening how its store is opened
 */
record WorkQueueOptions<T>(
        Place place, Codec<T> values, Duration lease, int maxAttempts, BackOff backOff, StoreOpening opening)
        implements WorkQueueBuilder<T> {

    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final int DEFAULT_ATTEMPTS = 5;
    private static final BackOff DEFAULT_BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    static WorkQueueOptions<Object> of(Place place) {
        return of(place, StoreOpening.defaults());
    }

    static WorkQueueOptions<Object> of(Place place, StoreOpening opening) {
        return new WorkQueueOptions<>(
                place, Codec.natives(), DEFAULT_LEASE, DEFAULT_ATTEMPTS, DEFAULT_BACK_OFF, opening);
    }

    static WorkQueueOptions<Object> at(Path directory) {
        return of(Place.directory(Objects.requireNonNull(directory, "directory")));
    }

    static WorkQueueOptions<Object> temporary() {
        return of(Place.temporary());
    }

    static WorkQueueOptions<Object> on(Storage storage) {
        Objects.requireNonNull(storage, "storage");
        return of(() -> storage);
    }

    @Override
    public <U> WorkQueueOptions<U> values(Codec<U> codec) {
        Objects.requireNonNull(codec, "codec");
        return new WorkQueueOptions<>(place, codec, lease, maxAttempts, backOff, opening);
    }

    @Override
    public WorkQueueOptions<T> lease(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("A lease has to last for some time, not " + length);
        }
        return new WorkQueueOptions<>(place, values, length, maxAttempts, backOff, opening);
    }

    @Override
    public WorkQueueOptions<T> maxAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("An item is handed out at least once, not " + attempts + " times");
        }
        return new WorkQueueOptions<>(place, values, lease, attempts, backOff, opening);
    }

    @Override
    public WorkQueueOptions<T> backOff(Duration first, Duration longest) {
        BackOff told = new BackOff(first, longest);
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, told, opening);
    }

    @Override
    public WorkQueueOptions<T> timeout(Duration timeout) {
        return with(opening.timeout(timeout));
    }

    @Override
    public WorkQueueOptions<T> durability(Durability durability) {
        return with(opening.durability(durability));
    }

    @Override
    public WorkQueueOptions<T> clock(InstantSource clock) {
        return with(opening.clock(clock));
    }

    @Override
    public WorkQueueOptions<T> allowNetworkFileSystem() {
        return with(opening.allowNetworkFileSystem());
    }

    @Override
    public WorkQueueOptions<T> checkGracePeriod(Duration age) {
        return with(opening.checkGracePeriod(age));
    }

    @Override
    public WorkQueueOptions<T> refuseReopening() {
        return with(opening.refuseReopening());
    }

    @Override
    public WorkQueueOptions<T> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener) {
        return with(opening.slowOperations(atLeast, listener));
    }

    /** What is chosen but for place and codec. */
    CollectionChoices choices() {
        return opening.choices()
                .opener("lease", lease)
                .opener("attempts", maxAttempts)
                .opener("back-off", backOff);
    }

    @Override
    public WorkQueue<T> open() {
        Storage storage = place.storage();
        ReopeningStore store = opening.open(storage, place);
        try {
            CollectionIdentity.of("queue").values(values).claim(store, storage.uri(), config().openWait());
        } catch (Throwable e) {
            store.close();
            throw e;
        }
        return new StoreWorkQueue<>(this, storage.uri(), store);
    }

    StoreConfig config() {
        return opening.config();
    }

    private WorkQueueOptions<T> with(StoreOpening opening) {
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, backOff, opening);
    }
}
