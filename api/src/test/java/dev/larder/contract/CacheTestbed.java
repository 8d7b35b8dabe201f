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
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What a contract test of caches works with. */
public final class CacheTestbed extends CollectionTestbed {

    private final CacheUnderTest test;
    private final CacheBuilder<Object, Object> builder;

    CacheTestbed(CacheUnderTest test) throws Exception {
        super(test.newStorage());
        this.test = test;
        this.builder = test.newCache(storage());
    }

    /** How caches are opened here: with this clock and otherwise as the defaults are. */
    public CacheBuilder<Object, Object> builder() {
        return builder.clock(clock());
    }

    /** Opens the place, once more if it is open. */
    public Cache<Object, Object> open() {
        return open(options -> options);
    }

    /** Opens the place in another way than {@link #builder()} says. */
    public <K, V> Cache<K, V> open(Function<CacheBuilder<Object, Object>, CacheBuilder<K, V>> change) {
        Cache<K, V> cache = change.apply(builder()).open();
        closeAfterwards(cache::close);
        return cache;
    }

    /** Closes {@code cache} and opens the place again; for storages that keep what they had. */
    public Cache<Object, Object> reopen(Cache<?, ?> cache) {
        require(Capability.PERSISTENT);
        cache.close();
        return open();
    }

    /** The store beneath the caches that holds {@code key}; otherwise as {@link #openStore()}. */
    public Store openStore(Key key) {
        return openStore(test.storageOf(key, storage()));
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

    @Override
    void lookOver() {
        lookOver(builder);
    }

    /** Counters, entries and files agree. */
    static void lookOver(CacheBuilder<Object, Object> builder) {
        try (Cache<Encoded, Object> cache = builder.clock(LONG_AFTER)
                .checkGracePeriod(Duration.ZERO)
                .keys(new RawKeys())
                .open()) {
            assertThat(cache.check()).as("what a check finds after the test").isEmpty();
            assertThat(cache.size())
                    .as("size after the test, against the keys that are listed")
                    .isEqualTo(cache.keys(Order.INSERTION).count());
        }
    }
}
