package dev.larder;

import dev.larder.internal.LeaseKeeper;
import dev.larder.storage.Access;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Lease;
import dev.larder.storage.LoadException;
import dev.larder.storage.Row;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks values up and has those loaded that are missing, for each key one at a time: among the threads of this process
 * by its {@link Flights}, among processes by a {@link LoadLease}. A loader runs outside any transaction and lock.
 */
final class Loading<V> {

    private static final System.Logger LOG = System.getLogger(Loading.class.getName());

    /** The longest time until a lease is looked at again that nobody seems to touch. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How many loads between two purges of what ended loads have left behind, and how much a purge takes away. */
    private static final int LOADS_BETWEEN_PURGES = 64;

    private static final int PURGED_AT_ONCE = 2 * LOADS_BETWEEN_PURGES;

    private final Shards shards;
    private final ValueMapper<V> values;
    private final Shared<V> shared;
    private final InstantSource clock;
    private final Wait wait;

    /** What all views of a cache share. */
    static final class Shared<V> {

        private final LeaseKeeper keeper;
        private final Flights<V> flights = new Flights<>();
        private final Set<Address> refreshes = ConcurrentHashMap.newKeySet();
        private final AtomicInteger loads = new AtomicInteger();
        private final LoadCounts counts = new LoadCounts();

        Shared(LeaseKeeper keeper) {
            this.keeper = keeper;
        }

        /** What was counted of the loaders. */
        LoadCounts counts() {
            return counts;
        }

        /** Refreshes that have not begun will not; those that run do not store their values. */
        void close() {
            flights.close();
        }
    }

    Loading(Shards shards, ValueMapper<V> values, Shared<V> shared, InstantSource clock, Wait wait) {
        this.shards = shards;
        this.values = values;
        this.shared = shared;
        this.clock = clock;
        this.wait = wait;
    }

    /**
     * The value, loaded if it is missing.
     *
     * @throws IllegalStateException if it is missing and this thread is inside a transaction, or is loading it already
     */
    @Nullable
    V get(LoadRequest<V> request) {
        Found<V> found = lookUp(request, Access.RECORD);
        if (found == null || found.isStale()) {
            return load(request, found);
        }
        if (found.refresher() != null) {
            refreshSoon(request, found, found.refresher());
        }
        return found.value();
    }

    // ---- looking

    private @Nullable Found<V> lookUp(LoadRequest<V> request, Access access) {
        Found<V> found = lookUp(request.key(), request.options(), access);
        if (found == null) {
            Key other = request.otherKey().get();
            return other == null ? null : lookUp(other, request.options(), Access.IGNORE);
        }
        return found;
    }

    private @Nullable Found<V> lookUp(Key key, LoadOptions<? super V> options, Access access) {
        if (!options.looksAtAge()) {
            Encoded encoded = shards.of(key).get(key, access);
            return encoded == null ? null : found(key, encoded, 0);
        }
        Row row = shards.of(key).find(key, Fetch.VALUE, access);
        if (row == null || row.value() == null) {
            return null;
        }
        Found<V> fresh = found(key, row.value(), row.storeTime());
        if (fresh == null) {
            return null;
        }
        Freshness freshness = Freshness.of(options, row, clock.instant());
        if (freshness.isStale()) {
            return new Found<>(fresh.value(), row.storeTime(), true, null);
        }
        Executor refresher = freshness.refresher(() -> new LoadTimes(shards.shard(key), key, wait).of(row));
        return new Found<>(fresh.value(), row.storeTime(), false, refresher);
    }

    private @Nullable Found<V> found(Key key, Encoded encoded, double version) {
        V value = values.decodeOrNone(key, encoded);
        return value == null && !NoneValue.is(encoded) ? null : Found.fresh(value, version);
    }

    // ---- loading for a caller

