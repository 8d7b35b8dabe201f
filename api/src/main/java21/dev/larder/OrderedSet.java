package dev.larder;

import java.util.SequencedSet;

/** What takes the place of the interface in {@code src/main/java} on Java 21 and newer. */
public interface OrderedSet<E> extends SequencedSet<E>, OrderedCollection<E> {

    @Override
    OrderedSet<E> reversed();
}
