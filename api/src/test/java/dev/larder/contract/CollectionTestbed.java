package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/**
 * What a contract test works with, of whatever kind its collections are: a fresh place, a clock that it can turn, what
 * it opens there and threads beside its own. After the test the place is looked over and everything is closed.
 */
public abstract class CollectionTestbed implements AutoCloseable {

    /** Later than every file and every clock of a test, so that no file is spared for being young. */
    static final InstantSource LONG_AFTER = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));

    private final Storage storage;
    private final FakeClock clock = new FakeClock();
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();
    private boolean damageExpected;

    CollectionTestbed(Storage storage) {
        this.storage = storage;
    }

    /** The place. */
    final Storage storage() {
        return storage;
    }

    /** The clock of all that is opened here. */
    public final FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public final Threads threads() {
        return threads;
    }

    /** Closes something after the test. */
    final void closeAfterwards(Runnable closing) {
        opened.add(closing);
    }

    /** The store beneath, opened once more, to do what other programs do to it; of several the first. */
    public final Store openStore() {
        return openStore(storage);
    }

    /** The store in another place; otherwise as {@link #openStore()}. */
    final Store openStore(Storage place) {
        Store store = place.open(StoreConfig.defaults().withClock(clock));
        closeAfterwards(store::close);
        return store;
    }

    /** Skips the test, naming the reason, if the storage cannot do this. */
    public final void require(Capability capability) {
        Assumptions.assumeTrue(has(capability), () -> "The storage lacks the capability " + capability);
    }

    /** Whether the storage can do this. */
    public final boolean has(Capability capability) {
        try (Store store = storage.open(StoreConfig.defaults())) {
            return store.capabilities().contains(capability);
        }
    }

    /** The test damages the store, or leaves behind what is no such collection. */
    public final void expectDamage() {
        damageExpected = true;
    }

    /** Looks the place over, unless it is damaged on purpose. */
    final void requireSound() {
        if (!damageExpected) {
            lookOver();
        }
    }

    /** Counters, rows and files agree. */
    void lookOver() {
        StoreConfig config = StoreConfig.defaults().withClock(LONG_AFTER).withCheckGracePeriod(Duration.ZERO);
        try (Store store = storage.open(config)) {
            assertThat(store.verify(false, config.readWait()))
                    .as("what a check finds after the test")
                    .isEmpty();
        }
    }

    @Override
    public final void close() {
        opened.forEach(Runnable::run);
        threads.close();
    }
}
