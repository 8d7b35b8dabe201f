package dev.larder;

import dev.larder.storage.Bound;
import dev.larder.storage.Finding;
import dev.larder.storage.Item;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import java.net.URI;
import java.nio.file.Path;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The deque over its store: turns what users say into what is done with its rows. */
final class StoreDeque<E> extends AbstractQueue<E> implements Deque<E> {

    private final DequeOptions<E> options;
    private final URI uri;
    private final ReopeningStore store;
    private final Shards shards;
    private final DequeRows<E> rows;
    private final Wait wait;
    private final DequeTurns takers = new DequeTurns();
    private final DequeTurns putters = new DequeTurns();

    StoreDeque(DequeOptions<E> options, URI uri, ReopeningStore store, DequeRows<E> rows) {
        this.options = options;
        this.uri = uri;
        this.store = store;
        this.shards = Shards.of(store);
        this.rows = rows;
        this.wait = rows.timeout();
    }

    // ---- adding

    private boolean offer(Side side, E element) {
        return rows.append(side, List.of(rows.item(element)));
    }

    private void add(Side side, E element) {
        if (!offer(side, element)) {
            throw full(1);
        }
    }

    private IllegalStateException full(int more) {
        return new IllegalStateException("The deque " + uri + " has no room for " + more + " more: its length is "
                + length() + ", its capacity " + capacity());
    }

    private boolean addAll(Side side, Iterable<? extends E> elements) {
        if (elements == this) {
            throw new IllegalArgumentException("A deque cannot be added to itself");
        }
        List<Item> items = rows.items(elements);
        if (!rows.append(side, items)) {
            throw full(items.size());
        }
        return !items.isEmpty();
    }

    private void put(Side side, E element) throws InterruptedException {
        offer(side, element, Long.MAX_VALUE);
    }

