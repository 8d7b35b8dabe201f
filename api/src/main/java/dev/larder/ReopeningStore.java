package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Appended;
import dev.larder.storage.Blob;
import dev.larder.storage.Bound;
import dev.larder.storage.Capability;
import dev.larder.storage.ChangeWatch;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.DeadWork;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.PageRequest;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Placing;
import dev.larder.storage.Purged;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Settings;
import dev.larder.storage.Settlement;
import dev.larder.storage.Side;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Stored;
import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store that opens again when it is used after it was closed, unless that is refused.
 *
 * <p>It relies on a store's promise to throw {@link StoreClosedException} before doing anything, so that the same call
 * can be made again on the store opened anew. Inside a transaction nothing is reopened: its methods keep to the store
 * on which it began, whatever other threads close and open meanwhile.
 *
 * <p>Whatever is done with a store goes through here, so it is also where that is counted, and measured for those who
 * want to know what is slow. If nobody does, that costs a look whether there is a reporter.
 */
final class ReopeningStore implements Store {

    private final Storage storage;
    private final StoreConfig config;
    private final boolean reopening;
    private final Set<Capability> capabilities;
    private final Optional<Path> directory;
    private final StoreUse use;
    private final @Nullable SlowReporter slow;

    /** The store on which this thread runs a transaction; removed when that ends. */
    @SuppressWarnings("ThreadLocalUsage") // one for each store is what is meant: a thread may use several
    private final ThreadLocal<@Nullable Store> transaction = new ThreadLocal<>();

    private final ReentrantLock opening = new ReentrantLock();
    private StoreActivity earlier = StoreActivity.NONE; // of those that were closed
    private volatile Store current;

    /** @param slow told of all that is done, or null */
    ReopeningStore(Storage storage, StoreConfig config, boolean reopening, @Nullable SlowReporter slow) {
        this.storage = storage;
        this.config = config;
        this.reopening = reopening;
        this.use = new StoreUse();
        this.slow = slow;
        this.current = storage.open(config);
        this.capabilities = current.capabilities();
        this.directory = current.directory();
    }

    /** The same, staying with a store that is open. */
    private ReopeningStore(ReopeningStore same, Store current) {
        this.storage = same.storage;
        this.config = same.config;
        this.reopening = false;
        this.use = same.use;
        this.slow = same.slow;
        this.current = current;
        this.capabilities = same.capabilities;
        this.directory = same.directory;
    }

    @Override
    public @Nullable Encoded get(Key key, Access access) {
        if (slow == null) {
            return read(key, access);
        }
        long begun = System.nanoTime();
        Throwable failure = null;
        try {
            return read(key, access);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            slow.ended(Operation.GET, begun, failure);
        }
    }

    private @Nullable Encoded read(Key key, Access access) {
        Store store = store();
        while (true) {
            try {
                Encoded found = store.get(key, access);
                if (access != Access.IGNORE) {
                    use.read(found != null);
                }
                return found;
            } catch (StoreClosedException closed) {
                store = reopen(store, closed);
            } catch (LarderTimeoutException e) {
                use.timedOut();
                throw e;
            }
        }
    }

    @Override
    public @Nullable Row find(Key key, Fetch fetch, Access access) {
        Row found = this.<@Nullable Row>call(Operation.GET, store -> store.find(key, fetch, access));
        if (access != Access.IGNORE) {
            use.read(found != null);
        }
        return found;
    }

    @Override
    public PinnedFile pin(Blob value, Duration lease) {
        return call(Operation.PIN, store -> store.pin(value, lease));
    }

