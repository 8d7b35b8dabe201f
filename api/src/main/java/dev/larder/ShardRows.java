package dev.larder;

import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Rows of several stores in one order. Places in insertion order mean nothing from one store to another: in that order
 * it is one store after the other.
 */
final class ShardRows {

    private ShardRows() {}

    /**
     * The rows of all shards.
     *
     * @param rowsOf gives the rows of a store in this order; called for all at once
     */
    static Iterator<Row> of(Shards shards, Order order, Function<Store, Iterator<Row>> rowsOf) {
        return of(shards, order.by(), order.descending(), rowsOf);
    }

    /** The rows of all shards by key; otherwise as {@link #of(Shards, Order, Function)}. */
    static Iterator<Row> byKey(Shards shards, boolean descending, Function<Store, Iterator<Row>> rowsOf) {
        return of(shards, PageRequest.Order.KEY, descending, rowsOf);
    }

    private static Iterator<Row> of(
            Shards shards, PageRequest.Order order, boolean descending, Function<Store, Iterator<Row>> rowsOf) {
        if (shards.isSingle()) {
            return rowsOf.apply(shards.first());
        }
        List<Iterator<Row>> parts = new ArrayList<>();
        shards.all().forEach(store -> parts.add(rowsOf.apply(store)));
        if (order == PageRequest.Order.KEY) {
            return new Merged(parts, descending);
        }
        if (descending) {
            Collections.reverse(parts);
        }
        return new Joined(parts.iterator());
    }

    /** One after the other. */
    private static final class Joined implements Iterator<Row> {

        private final Iterator<Iterator<Row>> parts;
        private Iterator<Row> current = Collections.emptyIterator();

        Joined(Iterator<Iterator<Row>> parts) {
            this.parts = parts;
        }

        @Override
        public boolean hasNext() {
            while (!current.hasNext() && parts.hasNext()) {
                current = parts.next();
            }
            return current.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return current.next();
        }
    }

    /** The next row of one part, and what comes after it. */
    private record Head(Row row, int part, Iterator<Row> rest) {}

    /** Parts that are in the order of their keys, merged; of equal keys, those of the first part come first. */
    private static final class Merged implements Iterator<Row> {

        private final PriorityQueue<Head> heads;

        Merged(List<Iterator<Row>> parts, boolean descending) {
            Comparator<Head> byKey = Comparator.comparing(head -> head.row.key(), KeyOrder.INSTANCE);
            Comparator<Head> order = byKey.thenComparingInt(Head::part);
            heads = new PriorityQueue<>(parts.size(), descending ? order.reversed() : order);
            for (int i = 0; i < parts.size(); i++) {
                offer(parts.get(i), i);
            }
        }

        private void offer(Iterator<Row> rows, int part) {
            if (rows.hasNext()) {
                heads.add(new Head(rows.next(), part, rows));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Row next() {
            if (heads.isEmpty()) {
                throw new NoSuchElementException();
            }
            Head least = heads.remove();
            offer(least.rest, least.part);
            return least.row;
        }
    }
}
