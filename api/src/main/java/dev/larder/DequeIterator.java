package dev.larder;

import dev.larder.storage.Row;
import dev.larder.storage.Side;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The elements of a deque from one end to the other. */
final class DequeIterator<E> implements Iterator<E> {

    private final DequeRows<E> deque;
    private final Iterator<Row> rows;
    private @Nullable Row returned;

    DequeIterator(DequeRows<E> deque, Side from) {
        this.deque = deque;
        this.rows = deque.from(from);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public E next() {
        Row row = rows.next();
        returned = row;
        return deque.element(row);
    }

    @Override
    public void remove() {
        if (returned == null) {
            throw new IllegalStateException(
                    "There is no element to remove: call next() first, and remove() once after it");
        }
        deque.remove(returned);
        returned = null;
    }
}
