package dev.larder;

import dev.larder.storage.Fetch;
import dev.larder.storage.KeyRange;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows in an order, without their values, expired ones included. It reads page by page and holds nothing open in
 * between.
 */
final class RowCursor implements Iterator<Row> {

    /** Rows in a page: some ten kilobytes, and a few hundred microseconds to read. */
    private static final int PAGE = 128;

    private final Store store;
    private final int pageSize;
    private final long bound;
    private @Nullable PageRequest request;
    private Iterator<Row> page = List.<Row>of().iterator();
    private @Nullable Row next;

    private RowCursor(Store store, PageRequest first, long bound) {
        this.store = store;
        this.request = first;
        this.pageSize = first.limit();
        this.bound = bound;
    }

    /** The rows with a key in {@code range}, as far as they are there at the call. */
    static RowCursor over(Store store, Order order, KeyRange range) {
        PageRequest first = PageRequest.first(order.by(), order.descending(), PAGE, Fetch.METADATA)
                .in(range);
        long bound = store.lastPosition();
        return new RowCursor(store, first.order() == PageRequest.Order.INSERTION ? first.upTo(bound) : first, bound);
    }

    /**
     * The rows with a key in {@code range}, those too that are written meanwhile.
     *
     * @param pageSize how many to read at a time
     */
    static RowCursor present(Store store, Order order, KeyRange range, int pageSize) {
        PageRequest first = PageRequest.first(order.by(), order.descending(), pageSize, Fetch.METADATA)
                .in(range);
        return new RowCursor(store, first, Long.MAX_VALUE);
    }

    @Override
    public boolean hasNext() {
        while (next == null && (page.hasNext() || turnPage())) {
            Row row = page.next();
            // pages by key know no greatest position, and may bring what was written meanwhile
            if (row.position() <= bound) {
                next = row;
            }
        }
        return next != null;
    }

    @Override
    public Row next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Row row = next;
        next = null;
        return row;
    }

    private boolean turnPage() {
        if (request == null) {
            return false;
        }
        List<Row> rows = store.page(request);
        request = rows.size() < pageSize ? null : request.after(rows.get(rows.size() - 1));
        page = rows.iterator();
        return page.hasNext();
    }
}
