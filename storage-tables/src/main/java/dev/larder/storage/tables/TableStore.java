package dev.larder.storage.tables;

import dev.larder.storage.Access;
import dev.larder.storage.Appended;
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
import dev.larder.storage.Lease;
import dev.larder.storage.LeaseName;
import dev.larder.storage.PageRequest;
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
import dev.larder.storage.Store;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Stored;
import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.ActivityCounts;
import dev.larder.storage.jooq.Lifecycle;
import dev.larder.storage.jooq.Watches;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A collection in tables. Each method is counted while it runs, so that closing can wait for it; what it does is in the
 * class it passes the call to.
 *
 * <p>An interrupt ends no method early: it completes, and the thread stays interrupted.
 */
final class TableStore implements Store {

    private final Database database;
    private final Lifecycle lifecycle;

    @SuppressWarnings("ThreadLocalUsage") // one for each store
    private final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);

    private final StoreContext context;
    private final Watches watches;
    private final LiveSettings settings;
    private final Accesses accesses;
    private final Tallies tallies;
    private final RowReader reader;
    private final RowChanges changes;
    private final Purges purges;
    private final Appends appends;
    private final Takes takes;
    private final Sequences sequences;
    private final LeaseChanges leases;
    private final Claiming claiming;
    private final WorkQueueChanges workQueue;
    private final Verification verification;
    private final Set<Capability> capabilities;
    private final String name;
    private final Runnable onClose;

    TableStore(
            Database database,
            @Nullable Replica replica,
            WatchHub hub,
            long collection,
            String name,
            Set<Capability> capabilities,
            StoreConfig config,
            InstantSource clock,
            Runnable onClose) {
        this.database = database;
        this.name = name;
        this.capabilities = capabilities;
        this.onClose = onClose;
        lifecycle = new Lifecycle(name);
        watches = new Watches(name, () -> hub.watch(collection), () -> hub.unwatch(collection));
        settings = new LiveSettings(database, collection, config, name);
        accesses = new Accesses(database, collection, settings, config.exactAccess(), config.readWait());
        Chunks chunks = new Chunks(collection);
        context = new StoreContext(
                database,
                collection,
                config,
                clock,
                chunks,
                new Values(chunks),
                hub,
                new RemovalTeller(config.removals()),
                accesses,
                new ActivityCounts());
        tallies = new Tallies(collection);
        Rows rows = new Rows(context);
        Purger purger = new Purger(context);
        Culling culling = new Culling(context, tallies, accesses, purger);
        reader = new RowReader(context, replica, accesses);
        changes = new RowChanges(context, rows, purger, settings, culling);
        purges = new Purges(context, purger, tallies, accesses);
        QueueRows queueRows = new QueueRows(context, rows);
        appends = new Appends(context, rows, queueRows, settings, culling, purger, tallies);
        takes = new Takes(context, rows, queueRows);
        sequences = new Sequences(context, rows, queueRows, tallies);
        leases = new LeaseChanges(context);
        claiming = new Claiming(context);
        workQueue = new WorkQueueChanges(context, settings);
        verification = new Verification(context, rows, tallies);
        hub.add(collection, watches);
    }

    private <T extends @Nullable Object> T run(Supplier<T> operation) {
        int[] own = depth.get();
        if (own[0] > 0) {
            // part of a transaction, which runs even if closing has begun to wait for it
            return operation.get();
        }
        lifecycle.enter();
        boolean interrupted = Thread.interrupted();
        own[0]++;
        try {
            return operation.get();
        } finally {
            own[0]--;
            lifecycle.exit();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public @Nullable Encoded get(Key key, Access access) {
        return run(() -> reader.get(key, access));
    }

    @Override
    public @Nullable Row find(Key key, Fetch fetch, Access access) {
        return run(() -> reader.find(key, fetch, access));
    }

    @Override
    public List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access) {
        refuseBlobs(fetch);
        return run(() -> reader.findAll(keys, fetch, access));
    }

    @Override
    public Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        refuseBlobs(previous);
        return run(() -> changes.store(key, item, condition, placing, previous, cull, wait));
    }

    @Override
    public void storeAll(Map<Key, Item> items, Cull cull, Wait wait) {
        run(() -> {
            changes.storeAll(items, cull, wait);
            return true;
        });
    }

    @Override
    public @Nullable Row remove(Key key, Condition condition, Fetch fetch, Wait wait) {
        return run(() -> changes.remove(key, condition, fetch, wait));
    }

    @Override
    public long removeAll(Collection<Key> keys, Wait wait) {
        return run(() -> changes.removeAll(keys, wait));
    }

    @Override
    public @Nullable Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait) {
        return run(() -> changes.add(key, delta, initial, cull, wait));
    }

    @Override
    public boolean touch(Key key, Expiry expiry, Condition condition, Wait wait) {
        return run(() -> changes.touch(key, expiry, condition, wait));
    }

    @Override
    public Purged purge(Selection selection, int limit, Wait wait) {
        return run(() -> purges.purge(selection, limit, wait));
    }

    @Override
    public List<Row> page(PageRequest request) {
        return run(() -> reader.page(request));
    }

    @Override
    public long count(KeyRange range) {
        return run(() -> reader.count(range));
    }

    @Override
    public Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        return run(() -> appends.append(queue, side, items, bound, cull, wait));
    }

    @Override
    public @Nullable Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        return run(() -> takes.take(sequence, side, fetch, wait));
    }

    @Override
    public @Nullable Row peek(Sequence sequence, Side side, long offset, Fetch fetch, Wait wait) {
        return run(() -> sequences.peek(sequence, side, offset, fetch));
    }

    @Override
    public void renumber(Sequence.Queue queue, Renumbering order, Wait wait) {
        run(() -> {
            sequences.renumber(queue, order, wait);
            return true;
        });
    }

    @Override
    public boolean acquireLease(
            LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        return run(() -> leases.acquire(name, owner, length, note, limit, wait));
    }

    @Override
    public boolean extendLease(LeaseName name, String owner, Duration length, Wait wait) {
        return run(() -> leases.extend(name, owner, length, wait));
    }

    @Override
    public boolean releaseLease(LeaseName name, String owner, Wait wait) {
        return run(() -> leases.release(name, owner, wait));
    }

    @Override
    public List<Lease> leases(LeaseName name) {
        return run(() -> leases.find(name));
    }

    @Override
    public int purgeLeases(String kind, int limit, Wait wait) {
        return run(() -> leases.purge(kind, limit, wait));
    }

    @Override
    public List<Boolean> offer(List<WorkItem> items, Wait wait) {
        return run(() -> workQueue.offer(items, wait));
    }

    @Override
    public WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait) {
        return run(() -> claiming.claim(limit, lease, maxAttempts, wait));
    }

    @Override
    public Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        return run(() -> workQueue.settle(receipts, settlement, wait));
    }

    @Override
    public List<DeadWork> deadWork(@Nullable WorkReceipt after, int limit, Fetch fetch) {
        refuseBlobs(fetch);
        return run(() -> workQueue.dead(after, limit, fetch));
    }

    @Override
    public Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait) {
        return run(() -> workQueue.revive(receipts, wait));
    }

    @Override
    public Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait) {
        return run(() -> workQueue.purgeDead(receipts, wait));
    }

    @Override
    public WorkCounts workCounts() {
        return run(() -> workQueue.counts());
    }

    @Override
    public ChangeWatch watchWork() {
        return run(() -> watches.beginOnWork());
    }

    @Override
    public ChangeWatch watch(Key key) {
        return run(() -> watches.begin(key));
    }

    @Override
    public ChangeWatch watch(Sequence.Queue queue) {
        return run(() -> watches.begin(queue));
    }

    @Override
    public long count() {
        return run(() -> database.read(context.readWait(), tallies::read).rows());
    }

    @Override
    public long lastPosition() {
        return run(() -> database.read(
                context.readWait(),
                tx -> context.call(tx, Sql.LAST_PLACE)
                        .list(row -> row.getLong(1))
                        .get(0)));
    }

    @Override
    public long volume() {
        return run(() -> database.read(context.readWait(), tallies::read).weight());
    }

    @Override
    public Totals totals() {
        return run(() -> {
            accesses.flush(context.readWait());
            return database.onOneState(context.readWait(), this::totals);
        });
    }

    private Totals totals(Tx tx) throws SQLException {
        Tallies.Tally tally = tallies.read(tx);
        Map<String, Scalar> rows = settings.rows(tx);
        return new Totals(
                tally.rows(),
                tally.bytes(),
                counter(rows, LiveSettings.HITS),
                counter(rows, LiveSettings.MISSES),
                tally.weight(),
                tally.weight());
    }

    private static long counter(Map<String, Scalar> rows, String name) {
        return rows.get(name) instanceof Scalar.Int64 number ? number.value() : 0;
    }

    @Override
    public Totals resetStatistics(Wait wait) {
        return run(() -> database.write(wait, tx -> {
            context.beginWriting(tx);
            accesses.flushInto(tx);
            Totals before = totals(tx);
            settings.add(tx, LiveSettings.HITS, -before.hits());
            settings.add(tx, LiveSettings.MISSES, -before.misses());
            return before;
        }));
    }

    @Override
    public StoreActivity activity() {
        return context.counts().activity();
    }

    @Override
    public Settings settings() {
        return run(() -> settings.get().settings());
    }

    @Override
    public void changeSettings(UnaryOperator<Settings> change, Wait wait) {
        run(() -> {
            settings.change(change, wait);
            return true;
        });
    }

    @Override
    public List<Finding> verify(boolean repair, Wait wait) {
        return run(() -> verification.run(repair, wait));
    }

    @Override
    public <T> T transact(Wait wait, Supplier<T> work) {
        return run(() -> database.transact(
                wait,
                tx -> {
                    context.beginWriting(tx);
                    return true;
                },
                work));
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the calling thread is in a transaction on this store, or is just told of a
     *     removal by it
     */
    @Override
    public void close() {
        if (depth.get()[0] > 0 && database.isInTransaction()) {
            throw new IllegalStateException(
                    "A transaction cannot close its own store " + name + "; close it afterwards");
        }
        if (context.removals().isTelling()) {
            throw new IllegalStateException(
                    "A removal observer cannot close the store " + name + " that is telling it; close it elsewhere");
        }
        boolean isFirst = lifecycle.close();
        watches.close();
        context.hub().remove(context.collection(), watches);
        lifecycle.awaitIdle();
        if (isFirst) {
            accesses.close(context.config().openWait());
            onClose.run();
        }
    }

    private static void refuseBlobs(@Nullable Fetch fetch) {
        if (fetch == Fetch.BLOB) {
            throw new IllegalArgumentException(
                    "Only find, remove, take and peek hand out blobs; ask for the value instead");
        }
    }
}
