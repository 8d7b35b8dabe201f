package dev.larder;

import java.util.Set;

/**
 * A set in an order with two ends: the methods of {@code java.util.SequencedSet}, which exists from Java 21 on. There,
 * this is one.
 *
 * @param <E> type of the elements
 */
public interface OrderedSet<E> extends Set<E>, OrderedCollection<E> {

    @Override
    OrderedSet<E> reversed();
}
