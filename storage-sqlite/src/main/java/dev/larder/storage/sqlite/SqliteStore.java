package dev.larder.storage.sqlite;

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
import dev.larder.storage.Store;
import dev.larder.storage.StoreActivity;
import dev.larder.storage.Stored;
import dev.larder.storage.Totals;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import dev.larder.storage.jooq.Lifecycle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store in a directory. Each method is counted while it runs, so that closing can wait for it; what it does is in the
 * class it passes the call to.
 *
 * <p>An interrupt ends no method early: it completes, and the thread stays interrupted.
 */
final class SqliteStore implements Store {

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.VALUE_FILES, Capability.MULTIPLE_PROCESSES, Capability.PERSISTENT, Capability.SINGLE_WRITER);

    private final StoreParts parts;
    private final Lifecycle lifecycle;
    private final Writer writer;
    private final RowReader reader;
    private final RowChanges changes;
    private final RowBatches batches;
    private final Sequences sequences;
    private final LeaseChanges leases;
    private final WorkQueueChanges workQueue;
    private final Inspection inspection;

    SqliteStore(StoreParts parts) {
        this.parts = parts;
        lifecycle = new Lifecycle(parts.directory().toString());
        writer = parts.writer();
        reader = parts.reader();
        changes = parts.changes();
        batches = parts.batches();
        sequences = parts.sequences();
        leases = parts.leases();
        workQueue = parts.workQueue();
        inspection = parts.inspection();
    }

    /** Methods that a transaction calls are part of it: they run even if closing has begun to wait for it. */
    private void enter() {
        if (!writer.isHeldByCurrentThread()) {
            lifecycle.enter();
        }
    }

    private void exit() {
        if (!writer.isHeldByCurrentThread()) {
            lifecycle.exit();
        }
    }

    @Override
    public @Nullable Encoded get(Key key, Access access) {
        enter();
        try {
            return reader.get(key, access);
        } finally {
            exit();
        }
    }

    @Override
    public @Nullable Row find(Key key, Fetch fetch, Access access) {
        enter();
        try {
            return reader.find(key, fetch, access);
        } finally {
            exit();
        }
    }

    @Override
    public List<Row> findAll(Collection<Key> keys, Fetch fetch, Access access) {
        refuseBlobs(fetch);
        enter();
        try {
            return reader.findAll(keys, fetch, access);
        } finally {
            exit();
        }
    }

    @Override
    public Stored store(
            Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Cull cull, Wait wait) {
        refuseBlobs(previous);
        enter();
        try {
            return changes.store(key, item, condition, placing, previous, cull, wait);
        } finally {
            exit();
        }
    }

    @Override
    public void storeAll(Map<Key, Item> items, Cull cull, Wait wait) {
        enter();
        try {
            changes.storeAll(items, cull, wait);
        } finally {
            exit();
        }
    }

    @Override
    public @Nullable Row remove(Key key, Condition condition, Fetch fetch, Wait wait) {
        enter();
        try {
            return changes.remove(key, condition, fetch, wait);
        } finally {
            exit();
        }
    }

    @Override
    public long removeAll(Collection<Key> keys, Wait wait) {
        enter();
        try {
            return changes.removeAll(keys, wait);
        } finally {
            exit();
        }
    }

    @Override
    public @Nullable Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Cull cull, Wait wait) {
        enter();
        try {
            return changes.add(key, delta, initial, cull, wait);
        } finally {
            exit();
        }
    }

    @Override
    public boolean touch(Key key, Expiry expiry, Condition condition, Wait wait) {
        enter();
        try {
            return changes.touch(key, expiry, condition, wait);
        } finally {
            exit();
        }
    }

    @Override
    public Purged purge(Selection selection, int limit, Wait wait) {
        enter();
        try {
            Purged purged = batches.purge(selection, limit, wait);
            if (selection instanceof Selection.ExpiredBefore && !writer.isHeldByCurrentThread()) {
                parts.pins().sweep();
            }
            return purged;
        } finally {
            exit();
        }
    }

    @Override
    public PinnedFile pin(Blob value, Duration lease) {
        enter();
        try {
            return parts.pins().pin(value, lease);
        } finally {
            exit();
        }
    }

    @Override
    public List<Row> page(PageRequest request) {
        enter();
        try {
            return batches.page(request);
        } finally {
            exit();
        }
    }

    @Override
    public long count(KeyRange range) {
        enter();
        try {
            return batches.count(range);
        } finally {
            exit();
        }
    }

    @Override
    public Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        enter();
        try {
            return sequences.append(queue, side, items, bound, cull, wait);
        } finally {
            exit();
        }
    }

    @Override
    public @Nullable Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        enter();
        try {
            return sequences.take(sequence, side, fetch, wait);
        } finally {
            exit();
        }
    }

    @Override
    public @Nullable Row peek(Sequence sequence, Side side, long offset, Fetch fetch, Wait wait) {
        enter();
        try {
            return sequences.peek(sequence, side, offset, fetch);
        } finally {
            exit();
        }
    }

    @Override
    public void renumber(Sequence.Queue queue, Renumbering order, Wait wait) {
        enter();
        try {
            sequences.renumber(queue, order, wait);
        } finally {
            exit();
        }
    }

    @Override
    public boolean acquireLease(
            LeaseName name, String owner, Duration length, @Nullable String note, int limit, Wait wait) {
        enter();
        try {
            return leases.acquire(name, owner, length, note, limit, wait);
        } finally {
            exit();
        }
    }

    @Override
    public boolean extendLease(LeaseName name, String owner, Duration length, Wait wait) {
        enter();
        try {
            return leases.extend(name, owner, length, wait);
        } finally {
            exit();
        }
    }

    @Override
    public boolean releaseLease(LeaseName name, String owner, Wait wait) {
        enter();
        try {
            return leases.release(name, owner, wait);
        } finally {
            exit();
        }
    }

    @Override
    public List<Lease> leases(LeaseName name) {
        enter();
        try {
            return leases.find(name);
        } finally {
            exit();
        }
    }

    @Override
    public int purgeLeases(String kind, int limit, Wait wait) {
        enter();
        try {
            return leases.purge(kind, limit, wait);
        } finally {
            exit();
        }
    }

    @Override
    public List<Boolean> offer(List<WorkItem> items, Wait wait) {
        enter();
        try {
            return workQueue.offer(items, wait);
        } finally {
            exit();
        }
    }

    @Override
    public WorkClaims claim(int limit, Duration lease, int maxAttempts, Wait wait) {
        enter();
        try {
            return workQueue.claim(limit, lease, maxAttempts, wait);
        } finally {
            exit();
        }
    }

    @Override
    public Set<WorkReceipt> settle(Collection<WorkReceipt> receipts, Settlement settlement, Wait wait) {
        enter();
        try {
            return workQueue.settle(receipts, settlement, wait);
        } finally {
            exit();
        }
    }

    @Override
    public List<DeadWork> deadWork(@Nullable WorkReceipt after, int limit, Fetch fetch) {
        refuseBlobs(fetch);
        enter();
        try {
            return workQueue.dead(after, limit, fetch);
        } finally {
            exit();
        }
    }

    @Override
    public Set<WorkReceipt> revive(Collection<WorkReceipt> receipts, Wait wait) {
        enter();
        try {
            return workQueue.revive(receipts, wait);
        } finally {
            exit();
        }
    }

    @Override
    public Set<WorkReceipt> purgeDead(Collection<WorkReceipt> receipts, Wait wait) {
        enter();
        try {
            return workQueue.purgeDead(receipts, wait);
        } finally {
            exit();
        }
    }

    @Override
    public WorkCounts workCounts() {
        enter();
        try {
            return workQueue.counts();
        } finally {
            exit();
        }
    }

    @Override
    public ChangeWatch watchWork() {
        enter();
        try {
            return parts.watches().beginOnWork();
        } finally {
            exit();
        }
    }

    @Override
    public ChangeWatch watch(Key key) {
        enter();
        try {
            return parts.watches().begin(key);
        } finally {
            exit();
        }
    }

    @Override
    public ChangeWatch watch(Sequence.Queue queue) {
        enter();
        try {
            return parts.watches().begin(queue);
        } finally {
            exit();
        }
    }

    @Override
    public long count() {
        enter();
        try {
            return inspection.count();
        } finally {
            exit();
        }
    }

    @Override
    public long lastPosition() {
        enter();
        try {
            return inspection.lastPosition();
        } finally {
            exit();
        }
    }

    @Override
    public long volume() {
        enter();
        try {
            return inspection.volume();
        } finally {
            exit();
        }
    }

    @Override
    public Totals totals() {
        enter();
        try {
            return inspection.totals();
        } finally {
            exit();
        }
    }

    @Override
    public Totals resetStatistics(Wait wait) {
        enter();
        try {
            return inspection.resetStatistics(wait);
        } finally {
            exit();
        }
    }

    @Override
    public StoreActivity activity() {
        return writer.activity();
    }

    @Override
    public Settings settings() {
        enter();
        try {
            return parts.settings().get().settings();
        } finally {
            exit();
        }
    }

    @Override
    public void changeSettings(UnaryOperator<Settings> change, Wait wait) {
        enter();
        try {
            parts.settingChange().apply(change, wait);
        } finally {
            exit();
        }
    }

    @Override
    public List<Finding> verify(boolean repair, Wait wait) {
        enter();
        try {
            return parts.verification().run(repair, wait);
        } finally {
            exit();
        }
    }

    @Override
    public <T> T transact(Wait wait, Supplier<T> work) {
        enter();
        try {
            return parts.operations().transact(wait, work);
        } finally {
            exit();
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(parts.directory());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if the calling thread is in a transaction on this store, or is just told of a
     *     removal by it
     */
    @Override
    public void close() {
        if (writer.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "A transaction cannot close its own store " + parts.directory() + "; close it afterwards");
        }
        if (parts.removals().isTelling()) {
            throw new IllegalStateException("A removal observer cannot close the store " + parts.directory()
                    + " that is telling it; close it elsewhere");
        }
        boolean isFirst = lifecycle.close();
        parts.watches().close();
        lifecycle.awaitIdle();
        if (isFirst) {
            parts.close();
        }
    }

    private static void refuseBlobs(@Nullable Fetch fetch) {
        if (fetch == Fetch.BLOB) {
            throw new IllegalArgumentException(
                    "Only find, remove, take and peek hand out blobs; ask for the value instead");
        }
    }
}
