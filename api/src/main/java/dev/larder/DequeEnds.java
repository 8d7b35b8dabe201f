package dev.larder;

import dev.larder.storage.Item;
import dev.larder.storage.Side;
import java.net.URI;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The two ends of a deque: adding and taking there, at once or when there is room or an element. */
final class DequeEnds<E> {

    private final URI uri;
    private final ReopeningStore store;
    private final Shards shards;
    private final DequeRows<E> rows;
    private final DequeTurns takers = new DequeTurns();
    private final DequeTurns putters = new DequeTurns();

    DequeEnds(URI uri, ReopeningStore store, Shards shards, DequeRows<E> rows) {
        this.uri = uri;
        this.store = store;
        this.shards = shards;
        this.rows = rows;
    }

    // ---- adding

    boolean offer(Side side, E element) {
        return rows.append(side, List.of(rows.item(element)));
    }

    void add(Side side, E element) {
        if (!offer(side, element)) {
            throw full(1);
        }
    }

    boolean addAll(Side side, Iterable<? extends E> elements) {
        List<Item> items = rows.items(elements);
        if (!rows.append(side, items)) {
            throw full(items.size());
        }
        return !items.isEmpty();
    }

    private IllegalStateException full(int more) {
        return new IllegalStateException("The deque " + uri + " has no room for " + more + " more: its length is "
                + rows.length() + ", its capacity " + rows.capacity());
    }

    void put(Side side, E element) throws InterruptedException {
        offer(side, element, Long.MAX_VALUE);
    }

    boolean offer(Side side, E element, long nanos) throws InterruptedException {
        List<Item> items = List.of(rows.item(element));
        requireUninterrupted();
        if (rows.append(side, items)) {
            return true;
        }
        DequeRows<E> opened = opened("for room", nanos);
        Boolean added = opened == null
                ? null
                : putters.await(
                        opened.store(),
                        nanos,
                        () -> (!opened.isFull() && opened.append(side, items)) ? Boolean.TRUE : null);
        return added != null;
    }

    // ---- taking

    E element(Side side) {
        return required(rows.peek(side));
    }

    E remove(Side side) {
        return required(rows.take(side));
    }

    private static <T> T required(@Nullable T element) {
        if (element == null) {
            throw new NoSuchElementException("The deque is empty");
        }
        return element;
    }

    E take(Side side) throws InterruptedException {
        E element;
        do {
            element = poll(side, Long.MAX_VALUE);
        } while (element == null);
        return element;
    }

    @Nullable
    E poll(Side side, long nanos) throws InterruptedException {
        requireUninterrupted();
        E element = rows.isEmpty() ? null : rows.take(side);
        if (element != null) {
            return element;
        }
        DequeRows<E> opened = opened("for an element", nanos);
        return opened == null
                ? null
                : takers.<E>await(opened.store(), nanos, () -> opened.isEmpty() ? null : opened.take(side));
    }

    // ---- waiting

    private static void requireUninterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * The rows of the store that is open now, to wait for a change in; null if there is no time for that.
     *
     * @throws IllegalStateException if this thread is in a transaction
     */
    private @Nullable DequeRows<E> opened(String what, long nanos) {
        if (nanos <= 0) {
            return null;
        }
        if (shards.inTransaction()) {
            throw new IllegalStateException("Waiting " + what + " in the deque " + uri
                    + " inside a transaction would never end, because nobody else can change it; wait before or after");
        }
        return rows.on(store.current());
    }
}