    private @Nullable V load(LoadRequest<V> request, @Nullable Found<V> stale) {
        if (shards.inTransaction()) {
            throw new IllegalStateException("Key " + KeyMapper.describe(request.key())
                    + " is not there and cannot be loaded inside a transaction, which keeps others waiting: load it"
                    + " before the transaction");
        }
        Flights.Landing<V> landing = shared.flights.join(shards.address(request.key()), () -> loadOrAwait(request));
        if (landing.loaded() instanceof Loaded.Value<V> loaded) {
            return loaded.value();
        }
        Throwable failure = failure(landing, request.key());
        if (stale == null) {
            throw Loading.<RuntimeException>unchanged(failure);
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "Loading key " + KeyMapper.describe(request.key()) + " failed; its old value is returned",
                failure);
        return stale.value();
    }

    private static <V> Throwable failure(Flights.Landing<V> landing, Key key) {
        if (landing.loaded() instanceof Loaded.Told<V> told) {
            return new LoadException(told.message(), null);
        }
        Loaded.Failure<V> failure = (Loaded.Failure<V>) landing.loaded();
        return landing.isOwn() ? failure.cause() : failure.forOthers(key);
    }

    /** Throws what a loader threw as it is, also if it is checked. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // that is the point
    static <T extends Throwable> T unchanged(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private Loaded<V> loadOrAwait(LoadRequest<V> request) {
        LoadLease lease = lease(request);
        Loaded<V> others = lease.acquire() ? null : await(request, lease);
        return others == null ? loadAndRelease(request, lease) : others;
    }

    private LoadLease lease(LoadRequest<V> request) {
        Key key = request.key();
        return new LoadLease(shards.of(key), key, request.options().lease(), shared.keeper, wait);
    }

    /** What another process has loaded, or null when {@code lease} has been acquired instead. */
    private @Nullable Loaded<V> await(LoadRequest<V> request, LoadLease lease) {
        Key key = request.key();
        LoadFailures failures = new LoadFailures(shards.of(key), key, wait);
        try (ChangeWatch watch = shards.of(key).watch(key)) {
            String awaited = null;
            while (true) {
                Found<V> found = lookUp(request, Access.IGNORE);
                if (found != null && !found.isStale()) {
                    return new Loaded.Value<>(found.value());
                }
                String failure = awaited == null ? null : failures.of(awaited);
                if (failure != null) {
                    return new Loaded.Told<>(failure);
                }
                Lease holder = lease.holder();
                if (holder != null) {
                    awaited = holder.owner();
                    watch.await(untilEnd(holder));
                } else if (lease.acquire()) {
                    return null;
                }
            }
        } catch (InterruptedException e) {
            throw Flights.interrupted(key, e);
        }
    }

    /** Leases end without a change that could be noticed. */
    private Wait untilEnd(Lease lease) {
        double left = lease.endTime() - Freshness.seconds(clock.instant());
        double bound = LOOK_AGAIN.toNanos() / 1e9;
        return Wait.upTo(Duration.ofNanos((long) (Math.max(0.001, Math.min(left, bound)) * 1e9)));
    }

    private Loaded<V> loadAndRelease(LoadRequest<V> request, LoadLease lease) {
        try {
            Found<V> found = lookUp(request, Access.IGNORE);
            if (found != null && !found.isStale()) {
                return new Loaded.Value<>(found.value());
            }
            String kept = new LoadFailures(shards.of(request.key()), request.key(), wait).kept();
            return kept != null
                    ? new Loaded.Told<>(kept)
                    : loadNow(request, lease, found, request.options().failures(), () -> true);
        } finally {
            lease.release();
            purgeNowAndThen();
        }
    }

    // ---- loading

    /**
     * Loads, and tells the outcome to others.
     *
     * @param old what was there before, if anything was
     * @param failuresKept how long a failure is kept
     * @param isWanted whether the outcome is to be told, asked when it is known
     */
    private Loaded<V> loadNow(
            LoadRequest<V> request,
            LoadLease lease,
            @Nullable Found<V> old,
            @Nullable Duration failuresKept,
            BooleanSupplier isWanted) {
        long start = System.nanoTime();
        V value;
        WriteOptions storing;
        try {
            value = request.loader().get();
            storing = request.storing(value);
        } catch (Throwable failure) { // of any kind: those who wait must learn of it
            shared.counts.ended(true, System.nanoTime() - start);
            return isWanted.getAsBoolean()
                    ? failed(request, lease, failure, failuresKept)
                    : new Loaded.Failure<>(failure);
        }
        long took = System.nanoTime() - start;
        shared.counts.ended(false, took);
        try {
            if (isWanted.getAsBoolean()) {
                keep(request, lease, value, storing, took, old);
            }
            return new Loaded.Value<>(value);
        } catch (RuntimeException failure) {
            return new Loaded.Failure<>(failure);
        }
    }

