package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * What a builder has been told.
 *
 * @param place where to open
 * @param values codec of the items
 * @param lease how long an item is in flight
 * @param maxAttempts how often an item is handed out
 * @param backOff how long one that is given back is not handed out
 * @param config for the storage; its waits are the timeout of all operations
 * @param reopening whether a closed queue opens again when it is used
 */
record WorkQueueOptions<T>(
        Place place,
        Codec<T> values,
        Duration lease,
        int maxAttempts,
        BackOff backOff,
        StoreConfig config,
        boolean reopening)
        implements WorkQueueBuilder<T> {

    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final int DEFAULT_ATTEMPTS = 5;
    private static final BackOff DEFAULT_BACK_OFF = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    static WorkQueueOptions<Object> of(Place place) {
        return new WorkQueueOptions<>(
                place,
                Codec.natives(),
                DEFAULT_LEASE,
                DEFAULT_ATTEMPTS,
                DEFAULT_BACK_OFF,
                StoreConfig.defaults(),
                true);
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
        return new WorkQueueOptions<>(place, codec, lease, maxAttempts, backOff, config, reopening);
    }

    @Override
    public WorkQueueOptions<T> lease(Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("A lease has to last for some time, not " + length);
        }
        return new WorkQueueOptions<>(place, values, length, maxAttempts, backOff, config, reopening);
    }

    @Override
    public WorkQueueOptions<T> maxAttempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("An item is handed out at least once, not " + attempts + " times");
        }
        return new WorkQueueOptions<>(place, values, lease, attempts, backOff, config, reopening);
    }

    @Override
    public WorkQueueOptions<T> backOff(Duration first, Duration longest) {
        BackOff told = new BackOff(first, longest);
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, told, config, reopening);
    }

    @Override
    public WorkQueueOptions<T> timeout(Duration timeout) {
        Wait wait = Wait.upTo(Objects.requireNonNull(timeout, "timeout"));
        return with(config.withOpenWait(wait).withReadWait(wait));
    }

    @Override
    public WorkQueueOptions<T> durability(Durability durability) {
        return with(config.withDurability(Objects.requireNonNull(durability, "durability")));
    }

    @Override
    public WorkQueueOptions<T> clock(InstantSource clock) {
        return with(config.withClock(Objects.requireNonNull(clock, "clock")));
    }

    @Override
    public WorkQueueOptions<T> allowNetworkFileSystem() {
        return with(config.withAllowNetworkDisk(true));
    }

    @Override
    public WorkQueueOptions<T> checkGracePeriod(Duration age) {
        return with(config.withCheckGracePeriod(Objects.requireNonNull(age, "age")));
    }

    @Override
    public WorkQueueOptions<T> refuseReopening() {
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, backOff, config, false);
    }

    /** With a configuration of its own. */
    WorkQueueOptions<T> with(StoreConfig config, boolean reopening) {
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, backOff, config, reopening);
    }

    /** What is chosen but for place and codec. */
    CollectionChoices choices() {
        return CacheOptions.choices(config, reopening)
                .opener("lease", lease)
                .opener("attempts", maxAttempts)
                .opener("back-off", backOff);
    }

    @Override
    public WorkQueue<T> open() {
        Storage storage = place.storage();
        Store store = new ReopeningStore(storage, config, reopening);
        try {
            CollectionIdentity.of("queue").values(values).claim(store, storage.uri(), config.openWait());
        } catch (Throwable e) {
            store.close();
            throw e;
        }
        return new StoreWorkQueue<>(this, storage.uri(), store);
    }

    private WorkQueueOptions<T> with(StoreConfig config) {
        return new WorkQueueOptions<>(place, values, lease, maxAttempts, backOff, config, reopening);
    }
}
