package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Appended;
import dev.larder.storage.Bound;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The elements of a deque as rows: those of the queue without prefix. What takes several verbs is a transaction. */
record DequeRows<E>(ReopeningStore store, ValueMapper<E> values, Bound bound, Wait timeout) {

    static final Sequence.Queue QUEUE = Sequence.queue(null);

    /** In place of a key that is not known yet, in messages. */
    private static final Key SOME_KEY = QUEUE.key(Sequence.FIRST_NUMBER);

    private static final int CLEARED_PER_BATCH = 1_000;

    private static final int COPIED_PER_BATCH = 100;

    /** The same on another view of the store. */
    DequeRows<E> on(ReopeningStore view) {
        return new DequeRows<>(view, values, bound, timeout);
    }

    // ---- the ends

    /** What is to be stored for an element. */
    Item item(E element) {
        return Item.of(values.encode(SOME_KEY, element));
    }

    List<Item> items(Iterable<? extends E> elements) {
        List<Item> items = new ArrayList<>();
        for (E element : elements) {
            items.add(item(element));
        }
        return items;
    }

    /** Adds all, or none if there is no room for all; returns which. */
    boolean append(Side side, List<Item> items) {
        Appended appended = store.append(QUEUE, side, items, bound, Cull.NONE, timeout);
        return appended.keys().size() == items.size();
    }

    /** Whether an element more would be refused. */
    boolean isFull() {
        return length() >= capacity();
    }

    /** From how many elements on no more are added. */
    long capacity() {
        return bound instanceof Bound.Refusing refusing ? refusing.length() : Long.MAX_VALUE;
    }

    boolean isEmpty() {
        return row(Side.FRONT, 0, Fetch.METADATA) == null;
    }

    /** Removes the element at an end; one that cannot be read stays. */
    @Nullable
    E take(Side side) {
        return store.<@Nullable E>transact(Operation.PULL, timeout, () -> {
            Row row = store.take(QUEUE, side, Fetch.VALUE, timeout);
            return row == null ? null : element(row);
        });
    }

    @Nullable
    E peek(Side side) {
        Row row = row(side, 0, Fetch.VALUE);
        return row == null ? null : element(row);
    }

    // ---- by place

    E get(long index) {
        return element(rowAt(index, Fetch.VALUE));
    }

    E set(long index, E element) {
        Item item = item(element);
        return store.transact(Operation.SET, timeout, () -> {
            Row row = rowAt(index, Fetch.VALUE);
            store.store(row.key(), item, Condition.always(), null, Cull.NONE, timeout);
            return element(row);
        });
    }

    E removeAt(long index) {
        return store.transact(Operation.DELETE, timeout, () -> {
            Row row = rowAt(index, Fetch.VALUE);
            store.remove(row.key(), Condition.always(), Fetch.METADATA, timeout);
            return element(row);
        });
    }

    private Row rowAt(long index, Fetch fetch) {
        Row row = index < 0 ? null : row(Side.FRONT, index, fetch);
        if (row == null) {
            throw new IndexOutOfBoundsException(
                    index < 0
                            ? "Index " + index + " is negative; places are counted from 0 at the front"
                            : "Index " + index + " is not less than the length, which is " + length());
        }
        return row;
    }

    private @Nullable Row row(Side side, long offset, Fetch fetch) {
        return store.peek(QUEUE, side, offset, fetch, timeout);
    }

    // ---- all elements

    long length() {
        return store.count();
    }

    /** The live rows with their values, from one end to the other. */
    Iterator<Row> from(Side side) {
        return Queues.live(store, QUEUE, side);
    }

    /** Removes the row if it is still what it was when it was read. */
    void remove(Row row) {
        store.transact(Operation.DELETE, timeout, () -> {
            Row now = store.find(row.key(), Fetch.METADATA, Access.IGNORE);
            return now != null
                    && now.position() == row.position()
                    && store.remove(row.key(), Condition.ifStoredAt(row.storeTime()), Fetch.METADATA, timeout) != null;
        });
    }

    /** Removes the element equal to {@code wanted} that is nearest to an end; returns whether there was one. */
    boolean removeNearest(Side side, Object wanted) {
        Predicate<Row> isWanted = isEqualTo(wanted);
        return store.transact(Operation.DELETE, timeout, () -> {
            for (Iterator<Row> rows = from(side); rows.hasNext(); ) {
                Row row = rows.next();
                if (isWanted.test(row)) {
                    return store.remove(row.key(), Condition.always(), Fetch.METADATA, timeout) != null;
                }
            }
            return false;
        });
    }

    /** Whether rows hold an element equal to {@code wanted}. */
    Predicate<Row> isEqualTo(Object wanted) {
        Objects.requireNonNull(wanted, "element");
        if (!values.isComparable()) {
            return row -> Objects.deepEquals(element(row), wanted);
        }
        Encoded encoded = values.encodeOrNull(wanted);
        return encoded == null ? row -> false : row -> encoded.equals(row.value());
    }

    void clear() {
        store.transact(Operation.CLEAR, timeout, () -> {
            Selection all = new Selection.UpTo(store.lastPosition());
            while (store.purge(all, CLEARED_PER_BATCH, timeout).more()) {
                // as many times as it takes
            }
            return true;
        });
    }

    /** Adds the elements of another deque as they are encoded. */
    void copyFrom(DequeRows<E> source) {
        List<Item> batch = new ArrayList<>();
        for (Iterator<Row> rows = source.from(Side.FRONT); rows.hasNext(); ) {
            batch.add(Item.of(encoded(rows.next())));
            if (batch.size() == COPIED_PER_BATCH || !rows.hasNext()) {
                store.append(QUEUE, Side.BACK, List.copyOf(batch), Cull.NONE, timeout);
                batch.clear();
            }
        }
    }

    /**
     * The element of a row that was read with its value.
     *
     * @throws SerializationException if the codec cannot read it
     */
    E element(Row row) {
        E element = values.decode(row.key(), encoded(row));
        if (element == null) {
            throw new SerializationException("The value of key " + KeyMapper.describe(row.key())
                    + " is Python's None, which a deque cannot hand out; take it out with the program that stored it");
        }
        return element;
    }

    private static Encoded encoded(Row row) {
        Encoded value = row.value();
        if (value == null) {
            throw new SerializationException("The row of key " + KeyMapper.describe(row.key())
                    + " has no value, as another program has left it; take it out with that program");
        }
        return value;
    }
}
