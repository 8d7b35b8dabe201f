package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Cache;
import dev.larder.Index;
import dev.larder.IndexBuilder;
import dev.larder.Order;
import dev.larder.storage.Capability;
import dev.larder.storage.Encoded;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.contract.FakeClock;
import dev.larder.storage.contract.Testbed;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * What a contract test of indexes works with: a fresh place, the indexes that it opens there and threads beside its
 * own. After the test the place is looked over and everything is closed.
 */
public final class IndexTestbed implements AutoCloseable {

    /** Later than every file of a test, so that no file is spared for being young. */
    private static final Instant LONG_AFTER = Instant.parse("2100-01-01T00:00:00Z");

    private final Storage storage;
    private final FakeClock clock = new FakeClock();
    private final List<Runnable> opened = new CopyOnWriteArrayList<>();
    private final Threads threads = new Threads();

    IndexTestbed(Storage storage) {
        this.storage = storage;
    }

    /** How indexes are opened here: with this clock and otherwise as the defaults are. */
    public IndexBuilder<Object, Object> builder() {
        return Index.on(storage).clock(clock);
    }

    /** The clock of all indexes that are opened here. */
    public FakeClock clock() {
        return clock;
    }

    /** Threads beside the test's own. */
    public Threads threads() {
        return threads;
    }

    /** Opens the place, once more if it is open. */
    public Index<Object, Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <K, V> Index<K, V> open(Function<IndexBuilder<Object, Object>, IndexBuilder<K, V>> change) {
        Index<K, V> index = change.apply(builder()).open();
        opened.add(index::close);
        return index;
    }

    /** The store beneath, opened once more, to do what other programs do to it. */
    public Store openStore() {
        Store store = storage.open(StoreConfig.defaults().withClock(clock));
        opened.add(store::close);
        return store;
    }

    /** Skips the test, naming the reason, if the storage cannot do this. */
    public void require(Capability capability) {
        Testbed.require(openStore(), capability);
    }

    /** Counters, entries and files agree, and every entry has a place that Python lists. */
    void requireSound() {
        try (Cache<Encoded, Object> cache = Cache.on(storage)
                .clock(InstantSource.fixed(LONG_AFTER))
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
