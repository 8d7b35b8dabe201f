package dev.larder.internal;

import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a lock, a counter or another recipe keeps what it knows: one key of one store.
 *
 * @param operationWait how long one operation waits for other writers
 * @param attemptWait the same for attempts to get something, which may be in vain
 * @param keeper extends what is held
 */
public record Slot(
        Store store, Key key, Wait operationWait, Wait attemptWait, InstantSource clock, LeaseKeeper keeper) {

    /** The lease of whoever does not ask for another. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    /** The end of a lease is looked at this often at least, for clocks are set and differ. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The slot under a key.
     *
     * @param cache a cache with keys of this type; an object, because what a cache is made of does not know caches
     * @throws IllegalArgumentException if the cache is not Larder's
     */
    @SuppressWarnings("unchecked") // it is made of a cache with keys of this type
    public static <K> Slot of(Object cache, K key) {
        Objects.requireNonNull(cache, "cache");
        Objects.requireNonNull(key, "key");
        if (!(cache instanceof Backed<?>)) {
            throw new IllegalArgumentException("Recipes need the store beneath a cache, and "
                    + cache.getClass().getName() + " does not show one; use a cache that Larder has opened");
        }
        Backed<K> backed = (Backed<K>) cache;
        Key storeKey = backed.toKey(key);
        return new Slot(
                backed.storeOf(storeKey),
                storeKey,
                backed.operationWait(),
                backed.attemptWait(),
                backed.clock(),
                backed.leaseKeeper());
    }

    /**
     * Returns the length of a lease if it can be that.
     *
     * @throws IllegalArgumentException if it is too short
     */
    public static Duration requireLease(Duration lease) {
        if (lease.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException("A lease of " + lease + " could end before it is extended; use at least "
                    + SHORTEST_LEASE + ", better some seconds");
        }
        return lease;
    }

    /** The live row, or null. */
    public @Nullable Row find(Fetch fetch) {
        return store.find(key, fetch, Access.IGNORE);
    }

    /** The live value, or null. */
    public @Nullable Encoded value() {
        return store.get(key, Access.IGNORE);
    }

    /** The items of the tuple in a row, or null if there is none. */
    public @Nullable List<@Nullable Object> tuple(@Nullable Encoded value, int size) {
        if (value == null) {
            return null;
        }
        Object object;
        try {
            object = Pickle.read(value);
        } catch (SerializationException e) {
            throw unexpected(e);
        }
        if (object instanceof Tuple tuple && tuple.items().size() == size) {
            return tuple.items();
        }
        throw unexpected(null);
    }

    /** What to throw when something else than this recipe's is under the key. */
    public SerializationException unexpected(@Nullable Throwable cause) {
        return new SerializationException(
                "Key " + describe() + " holds something else than this recipe stores; give the recipe a key of its own",
                cause);
    }

    /** Stores a value on a condition; returns whether that was so. */
    public boolean put(Encoded value, Expiry expiry, Condition condition) {
        Item item = new Item(value, expiry, null);
        return store.store(key, item, condition, null, Cull.NONE, operationWait).stored();
    }

    /** Stores a value. */
    public void put(Encoded value, Expiry expiry) {
        put(value, expiry, Condition.always());
    }

    /** The value as Python's pickle has it, in the protocol that the store's settings say. */
    public Encoded pickle(@Nullable Object value) {
        long protocol = store.settings().get(Setting.PICKLE_PROTOCOL);
        return Pickle.value(value, Math.max(Pickle.MIN_PROTOCOL, (int) protocol));
    }

    /** The present in seconds since 1970, as rows carry it. */
    public double now() {
        Instant now = clock.instant();
        return now.getEpochSecond() + now.getNano() / NANOS_PER_SECOND;
    }

    /** How long to wait at most for what ends then. */
    public Wait until(double endTime) {
        if (endTime == Double.POSITIVE_INFINITY) {
            return Wait.FOREVER;
        }
        long left = (long) ((endTime - now()) * NANOS_PER_SECOND);
        return new Wait(Math.min(Math.max(left, SHORTEST_PAUSE.toNanos()), LONGEST_PAUSE.toNanos()));
    }

    /** The key as messages show it. */
    public String describe() {
        return key.scalar() instanceof Scalar.Text text
                ? "'" + text.value() + "'"
                : key.scalar().toString();
    }
}
