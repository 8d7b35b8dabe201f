package dev.larder.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of rows, in an order, after a row.
 *
 * @param order by what to order
 * @param descending whether greatest first
 * @param after the last row of the page before, or null for the first page; the row need not exist any more
 * @param upTo with {@link Order#INSERTION}, the greatest position to list, fixed when the iteration began so that it
 *     ends; otherwise {@link Long#MAX_VALUE}
 * @param range only rows whose key is in this range
 * @param limit how many rows at most, at least 1
 * @param fetch how much of each row; {@link Fetch#BLOB} is refused
 */
public record PageRequest(
        Order order, boolean descending, @Nullable Row after, long upTo, KeyRange range, int limit, Fetch fetch) {

    /** What a page is ordered by. */
    public enum Order {
        /** Place in insertion order. */
        INSERTION,
        /** Key: numbers, then text by code point, then bytes. */
        KEY
    }

    public PageRequest {
        Objects.requireNonNull(range, "range");
        if (limit < 1) {
            throw new IllegalArgumentException("A page has at least one row, not " + limit);
        }
        if (fetch == Fetch.BLOB) {
            throw new IllegalArgumentException("Pages do not hand out blobs: read the key of the row instead");
        }
    }

    /** The first page. */
    public static PageRequest first(Order order, boolean descending, int limit, Fetch fetch) {
        return new PageRequest(order, descending, null, Long.MAX_VALUE, KeyRange.ALL, limit, fetch);
    }

    /** The page after this one, whose last row was {@code last}. */
    public PageRequest after(Row last) {
        return new PageRequest(order, descending, last, upTo, range, limit, fetch);
    }

    /** The same with a greatest position. */
    public PageRequest upTo(long position) {
        return new PageRequest(order, descending, after, position, range, limit, fetch);
    }

    /** The same with a range of keys. */
    public PageRequest in(KeyRange range) {
        return new PageRequest(order, descending, after, upTo, range, limit, fetch);
    }
}
