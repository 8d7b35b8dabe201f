package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.DeadWork;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Finding;
import dev.larder.storage.LarderException;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settlement;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import dev.larder.storage.WorkClaim;
import dev.larder.storage.WorkClaims;
import dev.larder.storage.WorkCounts;
import dev.larder.storage.WorkItem;
import dev.larder.storage.WorkReceipt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The work queue over its store. */
final class StoreWorkQueue<T> implements WorkQueue<T> {

    private static final System.Logger LOG = System.getLogger(StoreWorkQueue.class.getName());

    /** Dead letters that are read, put back or removed together. */
    private static final int BATCH = 100;

    private final WorkQueueOptions<T> options;
    private final URI uri;
    private final Store store;
    private final Wait wait;
    private final Takers takers;
    private final WorkTransactions<T> transactions;

    StoreWorkQueue(WorkQueueOptions<T> options, URI uri, Store store) {
        this.options = options;
        this.uri = uri;
        this.store = store;
        this.wait = options.config().readWait();
        this.takers = new Takers(store);
        this.transactions = new WorkTransactions<>(store, wait);
    }

    // ---- putting in

    @Override
    public boolean put(T item, PutOptions options) {
        Objects.requireNonNull(options, "options");
        return store.offer(List.of(options.item(encode(item))), wait).get(0);
    }

    @Override
    public void putAll(Collection<? extends T> items, PutOptions options) {
        if (options.hasDeduplicationKey()) {
            throw new IllegalArgumentException(
                    "Several items cannot have one deduplication key; put them one by one, each with its own");
        }
        List<WorkItem> encoded = new ArrayList<>(items.size());
        for (T item : items) {
            encoded.add(options.item(encode(item)));
        }
        store.offer(encoded, wait);
    }

    private Encoded encode(T item) {
        Objects.requireNonNull(item, "item");
        Codec<T> codec = options.values();
        try {
            return codec.encode(item);
        } catch (SerializationException e) {
            throw new SerializationException(
                    "The item cannot be written by codec " + codec.name() + ": " + e.getMessage(), e);
        }
    }

    // ---- taking out

    @Override
    public Delivery<T> take() throws InterruptedException {
        return take(1).get(0);
    }

    @Override
    public List<Delivery<T>> take(int most) throws InterruptedException {
        return await(most, Wait.FOREVER);
    }

    @Override
    public @Nullable Delivery<T> poll() {
        return first(claim(1).items());
    }

    @Override
    public @Nullable Delivery<T> poll(Duration wait) throws InterruptedException {
        return first(poll(1, wait));
    }

    @Override
    public List<Delivery<T>> poll(int most, Duration wait) throws InterruptedException {
        return await(most, Wait.upTo(wait));
    }

    private List<Delivery<T>> await(int most, Wait wait) throws InterruptedException {
        if (most < 1) {
            throw new IllegalArgumentException("At least one item is taken, not " + most);
        }
        if (!transactions.isInside()) {
            return takers.await(() -> claim(most), wait);
        }
        List<Delivery<T>> taken = claim(most).items();
        if (taken.isEmpty() && wait.nanos() > 0) {
            throw new IllegalStateException("Waiting for an item of the queue " + uri
                    + " inside a transaction would be in vain, because nobody else can put one; wait before or after");
        }
        return taken;
    }

    private static <E> @Nullable E first(List<E> list) {
        return list.isEmpty() ? null : list.get(0);
    }

    /** Claims until there are items that can be read, or none. */
    private Takers.Attempt<Delivery<T>> claim(int most) {
        while (true) {
            WorkClaims claims = store.claim(most, options.lease(), options.maxAttempts(), wait);
            List<Delivery<T>> deliveries = new ArrayList<>(claims.items().size());
            List<Unreadable> unreadable = new ArrayList<>(0);
            for (WorkClaim item : claims.items()) {
                decode(item, deliveries, unreadable);
            }
            bury(unreadable, deliveries.isEmpty());
            if (!deliveries.isEmpty() || claims.items().isEmpty()) {
                return new Takers.Attempt<>(deliveries, claims.untilNext());
            }
        }
    }

    private record Unreadable(WorkReceipt receipt, String reason) {}

    private void decode(WorkClaim item, List<Delivery<T>> deliveries, List<Unreadable> unreadable) {
        Encoded value = item.value();
        if (value == null) {
            unreadable.add(new Unreadable(item.receipt(), "its value cannot be read: " + item.damage()));
            return;
        }
        try {
            deliveries.add(new Delivery<>(this, item, options.values().decode(value)));
        } catch (RuntimeException e) {
            String reason = "codec " + options.values().name() + " cannot read its value, with encoding number "
                    + value.encoding() + ": " + e.getMessage();
            unreadable.add(new Unreadable(item.receipt(), reason));
        }
    }

