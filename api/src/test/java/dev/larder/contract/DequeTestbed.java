package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Deque;
import dev.larder.DequeBuilder;
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
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;

/**
 * What a contract test works with: a fresh place, a clock that it can turn, the deques it opens there and threads
 * beside its own. After the test the place is looked over and everything is closed.
 */
public final class DequeTestbed implements AutoCloseable {

    /** Later than every file and every clock of a test, so that no file is spared for being young. */
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final Storage storage;
    private final FakeClock clock = new FakeClock();
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();
    private boolean damageExpected;

    DequeTestbed(Storage storage) {
        this.storage = storage;
    }

    /** The clock of all deques that are opened here. */
    public FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public Threads threads() {
        return threads;
    }

    /** How deques are opened here: with this clock and otherwise as the defaults are. */
    public DequeBuilder<Object> builder() {
        return Deque.on(storage).clock(clock);
    }

    /** Opens the place, once more if it is open. */
    public Deque<Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <E> Deque<E> open(Function<DequeBuilder<Object>, DequeBuilder<E>> change) {
        return closing(change.apply(builder()).open());
    }

    /** Closes the deque after the test. */
    public <E> Deque<E> closing(Deque<E> deque) {
        opened.add(deque::close);
        return deque;
    }

    /** The store beneath the deques, opened once more, to do what other programs do to it. */
    public Store openStore() {
        Store store = storage.open(StoreConfig.defaults().withClock(clock));
        opened.add(store::close);
        return store;
    }

    /** Skips the test, naming the reason, if the storage cannot do this. */
    public void require(Capability capability) {
        try (Store store = storage.open(StoreConfig.defaults())) {
            Assumptions.assumeTrue(
                    store.capabilities().contains(capability), () -> "The storage lacks the capability " + capability);
        }
    }

    /** The test leaves behind what is no deque. */
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
            assertThat(store.verify(false, config.readWait()))
                    .as("what a check finds after the test")
                    .isEmpty();
        }
    }

    @Override
    public void close() {
        opened.forEach(Runnable::run);
        threads.close();
    }
}