    private boolean offer(Side side, E element, long nanos) throws InterruptedException {
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

    @Override
    public boolean add(E element) {
        add(Side.BACK, element);
        return true;
    }

    @Override
    public void addFirst(E element) {
        add(Side.FRONT, element);
    }

    @Override
    public void addLast(E element) {
        add(Side.BACK, element);
    }

    @Override
    public void push(E element) {
        add(Side.FRONT, element);
    }

    @Override
    public boolean offer(E element) {
        return offer(Side.BACK, element);
    }

    @Override
    public boolean offerFirst(E element) {
        return offer(Side.FRONT, element);
    }

    @Override
    public boolean offerLast(E element) {
        return offer(Side.BACK, element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return offer(Side.BACK, element, unit.toNanos(timeout));
    }

    @Override
    public boolean offerFirst(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return offer(Side.FRONT, element, unit.toNanos(timeout));
    }

    @Override
    public boolean offerLast(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return offer(Side.BACK, element, unit.toNanos(timeout));
    }

    @Override
    public void put(E element) throws InterruptedException {
        put(Side.BACK, element);
    }

    @Override
    public void putFirst(E element) throws InterruptedException {
        put(Side.FRONT, element);
    }

    @Override
    public void putLast(E element) throws InterruptedException {
        put(Side.BACK, element);
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addAll(Side.BACK, Objects.requireNonNull(elements, "elements"));
    }

    @Override
    public boolean addAllFirst(Collection<? extends E> elements) {
        return addAll(Side.FRONT, Objects.requireNonNull(elements, "elements"));
    }

    /** As {@link #addAll}, for what is no collection. */
    void extend(Iterable<? extends E> elements) {
        addAll(Side.BACK, elements);
    }

    // ---- taking

    private E remove(Side side) {
        return required(rows.take(side));
    }

    private static <T> T required(@Nullable T element) {
        if (element == null) {
            throw new NoSuchElementException("The deque is empty");
        }
        return element;
    }

    private E take(Side side) throws InterruptedException {
        E element;
        do {
            element = poll(side, Long.MAX_VALUE);
        } while (element == null);
        return element;
    }

    private @Nullable E poll(Side side, long nanos) throws InterruptedException {
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

    @Override
    public E remove() {
        return remove(Side.FRONT);
    }

    @Override
    public E removeFirst() {
        return remove(Side.FRONT);
    }

    @Override
    public E removeLast() {
        return remove(Side.BACK);
    }

    @Override
    public E pop() {
        return remove(Side.FRONT);
    }

    @Override
    public @Nullable E poll() {
        return rows.take(Side.FRONT);
    }

    @Override
    public @Nullable E pollFirst() {
        return rows.take(Side.FRONT);
    }

    @Override
    public @Nullable E pollLast() {
        return rows.take(Side.BACK);
    }

    @Override
    public @Nullable E poll(long timeout, TimeUnit unit) throws InterruptedException {
        return poll(Side.FRONT, unit.toNanos(timeout));
    }

    @Override
    public @Nullable E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return poll(Side.FRONT, unit.toNanos(timeout));
    }

    @Override
    public @Nullable E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        return poll(Side.BACK, unit.toNanos(timeout));
    }

    @Override
    public E take() throws InterruptedException {
        return take(Side.FRONT);
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return take(Side.FRONT);
    }

    @Override
    public E takeLast() throws InterruptedException {
        return take(Side.BACK);
    }

    @Override
    public int drainTo(Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super E> target, int most) {
        Objects.requireNonNull(target, "target");
        if (target == this) {
            throw new IllegalArgumentException("A deque cannot be drained to itself");
        }
        return transact(() -> {
            int drained = 0;
            while (drained < most) {
                E element = rows.take(Side.FRONT);
                if (element == null) {
                    break;
                }
                target.add(element);
                drained++;
            }
            return drained;
        });
    }

    // ---- looking

    @Override
    public E element() {
        return required(rows.peek(Side.FRONT));
    }

    @Override
    public E getFirst() {
        return required(rows.peek(Side.FRONT));
    }

    @Override
    public E getLast() {
        return required(rows.peek(Side.BACK));
    }

    @Override
    public @Nullable E peek() {
        return rows.peek(Side.FRONT);
    }

    @Override
    public @Nullable E peekFirst() {
        return rows.peek(Side.FRONT);
    }

    @Override
    public @Nullable E peekLast() {
        return rows.peek(Side.BACK);
    }

    // ---- by place

    @Override
    public E get(long index) {
        return rows.get(index);
    }

    @Override
    public E set(long index, E element) {
        return rows.set(index, element);
    }

    @Override
    public E removeAt(long index) {
        return rows.removeAt(index);
    }

    @Override
    public void rotate(long distance) {
        store.renumber(DequeRows.QUEUE, Renumbering.rotation(distance), wait);
    }

    @Override
    public void reverse() {
        store.renumber(DequeRows.QUEUE, Renumbering.reversal(), wait);
    }

    // ---- by element

    @Override
    public boolean contains(Object element) {
        return Listing.stream(rows.from(Side.FRONT)).anyMatch(rows.isEqualTo(element));
    }

    @Override
    public long count(Object element) {
        return Listing.stream(rows.from(Side.FRONT))
                .filter(rows.isEqualTo(element))
                .count();
    }

    @Override
    public boolean remove(Object element) {
        return rows.removeNearest(Side.FRONT, element);
    }

    @Override
    public boolean removeFirstOccurrence(Object element) {
        return rows.removeNearest(Side.FRONT, element);
    }

    @Override
    public boolean removeLastOccurrence(Object element) {
        return rows.removeNearest(Side.BACK, element);
    }

    @Override
    public boolean removeAll(Collection<?> elements) {
        Objects.requireNonNull(elements, "elements");
        return removeIf(elements::contains);
    }

    @Override
    public boolean retainAll(Collection<?> elements) {
        Objects.requireNonNull(elements, "elements");
        return removeIf(element -> !elements.contains(element));
    }

    @Override
    public boolean removeIf(Predicate<? super E> filter) {
        Objects.requireNonNull(filter, "filter");
        return transact(() -> {
            boolean removed = false;
            for (Iterator<Row> all = rows.from(Side.FRONT); all.hasNext(); ) {
                Row row = all.next();
                if (filter.test(rows.element(row))) {
                    rows.remove(row);
                    removed = true;
                }
            }
            return removed;
        });
    }

    @Override
    public void clear() {
        rows.clear();
    }

    // ---- all elements

    @Override
    public Iterator<E> iterator() {
        return new DequeIterator<>(rows, Side.FRONT);
    }

    @Override
    public Iterator<E> descendingIterator() {
        return new DequeIterator<>(rows, Side.BACK);
    }

    @Override
    public long length() {
        return rows.length();
    }

    @Override
    public int size() {
        return (int) Math.min(length(), Integer.MAX_VALUE);
    }

    @Override
    public boolean contentEquals(Iterable<?> other) {
        Iterator<?> others = other.iterator();
        for (E element : this) {
            if (!others.hasNext() || !Objects.deepEquals(element, others.next())) {
                return false;
            }
        }
        return !others.hasNext();
    }

    @Override
    public int compareTo(Iterable<? extends E> other) {
        Iterator<? extends E> others = other.iterator();
        for (E element : this) {
            int comparison = others.hasNext() ? compare(element, others.next()) : 1;
            if (comparison != 0) {
                return comparison;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static <T> int compare(T one, T other) {
        @SuppressWarnings("unchecked") // what cannot be compared is refused, as compareTo says
        Comparable<? super T> comparable = (Comparable<? super T>) one;
        return comparable.compareTo(other);
    }

    @Override
    public Deque<E> copy() {
        StoreDeque<E> copy = options.in(Place.temporary()).bounded(rows.bound()).open();
        try {
            transact(() -> {
                copy.rows.clear();
                copy.rows.copyFrom(rows);
                return copy;
            });
            return copy;
        } catch (Throwable e) {
            copy.close();
            throw e;
        }
    }

    // ---- bounds

    Bound bound() {
        return rows.bound();
    }

    @Override
    public OptionalLong maximumLength() {
        return rows.bound() instanceof Bound.Dropping dropping
                ? OptionalLong.of(dropping.length())
                : OptionalLong.empty();
    }

    private long capacity() {
        return rows.bound() instanceof Bound.Refusing refusing ? refusing.length() : Long.MAX_VALUE;
    }

    @Override
    public int remainingCapacity() {
        long room = capacity();
        return room == Long.MAX_VALUE
                ? Integer.MAX_VALUE
                : (int) Math.min(Math.max(room - length(), 0), Integer.MAX_VALUE);
    }

    // ---- the store

    private <R extends @Nullable Object> R transact(Supplier<R> work) {
        return shards.transact(wait, work);
    }

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Deque<E>, R> work) {
        Objects.requireNonNull(work, "work");
        return transact(() -> work.apply(this));
    }

    @Override
    public List<Finding> check() {
        return store.verify(false, wait);
    }

    @Override
    public List<Finding> repair() {
        return store.verify(true, wait);
    }

    @Override
    public Optional<Path> directory() {
        return store.directory();
    }

    @Override
    public DequeReference<E> reference() {
        return new OpenedDequeReference<>(
                OpenedReference.of(uri, options.store()), options.maximumLength(), options.capacity());
    }

    @Override
    public void close() {
        store.close();
    }
}
