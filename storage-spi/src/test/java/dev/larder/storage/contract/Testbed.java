package dev.larder.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;

/**
 * What a contract test works with: a fresh place, a clock that it can turn, the stores it opens there and threads
 * beside its own. After the test the place is looked over and everything is closed.
 */
public final class Testbed implements AutoCloseable {

    /** Later than every file and every clock of a test, so that no file is spared for being young. */
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final Storage storage;
    private final FakeClock clock = new FakeClock();
    private final List<Store> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();
    private boolean damageExpected;

    Testbed(Storage storage) {
        this.storage = storage;
    }

    /** The place. */
    public Storage storage() {
        return storage;
    }

    /** The clock of all stores that are opened here. */
    public FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public Threads threads() {
        return threads;
    }

    /** The configuration of {@link #open()}: all defaults, with this clock. */
    public StoreConfig config() {
        return StoreConfig.defaults().withClock(clock);
    }

    /** Opens the place, once more if it is open. */
    public Store open() {
        return open(config -> config);
    }

    /** Opens the place with another configuration than the default one. */
    public Store open(UnaryOperator<StoreConfig> change) {
        Store store = storage.open(change.apply(config()));
        opened.add(store);
        return store;
    }

    /** Closes {@code store} and opens the place again; for storages that keep what they had. */
    public Store reopen(Store store) {
        require(store, Capability.PERSISTENT);
        store.close();
        return open();
    }

    /** Skips the test, naming the reason, if the storage cannot do this. */
    public static void require(Store store, Capability capability) {
        Assumptions.assumeTrue(
                store.capabilities().contains(capability), () -> "The storage lacks the capability " + capability);
    }

    /** The test damages the store and leaves it so. */
    public void expectDamage() {
        damageExpected = true;
    }

    /** Counters, rows and files agree. */
    void requireSound() {
        if (damageExpected) {
            return;
        }
        StoreConfig config = StoreConfig.defaults()
                .withClock(InstantSource.fixed(LONG_AFTER))
                .withCheckGracePeriod(Duration.ZERO);
        try (Store store = storage.open(config)) {
            assertThat(store.verify(false, Shorthand.PATIENT))
                    .as("what a check finds after the test")
                    .isEmpty();
        }
    }

    @Override
    public void close() {
        opened.forEach(Store::close);
        threads.close();
    }
}
