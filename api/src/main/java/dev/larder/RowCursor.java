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
    private final long bound;
    private @Nullable PageRequest request;
    private Iterator<Row> page = List.<Row>of().iterator();
    private @Nullable Row next;

    private RowCursor(Store store, PageRequest first, long bound) {
        this.store = store;
        this.request = first;
        this.bound = bound;
    }

    /** All rows. */
    static RowCursor over(Store store, Order order) {
        return from(store, PageRequest.first(order.by(), order.descending(), PAGE, Fetch.METADATA));
    }

    /** Rows in the order of their keys, from the one after {@code start} on, which need not be there. */
    static RowCursor afterKey(Store store, Key start, boolean descending) {
        Row bound = new Row(0, start, null, null, Encoding.NATIVE, 0, 0, 0, 0, null, 0);
        return from(
                store,
                PageRequest.first(PageRequest.Order.KEY, descending, PAGE, Fetch.METADATA)
                        .after(bound));
    }

    /** Rows in the order of their keys, of those whose key is a text that starts with {@code prefix}. */
    static RowCursor withPrefix(Store store, String prefix, boolean descending) {
        return from(
                store,
                new PageRequest(PageRequest.Order.KEY, descending, null, Long.MAX_VALUE, prefix, PAGE, Fetch.METADATA));
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
        request = rows.size() < PAGE ? null : request.after(rows.get(rows.size() - 1));
        page = rows.iterator();
        return page.hasNext();
    }
}
