package dev.larder;

import dev.larder.storage.Bound;
import dev.larder.storage.Finding;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The deque over its store: turns what users say into what is done with its rows. */
final class StoreDeque<E> extends AbstractQueue<E> implements Deque<E> {

    private final DequeOptions<E> options;
    private final URI uri;
    private final ReopeningStore store;
    private final Shards shards;
    private final DequeRows<E> rows;
    private final Wait wait;
    private final DequeEnds<E> ends;

    StoreDeque(DequeOptions<E> options, URI uri, ReopeningStore store, DequeRows<E> rows) {
        this.options = options;
        this.uri = uri;
        this.store = store;
        this.shards = Shards.of(store);
        this.rows = rows;
        this.wait = rows.timeout();
        this.ends = new DequeEnds<>(uri, store, shards, rows);
    }

    // ---- adding

    private boolean addAll(Side side, Iterable<? extends E> elements) {
        if (elements == this) {
            throw new IllegalArgumentException("A deque cannot be added to itself");
        }
        return ends.addAll(side, elements);
    }

    @Override
    public boolean add(E element) {
        ends.add(Side.BACK, element);
        return true;
    }

    @Override
    public void addFirst(E element) {
        ends.add(Side.FRONT, element);
    }

    @Override
    public void addLast(E element) {
        ends.add(Side.BACK, element);
    }

    @Override
    public void push(E element) {
        ends.add(Side.FRONT, element);
    }

    @Override
    public boolean offer(E element) {
        return ends.offer(Side.BACK, element);
    }

    @Override
    public boolean offerFirst(E element) {
        return ends.offer(Side.FRONT, element);
    }

    @Override
    public boolean offerLast(E element) {
        return ends.offer(Side.BACK, element);
    }

    @Override
    public boolean offer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return ends.offer(Side.BACK, element, unit.toNanos(timeout));
    }

    @Override
    public boolean offerFirst(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return ends.offer(Side.FRONT, element, unit.toNanos(timeout));
    }

    @Override
    public boolean offerLast(E element, long timeout, TimeUnit unit) throws InterruptedException {
        return ends.offer(Side.BACK, element, unit.toNanos(timeout));
    }

    @Override
    public void put(E element) throws InterruptedException {
        ends.put(Side.BACK, element);
    }

    @Override
    public void putFirst(E element) throws InterruptedException {
        ends.put(Side.FRONT, element);
    }

    @Override
    public void putLast(E element) throws InterruptedException {
        ends.put(Side.BACK, element);
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

    @Override
    public E remove() {
        return ends.remove(Side.FRONT);
    }

    @Override
    public E removeFirst() {
        return ends.remove(Side.FRONT);
    }

    @Override
    public E removeLast() {
        return ends.remove(Side.BACK);
    }

    @Override
    public E pop() {
        return ends.remove(Side.FRONT);
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
        return ends.poll(Side.FRONT, unit.toNanos(timeout));
    }

    @Override
    public @Nullable E pollFirst(long timeout, TimeUnit unit) throws InterruptedException {
        return ends.poll(Side.FRONT, unit.toNanos(timeout));
    }

    @Override
    public @Nullable E pollLast(long timeout, TimeUnit unit) throws InterruptedException {
        return ends.poll(Side.BACK, unit.toNanos(timeout));
    }

    @Override
    public E take() throws InterruptedException {
        return ends.take(Side.FRONT);
    }

    @Override
    public E takeFirst() throws InterruptedException {
        return ends.take(Side.FRONT);
    }

    @Override
    public E takeLast() throws InterruptedException {
        return ends.take(Side.BACK);
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
        return shards.transact(Operation.PULL, wait, () -> {
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
        return ends.element(Side.FRONT);
    }

    @Override
    public E getFirst() {
        return ends.element(Side.FRONT);
    }

    @Override
    public E getLast() {
        return ends.element(Side.BACK);
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
        return shards.transact(Operation.DELETE_ALL, wait, () -> {
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
            shards.transact(Operation.GET_ALL, wait, () -> {
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

    @Override
    public int remainingCapacity() {
        long room = rows.capacity();
        return room == Long.MAX_VALUE
                ? Integer.MAX_VALUE
                : (int) Math.min(Math.max(room - length(), 0), Integer.MAX_VALUE);
    }

    // ---- the store

    @Override
    public <R extends @Nullable Object> R transactResult(Function<? super Deque<E>, R> work) {
        Objects.requireNonNull(work, "work");
        return shards.transact(wait, () -> work.apply(this));
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
