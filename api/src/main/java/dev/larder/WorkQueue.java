package dev.larder;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Finding;
import dev.larder.storage.LarderTimeoutException;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.StoreClosedException;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.StoreUnavailableException;
import dev.larder.storage.WorkReceipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable queue of work for any number of threads and processes. An item is handed out to one holder at a time, under
 * a lease, and stays in the queue until its holder acknowledges it. When a holder gives it back, or is killed so that
 * its lease ends, the item is handed out again; after so many attempts ({@link WorkQueueBuilder#maxAttempts}) it
 * becomes a dead letter.
 *
 * <p><b>At least once.</b> Nothing that was put is lost, but a holder that is killed or stands still after its work and
 * before {@link Delivery#ack()} causes the item to be handed out again. Let work that is done twice do no harm.
 *
 * <p><b>Order.</b> Ready items of the highest priority come first, among them those that were put first. Where more
 * than a thousand delays and leases have ended since the last take, it goes by the thousand that ended first. With
 * several consumers work overlaps, so no order of completion is promised.
 *
 * <p><b>Threads and processes.</b> Safe for use by any number of threads and, where the storage allows it, processes.
 * Every method is atomic across all of them, except those that say that they work in batches. A thread that waits for
 * an item goes on at once when this process puts one, and when a delay or a lease ends. When another process puts one,
 * it usually goes on within 50 ms; there is no upper bound on a machine that is busy. Inside
 * {@linkplain #transactResult a transaction}, where nobody else could put one, {@link IllegalStateException} is thrown
 * instead of waiting.
 *
 * <p><b>Values that cannot be read</b>, because the codec refuses them or their file is damaged, do not stop the queue:
 * such an item becomes a dead letter, with the reason, when it is taken.
 *
 * <p><b>Failures.</b> When a method throws, nothing has changed, unless it says otherwise. Null is refused with a
 * {@link NullPointerException}. Beside what they declare, methods throw {@link LarderTimeoutException} (other writers
 * were in the way for longer than the timeout), {@link StoreFullException} (no room), {@link CorruptStoreException}
 * (the store is damaged), {@link StoreUnavailableException} (a server could not be reached, or has not answered; what
 * was asked for may have been done), {@link StorageException} (the database or disk failed) and
 * {@link StoreClosedException} (closed while the method waited, or before, and opened with
 * {@link WorkQueueBuilder#refuseReopening()}).
 *
 * <p><b>Closing.</b> A closed queue opens again when it is next used, unless the builder forbids it. What this process
 * has taken and not settled stays in flight until the leases end.
 *
 * @param <T> type of the items
 */
public interface WorkQueue<T> extends AutoCloseable {

    // ---- opening

    /** A queue in this directory, which is made if it does not exist. */
    static WorkQueueBuilder<Object> at(Path directory) {
        return WorkQueueOptions.at(directory);
    }

    /** A queue in a fresh temporary directory, told by {@link #directory()}, which is kept when the queue is closed. */
    static WorkQueueBuilder<Object> temporary() {
        return WorkQueueOptions.temporary();
    }

    /** A queue in this storage. */
    static WorkQueueBuilder<Object> on(Storage storage) {
        return WorkQueueOptions.on(storage);
    }

    // ---- putting in

    /** Puts an item into the queue, to be handed out at once. */
    default void put(T item) {
        put(item, PutOptions.none());
    }

    /**
     * Puts an item into the queue.
     *
     * @return whether it is in the queue now: false only if {@code options} have a deduplication key that an item in
     *     the queue has already
     * @throws SerializationException if the codec cannot write it
     */
    boolean put(T item, PutOptions options);

    /** Puts all items into the queue, in their order and in one transaction, to be handed out at once. */
    default void putAll(Collection<? extends T> items) {
        putAll(items, PutOptions.none());
    }

    /**
     * Puts all items into the queue, in their order and in one transaction.
     *
     * @param options of each of them
     * @throws SerializationException if the codec cannot write one of them
     * @throws IllegalArgumentException if {@code options} have a deduplication key, which only one of them could have
     */
    void putAll(Collection<? extends T> items, PutOptions options);

    // ---- taking out

    /** Takes an item, waiting for one as long as it takes. */
    Delivery<T> take() throws InterruptedException;

    /**
     * Takes up to {@code most} items under one lease, in one transaction; waits as long as it takes until there is one,
     * and does not wait for more.
     *
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    List<Delivery<T>> take(int most) throws InterruptedException;

    /** Takes an item if there is one; otherwise null. */
    @Nullable
    Delivery<T> poll();

    /**
     * Takes an item, waiting up to {@code wait} for one; null if there is none until then. Waiting for other writers is
     * not counted.
     *
     * @throws IllegalArgumentException if {@code wait} is negative
     */
    @Nullable
    Delivery<T> poll(Duration wait) throws InterruptedException;

    /**
     * As {@link #take(int)}, waiting up to {@code wait} until there is one.
     *
     * @return the items, none if there was none until then
     * @throws IllegalArgumentException if {@code most} is less than 1, or {@code wait} is negative
     */
    List<Delivery<T>> poll(int most, Duration wait) throws InterruptedException;

    // ---- settling

    /**
     * Acknowledges all of them in one transaction, as {@link Delivery#ack()} does.
     *
     * @return those that were not acknowledged, because their items had been handed out again or settled before
     */
    List<Delivery<T>> ackAll(Collection<Delivery<T>> deliveries);

    /**
     * Acknowledges the delivery that has this receipt, which another thread or process may have got.
     *
     * @return as {@link Delivery#ack()}
     */
    boolean ack(WorkReceipt receipt);

    // ---- dead letters

    /** The dead letters, in the order in which they were put into the queue; read a few at a time. */
    Stream<DeadLetter<T>> deadLetters();

    /**
     * Puts a dead letter back into the queue, with its old place and priority, as if it had never been handed out.
     *
     * @return false if it is no dead letter any more, or if an item in the queue has its deduplication key
     */
    boolean putBack(DeadLetter<T> letter);

    /**
     * Puts all dead letters back as {@link #putBack} does, in batches. When it throws, some have been put back.
     *
     * @return how many
     */
    long putBackAll();

    /** Removes a dead letter; returns false if it is none any more. */
    boolean purge(DeadLetter<T> letter);

    /**
     * Removes all dead letters, in batches. When it throws, some have been removed.
     *
     * @return how many
     */
    long purgeAll();

    // ---- the store

    /**
     * Runs several operations as one: all effects or none. See {@link #transactResult}.
     *
     * @param work is given this queue; operations on this queue and its deliveries by the same thread take part
     */
    default void transact(Consumer<? super WorkQueue<T>> work) {
        transactResult(queue -> {
            work.accept(queue);
            return queue;
        });
    }

    /**
     * Runs several operations as one and returns a result: for example one that acknowledges an item and puts those
     * that come next, so that a killed holder has done both or neither.
     *
     * <pre>{@code
     * queue.transact(tx -> {
     *     delivery.ack();
     *     tx.put(next);
     * });
     * }</pre>
     *
     * <p>Reads inside see the writes before them. Other threads and processes see all effects or none; the outcome is
     * that of some serial order. A transaction inside another becomes part of it. When {@code work} throws, everything
     * is rolled back, and the exception passes through unchanged: what was settled inside is in flight as before, what
     * was taken inside is in the queue again. The timeout bounds the wait for the transaction to begin, not the
     * transaction. Methods that work in batches are part of the transaction as a whole.
     *
     * <p>Whether {@link Delivery#ack()} was effective is what it returns; {@code work} that is to have no effect when
     * the item is somebody else's by now throws.
     *
     * <p>{@code work} is done by the calling thread: what it lets other threads do is not part of the transaction. Keep
     * it short and free of effects elsewhere: other writers may be waiting, and a storage may run it again to resolve a
     * conflict. Do the item's own work before.
     */
    <R extends @Nullable Object> R transactResult(Function<? super WorkQueue<T>, R> work);

    /** How long an item that this object takes is in flight; see {@link WorkQueueBuilder#lease}. */
    Duration lease();

    /** How many items there are, by what they are at the moment. */
    QueueMetrics metrics();

    /** Compares the database and the files with each other, and returns what is wrong. */
    List<Finding> check();

    /**
     * As {@link #check}, and puts right what can be: an item whose file is damaged becomes a dead letter, a file that
     * no item names, older than the grace period, is deleted.
     */
    List<Finding> repair();

    /** The directory in which it lives, if it lives in one. */
    Optional<Path> directory();

    /**
     * Closes the queue. Whoever waits for an item is woken with a {@link StoreClosedException}.
     *
     * @throws IllegalStateException inside a transaction on this queue by the same thread
     */
    @Override
    void close();
}
