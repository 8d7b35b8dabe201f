package dev.larder;

import java.util.SequencedCollection;

/** What takes the place of the interface in {@code src/main/java} on Java 21 and newer. */
public interface OrderedCollection<E> extends SequencedCollection<E> {

    @Override
    OrderedCollection<E> reversed();

    @Override
    E getFirst();

    @Override
    E getLast();

    @Override
    E removeFirst();

    @Override
    E removeLast();
}
