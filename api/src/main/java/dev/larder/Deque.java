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
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A durable double-ended queue that lives in a store: by default a SQLite database in a directory, with large values as
 * files beside it. It is a {@link BlockingDeque}, and has what DiskCache's {@code Deque} has, in whose format the
 * directory is. Nothing is evicted and nothing expires.
 *
 * <p><b>Threads and processes.</b> Safe for use by any number of threads and, where the storage allows it, processes.
 * Every method that changes the deque is atomic across all of them, also {@link #rotate}, {@link #reverse},
 * {@link #addAll}, {@link #drainTo}, {@link #removeIf} and {@link #clear}: others see all of its effect or nothing. An
 * element is handed to one taker only. Readers never wait; writers wait for each other, up to the timeout of the
 * builder.
 *
 * <p><b>Blocking.</b> {@code take}, {@code poll} with a timeout and their like wait for an element, {@code put} and
 * {@code offer} with a timeout for room. They wake at once when this process makes the change, usually within 50 ms
 * when another one does, without an upper bound on a machine that is busy. In one process those who wait are served in
 * their order. Inside {@linkplain #transactResult a transaction}, where nobody else could make the change, they throw
 * {@link IllegalStateException} instead of waiting. When the deque is closed, all who wait get a
 * {@link StoreClosedException}.
 *
 * <p><b>Bounds.</b> {@link DequeBuilder#maximumLength} makes elements at the other end make way, as in Python's
 * {@code collections.deque}; {@link DequeBuilder#capacity} makes adding wait or fail, as in
 * {@link java.util.concurrent.LinkedBlockingDeque}.
 *
 * <p><b>Elements</b> are equal if their encoded forms are; where the codec may give equal values different forms, if
 * they are by {@code equals}, arrays by their elements. Null is refused: every method throws
 * {@link NullPointerException} for a null argument. {@code equals} and {@code hashCode} of the deque are those of
 * {@code Object}, as for the queues of {@code java.util}; {@link #contentEquals} and {@link #compareTo} compare
 * contents.
 *
 * <p><b>Iterators</b> are weakly consistent: they hold nothing open, read page by page, show elements as far as they
 * were there when the iterator was made, and may or may not show what others do meanwhile; what is rotated or reversed
 * under an iterator may appear twice or not at all. {@code remove} removes the element that was shown, if it is still
 * in its place. Inside a transaction nobody changes anything.
 *
 * <p><b>Failures.</b> When a method throws, nothing has changed. Beside what they declare, methods throw
 * {@link LarderTimeoutException} (waited longer than the timeout for other writers), {@link StoreFullException} (no
 * room on the disk), {@link CorruptStoreException} (the store is damaged), {@link StoreUnavailableException} (a server
 * could not be reached, or has not answered; a change may have been made), {@link StorageException} (the database or
 * disk failed), {@link SerializationException} (an element cannot be encoded, or not be decoded because another program
 * or another codec wrote it; it stays in the deque, until {@code remove} of the iterator whose {@code next} has thrown
 * takes it out) and {@link StoreClosedException} (closed, and opened with {@link DequeBuilder#refuseReopening()}). A
 * closed deque opens again when it is next used, unless the builder forbids it.
 *
 * <p><b>Python</b> does not know the bounds, and adds past them. What it stores under other keys than the deque's, or
 * lets expire, is no element, but counts in {@link #length()}, as it does in Python.
 *
 * @param <E> type of the elements
 */
public interface Deque<E> extends BlockingDeque<E>, AutoCloseable {

    // ---- opening

    /**
     * A deque in this directory, which is made if it does not exist; a directory made by Python's DiskCache is used as
     * it is.
     */
    static DequeBuilder<Object> at(Path directory) {
        return DequeOptions.at(directory);
    }

    /** A deque in a fresh temporary directory, told by {@link #directory()}, which is kept when the deque is closed. */
    static DequeBuilder<Object> temporary() {
        return DequeOptions.temporary();
    }

    /** A deque in this storage. */
    static DequeBuilder<Object> on(Storage storage) {
        return DequeOptions.on(storage);
    }

    // ---- by place

    /**
     * The element at a place, counted from 0 at the front. Near the ends, and anywhere if nothing was removed from the
     * middle, the time this takes does not depend on the length.
     *
     * @throws IndexOutOfBoundsException if {@code index} is negative or not less than the length
     */
    E get(long index);

    /**
     * Puts {@code element} in the place of another one, which it returns.
     *
     * @throws IndexOutOfBoundsException if {@code index} is negative or not less than the length
     */
    E set(long index, E element);

    /**
     * Removes and returns the element at a place.
     *
     * @throws IndexOutOfBoundsException if {@code index} is negative or not less than the length
     */
    E removeAt(long index);

    /**
     * Moves {@code distance} elements, one after the other, from the back to the front; if negative, from the front to
     * the back. It may be greater than the length. Elements keep their encoded form and their files; none is read.
     */
    void rotate(long distance);

    /** Turns the order round. Elements keep their encoded form and their files; none is read. */
    void reverse();

    // ---- adding and removing

    /**
     * Adds all elements at the back, the first one first.
     *
     * @return whether there were any
     * @throws IllegalArgumentException if {@code elements} is this deque
     * @throws IllegalStateException if the capacity does not allow all of them; none is added
     */
    @Override
    boolean addAll(Collection<? extends E> elements);

    /**
     * Adds all elements at the front, the first one first, so that the last one comes to lie at the front; otherwise as
     * {@link #addAll}.
     */
    boolean addAllFirst(Collection<? extends E> elements);

    /** Removes all elements at once. */
    @Override
    void clear();

    /**
     * Moves all elements into {@code target}, in one transaction: if adding to it fails, none is removed.
     *
     * @throws IllegalArgumentException if {@code target} is this deque
     */
    @Override
    int drainTo(Collection<? super E> target);

    /** As {@link #drainTo(Collection)}, with so many elements at most. */
    @Override
    int drainTo(Collection<? super E> target, int most);

    /** Removes all elements for which {@code filter} is true, in one transaction, in which it is asked. */
    @Override
    boolean removeIf(Predicate<? super E> filter);

    // ---- contents

    /** Number of elements. */
    long length();

    /** {@link #length()}, or {@link Integer#MAX_VALUE} if it is greater. */
    @Override
    int size();

    /** How many elements are equal to {@code element}. */
    long count(Object element);

    /**
     * Whether the elements are those of {@code other}, by {@code equals}, arrays by their elements, in the same order.
     */
    boolean contentEquals(Iterable<?> other);

    /**
     * Compares by the first element that differs from its counterpart; if none does, the shorter one is less.
     *
     * @return negative, zero or positive, as this deque is less, equal or greater
     * @throws ClassCastException if the elements are not {@link Comparable}
     */
    int compareTo(Iterable<? extends E> other);

    /**
     * A deque of its own, in a fresh temporary directory, with the same elements, taken over from one state of this
     * one, and with the same codec and bounds.
     */
    Deque<E> copy();

    /** The greatest length, from which on elements at the other end make way, if there is one. */
    OptionalLong maximumLength();

    // ---- the store

    /** Compares counters, rows and files without changing anything; returns what is wrong. */
    List<Finding> check();

    /**
     * As {@link #check()}, and puts right what can be. Elements whose file is lost are removed; files that no element
     * names are deleted when they are old enough.
     */
    List<Finding> repair();

    /** The directory in which the store lives, if it lives in one. */
    Optional<Path> directory();

    /**
     * Runs several operations as one: all effects or none. See {@link #transactResult}.
     *
     * @param work is given this deque; operations on this deque by the same thread take part
     */
    default void transact(Consumer<? super Deque<E>> work) {
        transactResult(deque -> {
            work.accept(deque);
            return deque;
        });
    }

    /**
     * Runs several operations as one and returns a result. Reads inside see the writes before them. Other threads and
     * processes see all effects or none; the outcome is that of some serial order. A transaction inside another becomes
     * part of it. When {@code work} throws, everything is rolled back, and the exception passes through unchanged. The
     * timeout bounds the wait for the transaction to begin, not the transaction.
     *
     * <p>{@code work} is done by the calling thread: what it lets other threads do is not part of the transaction. Keep
     * it short and free of effects elsewhere: other writers may be waiting, and a storage may run it again to resolve a
     * conflict.
     */
    <R extends @Nullable Object> R transactResult(Function<? super Deque<E>, R> work);

    /**
     * A serialisable reference that opens this store again elsewhere.
     *
     * @throws IllegalStateException if the codec is not serialisable, naming it
     */
    DequeReference<E> reference();

    /**
     * Waits for running operations and releases files and connections; those that wait for an element or for room end
     * with a {@link StoreClosedException}. Closing twice has no effect.
     *
     * @throws IllegalStateException inside a transaction on this deque by the same thread
     */
    @Override
    void close();

    // ---- what BlockingDeque says, with what may be null

    @Override
    @Nullable
    E poll();

    @Override
    @Nullable
    E pollFirst();

    @Override
    @Nullable
    E pollLast();

    @Override
    @Nullable
    E poll(long timeout, TimeUnit unit) throws InterruptedException;

    @Override
    @Nullable
    E pollFirst(long timeout, TimeUnit unit) throws InterruptedException;

    @Override
    @Nullable
    E pollLast(long timeout, TimeUnit unit) throws InterruptedException;

    @Override
    @Nullable
    E peek();

    @Override
    @Nullable
    E peekFirst();

    @Override
    @Nullable
    E peekLast();

    /** @throws NoSuchElementException if there is none */
    @Override
    E removeFirst();

    /** The elements from front to back; see above. */
    @Override
    Iterator<E> iterator();

    /** The elements from back to front; see above. */
    @Override
    Iterator<E> descendingIterator();
}
