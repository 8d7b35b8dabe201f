package dev.larder;

import dev.larder.storage.Finding;
import dev.larder.storage.Key;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.ShardHash;
import dev.larder.storage.Store;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The stores among which the keys of a collection are divided; a plain cache has one. Each key belongs to one of them,
 * and what concerns one key is atomic in that store.
 *
 * <p>A transaction over several stores takes their locks in the order of their numbers, so that transactions never wait
 * for each other in a circle. It is isolated, but commits store by store.
 */
final class Shards {

    private final Shard[] shards;
    private final List<ReopeningStore> opened;
    private final List<Store> stores;
    private final SizeLimit limit;
    private final @Nullable ShardRemovals removals;
    private final boolean isPlain;

    /** How many transactions over these stores this thread is inside; removed when it is inside none. */
    @SuppressWarnings("ThreadLocalUsage") // one for each collection is what is meant: a thread may use several
    private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();

    private Shards(List<ReopeningStore> stores, SizeLimit limit, @Nullable ShardRemovals removals, boolean isPlain) {
        this.shards = IntStream.range(0, stores.size())
                .mapToObj(number -> new Shard(number, stores.get(number), limit))
                .toArray(Shard[]::new);
        this.opened = List.copyOf(stores);
        this.stores = List.copyOf(stores);
        this.limit = limit;
        this.removals = removals;
        this.isPlain = isPlain;
    }

    /** The only store of a plain cache. */
    static Shards of(ReopeningStore store) {
        return new Shards(List.of(store), new OwnLimit(store), null, true);
    }

    /** The only store of a collection that keeps what it is given. */
    static Shards unlimited(ReopeningStore store) {
        return new Shards(List.of(store), new NoLimit(), null, true);
    }

    /**
     * Stores that are shards of one cache, with one size limit for all.
     *
     * @param removals what all of them tell of removed rows, or null if nobody wants to know
     */
    static Shards of(List<ReopeningStore> stores, @Nullable ShardRemovals removals) {
        return new Shards(stores, new SharedLimit(List.copyOf(stores)), removals, false);
    }

    /** Whether one store holds all keys. */
    boolean isSingle() {
        return shards.length == 1;
    }

    /** The store that holds {@code key}. */
    ReopeningStore of(Key key) {
        return shard(key).store();
    }

    /** The store that holds {@code key}, with what a write to it trims. */
    Shard shard(Key key) {
        return shards.length == 1 ? shards[0] : shards[ShardHash.shard(key, shards.length)];
    }

    /** Where the row of a key is. */
    Address address(Key key) {
        return Address.of(shard(key), key);
    }

    /** All stores, in the order of their numbers. */
    List<Store> all() {
        return stores;
    }

    /** What was done with all of them, and with the loaders of their cache. */
    Activity activity(LoadCounts loads) {
        StoreActivity activity = StoreActivity.NONE;
        for (Store store : opened) {
            activity = activity.plus(store.activity());
        }
        return new Activity(
                sum(StoreUse::hits),
                sum(StoreUse::misses),
                sum(StoreUse::puts),
                activity.evictions(),
                activity.expirations(),
                sum(StoreUse::timeouts),
                loads.loads(),
                loads.failures(),
                loads.time(),
                activity.commits(),
                activity.writes(),
                activity.busyWaits(),
                activity.busyTime());
    }

    private long sum(ToLongFunction<StoreUse> part) {
        return opened.stream().map(ReopeningStore::use).mapToLong(part).sum();
    }

    /** The store with the lowest number. */
    Store first() {
        return stores.get(0);
    }

    /** The limit for all stores together. */
    SizeLimit limit() {
        return limit;
    }

    /** The settings, which are those of every store but for the size limit. */
    Settings settings() {
        return limit.ofWhole(first().settings());
    }

