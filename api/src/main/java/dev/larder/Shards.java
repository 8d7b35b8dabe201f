package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.ShardHash;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
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
    private final List<Store> stores;

    /** How many transactions over these stores this thread is inside; removed when it is inside none. */
    @SuppressWarnings("ThreadLocalUsage") // one for each collection is what is meant: a thread may use several
    private final ThreadLocal<@Nullable Integer> depth = new ThreadLocal<>();

    private Shards(List<Shard> shards) {
        this.shards = shards.toArray(Shard[]::new);
        this.stores = shards.stream().map(Shard::store).toList();
    }

    /** The only store of a plain cache. */
    static Shards of(Store store) {
        return new Shards(List.of(new Shard(0, store, new CullRule(store))));
    }

    /** Whether one store holds all keys. */
    boolean isSingle() {
        return shards.length == 1;
    }

    /** The store that holds {@code key}. */
    Store of(Key key) {
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

    /** The store whose settings hold for all. */
    Store first() {
        return shards[0].store();
    }

    /** Runs {@code work} in a transaction over all stores. */
    <T extends @Nullable Object> T transact(Wait wait, Supplier<T> work) {
        return transact(stores, wait, () -> inside(work));
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
     * @param involved in the order of their numbers
     */
    <T extends @Nullable Object> T inOne(Collection<Shard> involved, Wait wait, Supplier<T> work) {
        return involved.size() == 1
                ? work.get()
                : transact(involved.stream().map(Shard::store).toList(), wait, work);
    }

    private static <T extends @Nullable Object> T transact(List<Store> stores, Wait wait, Supplier<T> work) {
        return stores.size() == 1
                ? stores.get(0).transact(wait, work)
                : transact(stores, wait, System.nanoTime(), work);
    }

    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    private static <T extends @Nullable Object> T transact(
            List<Store> stores, Wait wait, long start, Supplier<T> work) {
        if (stores.isEmpty()) {
            return work.get();
        }
        List<Store> others = stores.subList(1, stores.size());
        return stores.get(0).transact(rest(wait, start), () -> transact(others, wait, start, work));
    }

    /** What is left of a wait that bounds the waiting for all locks together. */
    private static Wait rest(Wait wait, long start) {
        return wait.isForever() ? wait : new Wait(Math.max(0, wait.nanos() - (System.nanoTime() - start)));
    }
}