    @Override
    public List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access) {
        List<Row> found = call(Operation.GET_ALL, store -> store.findAll(keys, fetch, access));
        if (access != Access.IGNORE) {
            use.read(keys.size(), found.size());
        }
        return found;
    }

    @Override
    public Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        if (slow == null) {
            return write(key, item, condition, placing, previous, cull, wait);
        }
        long begun = System.nanoTime();
        Throwable failure = null;
        try {
            return write(key, item, condition, placing, previous, cull, wait);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            slow.ended(Operation.SET, begun, failure);
        }
    }

    private Stored write(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        Store store = store();
        while (true) {
            try {
                Stored stored = store.store(key, item, condition, placing, previous, cull, wait);
                use.put(stored.stored() ? 1 : 0);
                return stored;
            } catch (StoreClosedException closed) {
                store = reopen(store, closed);
            } catch (LarderTimeoutException e) {
                use.timedOut();
                throw e;
            }
        }
    }

    @Override
    public void storeAll(Map<Key, Item> items, Cull cull, Wait wait) {
        run(Operation.SET_ALL, store -> store.storeAll(items, cull, wait));
        use.put(items.size());
    }

    @Override
    public @Nullable Row remove(Key key, Condition condition, Fetch fetch, Wait wait) {
        return call(Operation.DELETE, store -> store.remove(key, condition, fetch, wait));
    }

    @Override
    public long removeAll(Collection<Key> keys, Wait wait) {
        return call(Operation.DELETE_ALL, store -> store.removeAll(keys, wait));
    }

    @Override
    public @Nullable Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait) {
        Scalar sum =
                this.<@Nullable Scalar>call(Operation.INCREMENT, store -> store.add(key, delta, initial, cull, wait));
        use.put(sum == null ? 0 : 1);
        return sum;
    }

    @Override
    public boolean touch(Key key, Expiry expiry, Condition condition, Wait wait) {
        return call(Operation.TOUCH, store -> store.touch(key, expiry, condition, wait));
    }

    @Override
    public Purged purge(Selection selection, int limit, Wait wait) {
        return call(Operation.removing(selection), store -> store.purge(selection, limit, wait));
    }

    @Override
    public List<Row> page(PageRequest request) {
        return call(Operation.LIST, store -> store.page(request));
    }

    @Override
    public long count(KeyRange range) {
        return call(Operation.COUNT, store -> store.count(range));
    }

    @Override
    public Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        Appended appended = call(Operation.PUSH, store -> store.append(queue, side, items, bound, cull, wait));
        use.put(appended.keys().size());
        return appended;
    }

    @Override
    public @Nullable Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        return call(Operation.PULL, store -> store.take(sequence, side, fetch, wait));
    }

    @Override
    public @Nullable Row peek(Sequence sequence, Side side, long offset, Fetch fetch, Wait wait) {
        return call(Operation.PEEK, store -> store.peek(sequence, side, offset, fetch, wait));
    }

    @Override
    public void renumber(Sequence.Queue queue, Renumbering order, Wait wait) {
        run(Operation.REORDER, store -> store.renumber(queue, order, wait));
    }

    @Override
    public boolean acquireLease(
            LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        return call(Operation.LEASE, store -> store.acquireLease(name, owner, length, note, limit, wait));
    }

    @Override
    public boolean extendLease(LeaseName name, String owner, Duration length, Wait wait) {
        return call(Operation.LEASE, store -> store.extendLease(name, owner, length, wait));
    }

    @Override
    public boolean releaseLease(LeaseName name, String owner, Wait wait) {
        return call(Operation.LEASE, store -> store.releaseLease(name, owner, wait));
    }

    @Override
    public List<Lease> leases(LeaseName name) {
        return call(Operation.LEASE, store -> store.leases(name));
    }

    @Override
    public int purgeLeases(String kind, int limit, Wait wait) {
        return call(Operation.LEASE, store -> store.purgeLeases(kind, limit, wait));
    }

    @Override
    public List<Boolean> offer(List<WorkItem> items, Wait wait) {
        return call(Operation.PUT, store -> store.offer(items, wait));
    }

    @Override
    public WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait) {
        return call(Operation.TAKE, store -> store.claim(limit, lease, maxAttempts, wait));
    }

    @Override
    public Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        return call(Operation.SETTLE, store -> store.settle(receipts, settlement, wait));
    }

    @Override
    public List<DeadWork> deadWork(@Nullable WorkReceipt after, int limit, Fetch fetch) {
        return call(Operation.DEAD_LETTERS, store -> store.deadWork(after, limit, fetch));
    }

    @Override
    public Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait) {
        return call(Operation.DEAD_LETTERS, store -> store.revive(receipts, wait));
    }

    @Override
    public Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait) {
        return call(Operation.DEAD_LETTERS, store -> store.purgeDead(receipts, wait));
    }

    @Override
    public WorkCounts workCounts() {
        return call(Operation.COUNT, Store::workCounts);
    }

    @Override
    public ChangeWatch watchWork() {
        return call(Operation.WATCH, Store::watchWork);
    }

    @Override
    public ChangeWatch watch(Key key) {
        return call(Operation.WATCH, store -> store.watch(key));
    }

    @Override
    public ChangeWatch watch(Sequence.Queue queue) {
        return call(Operation.WATCH, store -> store.watch(queue));
    }

    @Override
    public long count() {
        return call(Operation.COUNT, Store::count);
    }

    @Override
    public long lastPosition() {
        return call(Operation.LIST, Store::lastPosition);
    }

    @Override
    public long volume() {
        return call(Operation.COUNT, Store::volume);
    }

    @Override
    public Totals totals() {
        return call(Operation.COUNT, Store::totals);
    }

    @Override
    public Totals resetStatistics(Wait wait) {
        return call(Operation.COUNT, store -> store.resetStatistics(wait));
    }

    /** That of all stores which this one has been. */
    @Override
    public StoreActivity activity() {
        opening.lock();
        try {
            return earlier.plus(current.activity());
        } finally {
            opening.unlock();
        }
    }

    /** What it was asked for. */
    StoreUse use() {
        return use;
    }

    @Override
    public Settings settings() {
        return call(Operation.CONFIGURE, Store::settings);
    }

    @Override
    public void changeSettings(UnaryOperator<Settings> change, Wait wait) {
        run(Operation.CONFIGURE, store -> store.changeSettings(change, wait));
    }

    @Override
    public List<Finding> verify(boolean repair, Wait wait) {
        return call(Operation.CHECK, store -> store.verify(repair, wait));
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Optional<Path> directory() {
        return directory;
    }

    @Override
    public <T> T transact(Wait wait, Supplier<T> work) {
        return transact(Operation.TRANSACT, wait, work);
    }

    /** As {@link #transact(Wait, Supplier)}, for an operation that takes a transaction. */
    <T extends @Nullable Object> T transact(Operation operation, Wait wait, Supplier<T> work) {
        return slow == null ? join(wait, work) : slow.transaction(operation, () -> join(wait, work));
    }

    /** Does what takes several calls, to this store and to those that report with it, and is one operation. */
    <T extends @Nullable Object> T whole(Operation operation, Supplier<T> work) {
        return slow == null ? work.get() : slow.whole(operation, work);
    }

    /** Runs transactions of this store and of those that report with it, which are one operation. */
    <T extends @Nullable Object> T together(Operation operation, Supplier<T> transactions) {
        return slow == null ? transactions.get() : slow.transaction(operation, transactions);
    }

    /** Runs a transaction, as a part of one that is measured. */
    @SuppressWarnings("NullAway") // whether there may be null is what the type argument says
    <T extends @Nullable Object> T join(Wait wait, Supplier<T> work) {
        Store joined = transaction.get();
        if (joined != null) {
            return joined.transact(wait, work);
        }
        Store store = current;
        while (true) {
            Work<T> once = new Work<>(store, work);
            try {
                return store.transact(wait, once);
            } catch (StoreClosedException closed) {
                if (once.begun) {
                    // what the work threw itself, perhaps for another store
                    throw closed;
                }
                store = reopen(store, closed);
            } catch (LarderTimeoutException e) {
                if (!once.begun) { // otherwise it is that of a method within, which was counted
                    use.timedOut();
                }
                throw e;
            }
        }
    }

    /** @throws IllegalStateException inside a transaction on this store by the same thread, which it would wait for */
    @Override
    public void close() {
        if (transaction.get() != null) {
            throw new IllegalStateException(
                    "A store cannot be closed inside its own transaction: close it when the transaction has ended");
        }
        current.close();
    }

    /**
     * The store as it is now, which stays closed once it is: for who waits for something to change in it, and is to be
     * told when it is closed.
     */
    ReopeningStore current() {
        return new ReopeningStore(this, store());
    }

    private Store store() {
        Store joined = transaction.get();
        return joined == null ? current : joined;
    }

    private <T extends @Nullable Object> T call(Operation operation, Function<Store, T> method) {
        if (slow == null) {
            return attempt(method);
        }
        long begun = System.nanoTime();
        Throwable failure = null;
        try {
            return attempt(method);
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            slow.ended(operation, begun, failure);
        }
    }

    private void run(Operation operation, Consumer<Store> method) {
        call(operation, store -> {
            method.accept(store);
            return true;
        });
    }

    private <T extends @Nullable Object> T attempt(Function<Store, T> method) {
        Store store = store();
        while (true) {
            try {
                return method.apply(store);
            } catch (StoreClosedException closed) {
                store = reopen(store, closed);
            } catch (LarderTimeoutException e) {
                use.timedOut();
                throw e;
            }
        }
    }

    private Store reopen(Store found, StoreClosedException closed) {
        if (!reopening || transaction.get() != null) {
            throw closed;
        }
        opening.lock();
        try {
            if (current == found) {
                Store opened = storage.open(config);
                earlier = earlier.plus(found.activity());
                current = opened;
            }
            return current;
        } finally {
            opening.unlock();
        }
    }

    /** Work of a transaction, which tells its thread on which store it runs. */
    private final class Work<T> implements Supplier<T> {

        private final Store store;
        private final Supplier<T> work;
        private boolean begun;

        Work(Store store, Supplier<T> work) {
            this.store = store;
            this.work = work;
        }

        @Override
        public T get() {
            begun = true;
            transaction.set(store);
            try {
                return work.get();
            } finally {
                transaction.remove();
            }
        }
    }
}
