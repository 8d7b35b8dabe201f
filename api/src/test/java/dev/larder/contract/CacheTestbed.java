package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.Order;
import dev.larder.storage.Capability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Key;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/**
 * What a contract test works with: a fresh place, a clock that it can turn, the caches it opens there and threads
 * beside its own. After the test the place is looked over and everything is closed.
 */
public final class CacheTestbed implements AutoCloseable {

    /** Later than every file and every clock of a test, so that no file is spared for being young. */
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final CacheUnderTest test;
    private final Storage storage;
    private final CacheBuilder<Object, Object> builder;
    private final FakeClock clock = new FakeClock();
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();
    private boolean damageExpected;

    CacheTestbed(CacheUnderTest test, Storage storage) {
        this.test = test;
        this.storage = storage;
        this.builder = test.newCache(storage);
    }

    /** How caches are opened here: with this clock and otherwise as the defaults are. */
    public CacheBuilder<Object, Object> builder() {
        return builder.clock(clock);
    }

    /** The clock of all caches that are opened here. */
    public FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public Threads threads() {
        return threads;
    }

    /** Opens the place, once more if it is open. */
    public Cache<Object, Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <K, V> Cache<K, V> open(Function<CacheBuilder<Object, Object>, CacheBuilder<K, V>> change) {
        Cache<K, V> cache = change.apply(builder()).open();
        opened.add(cache::close);
        return cache;
    }

    /** Closes {@code cache} and opens the place again; for storages that keep what they had. */
    public Cache<Object, Object> reopen(Cache<?, ?> cache) {
        require(Capability.PERSISTENT);
        cache.close();
        return open();
    }

    /** The store beneath the caches, opened once more, to do what other programs do to it; of several the first. */
    public Store openStore() {
        return open(storage);
    }

    /** The store beneath the caches that holds {@code key}; otherwise as {@link #openStore()}. */
    public Store openStore(Key key) {
        return open(test.storageOf(key, storage));
    }

    private Store open(Storage place) {
        Store store = place.open(StoreConfig.defaults().withClock(clock));
        opened.add(store::close);
        return store;
    }

    /** Writes while somebody else holds the cache for longer than the writer waits: it throws, or reports it. */
    public void requireTimeout(BooleanSupplier write) {
        if (test.throwsTimeouts()) {
            assertThatThrownBy(write::getAsBoolean).isInstanceOf(LarderTimeoutException.class);
        } else {
            assertThat(write.getAsBoolean())
                    .as("what a write that timed out reports")
                    .isFalse();
        }
    }

    /** Skips the test, naming the reason, if the storage cannot do this. */
    public void require(Capability capability) {
        Assumptions.assumeTrue(has(capability), () -> "The storage lacks the capability " + capability);
    }

    /** Whether the storage can do this. */
    public boolean has(Capability capability) {
        return capabilities().contains(capability);
    }

    private Set<Capability> capabilities() {
        try (Store store = storage.open(StoreConfig.defaults())) {
            return store.capabilities();
        }
    }

    /** The test damages the store and leaves it so. */
    public void expectDamage() {
        damageExpected = true;
    }

    /** Counters, entries and files agree. */
    void requireSound() {
        if (damageExpected) {
            return;
        }
        InstantSource longAfter = InstantSource.fixed(LONG_AFTER);
        try (Cache<Encoded, Object> cache = builder.clock(longAfter)
                .checkGracePeriod(Duration.ZERO)
                .keys(new AnyKeyCodec())
                .open()) {
            assertThat(cache.check()).as("what a check finds after the test").isEmpty();
            assertThat(cache.size())
                    .as("size after the test, against the keys that are listed")
                    .isEqualTo(cache.keys(Order.INSERTION).count());
        }
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        threads.close();
    }
}
