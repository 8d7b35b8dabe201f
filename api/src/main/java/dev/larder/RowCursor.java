package dev.larder;

import dev.larder.storage.Encoding;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Rows in an order, without their values, expired ones included, as far as they were there when the cursor was made. It
 * reads page by page and holds nothing open in between.
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

    /** All rows. */
    static RowCursor over(Store store, Order order) {
        return from(store, PageRequest.first(order.by(), order.descending(), PAGE, Fetch.METADATA));
    }

    /**
     * Rows in the order of their keys, from the one after {@code start} on, which need not be there.
     *
     * @param pageSize how many to read at a time
     */
    static RowCursor afterKey(Store store, Key start, boolean descending, int pageSize) {
        Row bound = new Row(0, start, null, null, Encoding.NATIVE, 0, 0, 0, 0, null, 0);
        return from(
                store,
                PageRequest.first(PageRequest.Order.KEY, descending, pageSize, Fetch.METADATA)
                        .after(bound));
    }

    private static RowCursor from(Store store, PageRequest first) {
        long bound = store.lastPosition();
        return new RowCursor(store, first.order() == PageRequest.Order.INSERTION ? first.upTo(bound) : first, bound);
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
