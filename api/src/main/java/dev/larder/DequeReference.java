package dev.larder;

import java.io.Serializable;

/**
 * Where a deque is and how it was opened, to be sent elsewhere and opened again there. It carries no elements. A clock
 * does not travel: a deque opened from a reference uses the system's.
 */
public interface DequeReference<E> extends Serializable {

    /** Opens the same store, with the same codec and options. */
    Deque<E> open();
}
