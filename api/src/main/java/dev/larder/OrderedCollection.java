package dev.larder;

import java.util.Collection;

/**
 * A collection in an order with two ends: the methods of {@code java.util.SequencedCollection}, which exists from Java
 * 21 on. There, this is one. Like other views it adds nothing.
 *
 * @param <E> type of the elements
 */
public interface OrderedCollection<E> extends Collection<E> {

    /** The same elements in the opposite order, as a view. */
    OrderedCollection<E> reversed();

    /**
     * The first element.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    E getFirst();

    /**
     * The last element.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    E getLast();

    /**
     * Removes and returns the first element.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    E removeFirst();

    /**
     * Removes and returns the last element.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    E removeLast();
}