    /**
     * Writes a setting into every store.
     *
     * @throws IllegalArgumentException if the setting cannot have this value
     */
    <T> void configure(Setting<T> setting, T value, Wait wait) {
        Settings change = limit.inEach(Settings.defaults().with(setting, value));
        // SQLite cannot change the journal mode inside a transaction
        if (isSingle() || setting == Setting.SQLITE_JOURNAL_MODE) {
            stores.forEach(store -> store.changeSettings(change, wait));
            return;
        }
        transact(Operation.CONFIGURE, wait, () -> {
            stores.forEach(store -> store.changeSettings(change, wait));
            return change;
        });
    }

    /** As {@link Store#verify}, of all stores; those that are shards are named in what is found. */
    List<Finding> verify(boolean repair, Wait wait) {
        if (isPlain) {
            return first().verify(repair, wait);
        }
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < stores.size(); i++) {
            String shard = ShardRoot.name(i);
            stores.get(i).verify(repair, wait).forEach(finding -> findings.add(finding.in(shard)));
        }
        return findings;
    }

    /** Closes all stores; see {@link Store#close}. */
    void close() {
        if (removals != null && removals.isTelling()) {
            throw new IllegalStateException(
                    "A removal listener cannot close the cache that is telling it; close it elsewhere");
        }
        stores.forEach(Store::close);
    }

    /** Runs {@code work} in a transaction over all stores. */
    <T extends @Nullable Object> T transact(Wait wait, Supplier<T> work) {
        return transact(Operation.TRANSACT, wait, work);
    }

    /** As {@link #transact(Wait, Supplier)}, for an operation that takes such a transaction. */
    <T extends @Nullable Object> T transact(Operation operation, Wait wait, Supplier<T> work) {
        return transact(operation, opened, wait, () -> inside(work));
    }

    /** Does what takes several calls, and is one operation. */
    <T extends @Nullable Object> T whole(Operation operation, Supplier<T> work) {
        return opened.get(0).whole(operation, work);
    }

    private <T extends @Nullable Object> T inside(Supplier<T> work) {
        Integer before = depth.get();
        depth.set(before == null ? 1 : before + 1);
        try {
            return work.get();
        } finally {
            if (before == null) {
                depth.remove();
            } else {
                depth.set(before);
            }
        }
    }

    /** Whether this thread is inside a {@linkplain #transact transaction over all stores}. */
    boolean inTransaction() {
        return depth.get() != null;
    }

    /**
     * Runs {@code work}, which calls each of these shards once and no other, so that it is atomic as a whole.
     *
     * @param operation what it is
     * @param involved in the order of their numbers
     */
    <T extends @Nullable Object> T inOne(Operation operation, Collection<Shard> involved, Wait wait, Supplier<T> work) {
        return involved.size() == 1
                ? work.get()
                : transact(operation, involved.stream().map(Shard::store).toList(), wait, work);
    }

    private <T extends @Nullable Object> T transact(
            Operation operation, List<ReopeningStore> involved, Wait wait, Supplier<T> work) {
        ReopeningStore first = involved.get(0);
        if (involved.size() == 1) {
            return first.transact(operation, wait, work);
        }
        long start = System.nanoTime();
        return first.together(
                operation,
                () -> removals == null
                        ? join(involved, wait, start, work)
                        : removals.tellAfter(() -> join(involved, wait, start, work)));
    }

    private static <T extends @Nullable Object> T join(
            List<ReopeningStore> involved, Wait wait, long start, Supplier<T> work) {
        if (involved.isEmpty()) {
            return work.get();
        }
        List<ReopeningStore> others = involved.subList(1, involved.size());
        return involved.get(0).join(rest(wait, start), () -> join(others, wait, start, work));
    }

    /** What is left of a wait that bounds the waiting for all locks together. */
    private static Wait rest(Wait wait, long start) {
        return wait.isForever() ? wait : new Wait(Math.max(0, wait.nanos() - (System.nanoTime() - start)));
    }
}
