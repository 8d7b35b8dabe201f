package dev.larder;

import dev.larder.codec.Codec;
import dev.larder.storage.Durability;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How to open a deque. Immutable: every method returns another builder, and one builder may open several deques.
 *
 * <p>The store of a deque that Larder makes remembers the codec and the bound: what is not said is as it was when the
 * deque was made, and something else than that is refused. A directory with elements in it that Python has made
 * remembers nothing, so that each program says it again.
 */
public interface DequeBuilder<E> {

    /** The codec of the elements; if not said, {@link Codec#natives()}. */
    <F> DequeBuilder<F> values(Codec<F> codec);

    /**
     * The greatest length: elements that are added to a deque of this length make elements at the other end go, in the
     * same transaction.
     *
     * @throws IllegalArgumentException if {@code length} is negative
     * @throws IllegalStateException if there is a {@linkplain #capacity capacity}
     */
    DequeBuilder<E> maximumLength(long length);

    /**
     * How many elements there can be: with so many, {@code put} waits, {@code offer} returns false and {@code add}
     * fails.
     *
     * @throws IllegalArgumentException if {@code capacity} is less than 1
     * @throws IllegalStateException if there is a {@linkplain #maximumLength maximum length}
     */
    DequeBuilder<E> capacity(long capacity);

    /**
     * How long opening and operations wait for other writers; 60 seconds if not said. It does not bound waiting for
     * elements or for room.
     *
     * @throws IllegalArgumentException if {@code timeout} is negative
     */
    DequeBuilder<E> timeout(Duration timeout);

    /** What an acknowledged change survives; {@link Durability#NORMAL} if not said. */
    DequeBuilder<E> durability(Durability durability);

    /** What time it is; the system's clock if not said. For tests. */
    DequeBuilder<E> clock(InstantSource clock);

    /** Opens the store even on a network file system, where locks often do not work and data may be lost. */
    DequeBuilder<E> allowNetworkFileSystem();

    /**
     * How old a file that no element names must be before {@link Deque#repair()} deletes it; 15 minutes if not said.
     *
     * @throws IllegalArgumentException if {@code age} is negative
     */
    DequeBuilder<E> checkGracePeriod(Duration age);

    /**
     * Makes using the deque after closing it a {@link dev.larder.storage.StoreClosedException} instead of opening it
     * again.
     */
    DequeBuilder<E> refuseReopening();

    /**
     * Tells {@code listener} of each operation that takes at least so long; {@link SlowOperation} says what is measured
     * and when it is told. If it is said again, that counts.
     *
     * @throws IllegalArgumentException if {@code atLeast} is negative
     */
    DequeBuilder<E> slowOperations(Duration atLeast, Consumer<? super SlowOperation> listener);

    /**
     * Opens the deque. {@link Storage#open} says how else that can fail.
     *
     * @throws IllegalStateException if the module of the storage is missing, or if the store holds another collection
     *     or a deque with another codec or bound, which it names
     * @throws UnsupportedOperationException if a crash of the server would empty the storage, which is for caches only
     */
    Deque<E> open();

    /** Opens the deque and adds these elements at its back, all or none. */
    Deque<E> open(Iterable<? extends E> elements);
}
