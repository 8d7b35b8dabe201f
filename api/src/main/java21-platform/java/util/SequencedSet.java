package java.util;

/** As much of the platform's interface as it takes to compile against it with a JDK that does not have it. */
public interface SequencedSet<E> extends Set<E>, SequencedCollection<E> {
    @Override
    SequencedSet<E> reversed();
}
