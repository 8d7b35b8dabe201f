package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.WorkQueue;
import dev.larder.WorkQueueBuilder;
import dev.larder.codec.Codec;
import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
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
 * What a contract test works with: a fresh place, a clock that it can turn, the queues it opens there and threads
 * beside its own. After the test the place is looked over and everything is closed.
 */
public final class WorkQueueTestbed implements AutoCloseable {

    /** How long an item is in flight. */
    public static final Duration LEASE = Duration.ofSeconds(10);

    /** How often an item is handed out. */
    public static final int ATTEMPTS = 3;

    /** Later than every file and every clock of a test, so that no file is spared for being young. */
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final Storage storage;
    private final FakeClock clock = new FakeClock();
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();

    WorkQueueTestbed(Storage storage) {
        this.storage = storage;
    }

    /** How queues of texts are opened here: with this clock, lease and number of attempts. */
    public WorkQueueBuilder<String> builder() {
        return WorkQueue.on(storage)
                .clock(clock)
                .values(Codec.string())
                .lease(LEASE)
                .maxAttempts(ATTEMPTS)
                .backOff(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    /** The clock of all queues that are opened here. */
    public FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public Threads threads() {
        return threads;
    }

    /** Opens the place, once more if it is open. */
    public WorkQueue<String> open() {
        return open(options -> options);
    }

    /** Opens the place on the time of day, for tests that wait. */
    public WorkQueue<String> openOnRealTime() {
        return open(options -> options.clock(InstantSource.system()));
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <T> WorkQueue<T> open(Function<WorkQueueBuilder<String>, WorkQueueBuilder<T>> change) {
        WorkQueue<T> queue = change.apply(builder()).open();
        opened.add(queue::close);
        return queue;
    }

    /** Closes {@code queue} and opens the place again; for storages that keep what they had. */
    public WorkQueue<String> reopen(WorkQueue<?> queue) {
        queue.close();
        try (Store store = openStore()) {
            Assumptions.assumeTrue(
                    store.capabilities().contains(Capability.PERSISTENT),
                    () -> "The storage lacks the capability " + Capability.PERSISTENT);
        }
        return open();
    }

    /** The store beneath the queues, opened once more, to do what other programs do to it. */
    public Store openStore() {
        Store store = storage.open(StoreConfig.defaults().withClock(clock));
        opened.add(store::close);
        return store;
    }

    /** Rows and files agree. */
    void requireSound() {
        StoreConfig config = StoreConfig.defaults()
                .withClock(InstantSource.fixed(LONG_AFTER))
                .withCheckGracePeriod(Duration.ZERO);
        try (Store store = storage.open(config)) {
            assertThat(store.verify(false, Wait.FOREVER))
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
