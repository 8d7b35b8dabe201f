package java.util;

/** As much of the platform's interface as it takes to compile against it with a JDK that does not have it. */
public interface SequencedCollection<E> extends Collection<E> {
    SequencedCollection<E> reversed();

    default E getFirst() {
        throw new UnsupportedOperationException();
    }

    default E getLast() {
        throw new UnsupportedOperationException();
    }

    default E removeFirst() {
        throw new UnsupportedOperationException();
    }

    default E removeLast() {
        throw new UnsupportedOperationException();
    }
}