    private Loaded<V> failed(
            LoadRequest<V> request, LoadLease lease, Throwable failure, @Nullable Duration failuresKept) {
        try {
            new LoadFailures(shards.of(request.key()), request.key(), wait).tell(lease.owner(), failure, failuresKept);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return new Loaded.Failure<>(failure);
    }

    /** Stores what was loaded, or takes away what it makes obsolete if it is not to be stored. */
    private void keep(
            LoadRequest<V> request,
            LoadLease lease,
            @Nullable V value,
            @Nullable WriteOptions storing,
            long took,
            @Nullable Found<V> old) {
        Key key = request.key();
        Shard shard = shards.shard(key);
        if (storing == null) {
            if (old != null) {
                shard.store().remove(key, Condition.ifStoredAt(old.version()), Fetch.METADATA, wait);
            }
            return;
        }
        Encoded encoded = value == null ? none() : values.encode(key, value);
        Item item = new Item(encoded, storing.expiry(), storing.tagScalar());
        // who lost the right to load, because the process stood still, must not replace what others have loaded since
        Condition condition = lease.isHeld() ? Condition.always() : Condition.ifAbsent();
        if (request.options().early() != null && item.expiry() != Expiry.never()) {
            new LoadTimes(shard, key, wait).store(item, condition, took, Freshness.seconds(clock.instant()));
        } else {
            shard.store(key, item, condition, null, wait);
        }
    }

    private Encoded none() {
        return NoneValue.in(
                shards.first().settings().get(Setting.PICKLE_PROTOCOL).intValue());
    }

    private void purgeNowAndThen() {
        if (Math.floorMod(shared.loads.incrementAndGet(), LOADS_BETWEEN_PURGES) == 0) {
            for (Store store : shards.all()) {
                for (String kind : new String[] {LoadLease.KIND, LoadFailures.KIND, LoadTimes.KIND}) {
                    store.purgeLeases(kind, PURGED_AT_ONCE, wait);
                }
            }
        }
    }

    // ---- refreshing in the background

    private void refreshSoon(LoadRequest<V> request, Found<V> due, Executor executor) {
        Address address = shards.address(request.key());
        if (!shared.refreshes.add(address)) {
            return;
        }
        long life = shared.flights.life();
        BooleanSupplier isWanted = () -> life == shared.flights.life(); // else it would open a closed cache again
        try {
            executor.execute(() -> {
                try {
                    if (isWanted.getAsBoolean()) {
                        shared.flights.tryAlone(address, () -> refresh(request, due, isWanted));
                    }
                } catch (RuntimeException e) {
                    notRefreshed(request.key(), e);
                } finally {
                    shared.refreshes.remove(address);
                }
            });
        } catch (RejectedExecutionException e) {
            shared.refreshes.remove(address);
            notRefreshed(request.key(), e);
        }
    }

    private Loaded<V> refresh(LoadRequest<V> request, Found<V> due, BooleanSupplier isWanted) {
        LoadLease lease = lease(request);
        if (!lease.acquire()) {
            return new Loaded.GivenUp<>();
        }
        try {
            Found<V> found = lookUp(request, Access.IGNORE);
            if (found == null || found.version() != due.version()) {
                // removed meanwhile, or refreshed by somebody else
                return new Loaded.GivenUp<>();
            }
            Loaded<V> loaded = loadNow(request, lease, due, null, isWanted);
            if (loaded instanceof Loaded.Failure<V> failure) {
                notRefreshed(request.key(), failure.cause());
            }
            return loaded;
        } finally {
            if (isWanted.getAsBoolean()) {
                lease.release();
                purgeNowAndThen();
            }
        }
    }

    private static void notRefreshed(Key key, Throwable failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Key " + KeyMapper.describe(key) + " could not be refreshed; its old value stays",
                failure);
    }
}