    /**
     * Makes dead letters of what cannot be read.
     *
     * @param alone whether nothing else was taken: then a failure is the caller's; otherwise the others must not be
     *     lost to it, and these come again when their lease ends
     */
    private void bury(List<Unreadable> unreadable, boolean alone) {
        try {
            for (Unreadable each : unreadable) {
                store.settle(Set.of(each.receipt), Settlement.dead(each.reason), wait);
            }
        } catch (LarderException e) {
            if (alone) {
                throw e;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An item of " + uri
                            + " that cannot be read is no dead letter yet; it comes again when its lease ends",
                    e);
        }
    }

    // ---- settling

    Duration backOff(int attempts) {
        return options.backOff().after(attempts);
    }

    int maxAttempts() {
        return options.maxAttempts();
    }

    void settled(Delivery<T> delivery) {
        transactions.settled(delivery);
    }

    boolean settle(WorkReceipt receipt, Settlement settlement) {
        return !store.settle(Set.of(receipt), settlement, wait).isEmpty();
    }

    @Override
    public List<Delivery<T>> ackAll(Collection<Delivery<T>> deliveries) {
        List<WorkReceipt> receipts = deliveries.stream().map(Delivery::receipt).toList();
        Set<WorkReceipt> good = store.settle(receipts, Settlement.done(), wait);
        deliveries.forEach(Delivery::settled);
        return deliveries.stream()
                .filter(delivery -> !good.contains(delivery.receipt()))
                .toList();
    }

    @Override
    public boolean ack(WorkReceipt receipt) {
        return settle(Objects.requireNonNull(receipt, "receipt"), Settlement.done());
    }

    // ---- dead letters

    @Override
    public Stream<DeadLetter<T>> deadLetters() {
        return Stream.iterate(page(null, Fetch.VALUE), page -> !page.isEmpty(), page -> page(last(page), Fetch.VALUE))
                .flatMap(List::stream)
                .map(this::letter);
    }

    private List<DeadWork> page(@Nullable WorkReceipt after, Fetch fetch) {
        return store.deadWork(after, BATCH, fetch);
    }

    private static WorkReceipt last(List<DeadWork> page) {
        return page.get(page.size() - 1).receipt();
    }

    private DeadLetter<T> letter(DeadWork dead) {
        return new DeadLetter<>(
                dead.receipt(),
                valueOrNull(dead.value()),
                dead.reason(),
                dead.attempts(),
                Times.instant(dead.putTime()),
                Times.instant(dead.deadTime()));
    }

    private @Nullable T valueOrNull(@Nullable Encoded value) {
        try {
            return value == null ? null : options.values().decode(value);
        } catch (RuntimeException unreadable) {
            return null; // which may be the reason why it is a dead letter
        }
    }

    @Override
    public boolean putBack(DeadLetter<T> letter) {
        return !store.revive(Set.of(letter.receipt()), wait).isEmpty();
    }

    @Override
    public long putBackAll() {
        return forAll(receipts -> store.revive(receipts, wait));
    }

    @Override
    public boolean purge(DeadLetter<T> letter) {
        return !store.purgeDead(Set.of(letter.receipt()), wait).isEmpty();
    }

    @Override
    public long purgeAll() {
        return forAll(receipts -> store.purgeDead(receipts, wait));
    }

    private long forAll(Function<List<WorkReceipt>, Set<WorkReceipt>> change) {
        long changed = 0;
        for (List<DeadWork> page = page(null, Fetch.METADATA);
                !page.isEmpty();
                page = page(last(page), Fetch.METADATA)) {
            changed +=
                    change.apply(page.stream().map(DeadWork::receipt).toList()).size();
        }
        return changed;
    }

    // ---- the store

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super WorkQueue<T>, R> work) {
        Objects.requireNonNull(work, "work");
        return transactions.run(() -> work.apply(this));
    }

    @Override
    public Duration lease() {
        return options.lease();
    }

    @Override
    public QueueMetrics metrics() {
        WorkCounts counts = store.workCounts();
        return new QueueMetrics(counts.ready(), counts.delayed(), counts.inFlight(), counts.dead(), counts.oldestAge());
    }

    @Override
    public List<Finding> check() {
        return store.verify(false, wait);
    }

    @Override
    public List<Finding> repair() {
        return store.verify(true, wait);
    }

    @Override
    public Optional<Path> directory() {
        return store.directory();
    }

    @Override
    public void close() {
        store.close();
    }

    /** Tells where the queue is, for messages and logs. */
    @Override
    public String toString() {
        return "WorkQueue[" + uri + "]";
    }
}
