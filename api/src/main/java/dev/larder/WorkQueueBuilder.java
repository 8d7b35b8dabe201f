package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to open a work queue. Immutable: every method returns another builder, and one builder may open several queues.
 *
 * <p>Without {@link #values} items are native types: {@code Long}, {@code Double}, {@code String} and {@code byte[]}. A
 * queue remembers its codec. All else is each opener's own: processes may take from one queue under different leases.
 */
public interface WorkQueueBuilder<T> {

    /** The codec of the items. */
    <U> WorkQueueBuilder<U> values(Codec<U> codec);

    /**
     * How long an item that was taken is in flight before it is handed out again, unless it is settled or its lease is
     * extended (other queues call it the visibility timeout); 30 seconds if not said.
     *
     * @throws IllegalArgumentException if {@code length} is not positive
     */
    WorkQueueBuilder<T> lease(Duration length);

    /**
     * How often an item is handed out before it becomes a dead letter; 5 times if not said.
     *
     * @throws IllegalArgumentException if {@code attempts} is less than 1
     */
    WorkQueueBuilder<T> maxAttempts(int attempts);

    /**
     * How long an item that is given back by {@link Delivery#nack()} is not handed out: {@code first} after the first
     * attempt, twice as long after each further one, at most {@code longest}. 1 second and 10 minutes if not said. An
     * item whose lease ended is handed out at once.
     *
     * @throws IllegalArgumentException if {@code first} is negative, or {@code longest} is less
     */
    WorkQueueBuilder<T> backOff(Duration first, Duration longest);

    /**
     * How long opening and operations wait for other writers; 60 seconds if not said.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    WorkQueueBuilder<T> timeout(Duration timeout);

    /** What an acknowledged write survives; {@link Durability#NORMAL} if not said. */
    WorkQueueBuilder<T> durability(Durability durability);

    /** What time it is; the system's clock if not said. For tests. */
    WorkQueueBuilder<T> clock(InstantSource clock);

    /** Opens the store even on a network file system, where locks often do not work and data may be lost. */
    WorkQueueBuilder<T> allowNetworkFileSystem();

    /**
     * How old a file that no item names must be before {@link WorkQueue#repair()} deletes it; 15 minutes if not said.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    WorkQueueBuilder<T> checkGracePeriod(Duration age);

    /**
     * Makes using the queue after closing it a {@link dev.larder.storage.StoreClosedException} instead of opening it
     * again.
     */
    WorkQueueBuilder<T> refuseReopening();

    /**
     * Tells {@code listener} of each operation that takes at least so long; {@link SlowOperation} says what is measured
     * and when it is told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    WorkQueueBuilder<T> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /**
     * Opens the queue. {@link Storage#open} says how else that can fail.
     *
     * @throws IllegalStateException if the module of the storage is missing; or if the store was made for another kind
     *     of collection, or for items of another codec
     * @throws UnsupportedOperationException if a crash of the server would empty the storage, which is for caches only
     */
    WorkQueue<T> open();
}
