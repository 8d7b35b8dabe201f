package dev.larder;

import dev.larder.storage.Key;
import dev.larder.storage.Row;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What users see of rows, one after the other; rows of which they see nothing are passed over. */
final class MappedRows<T> implements Iterator<T> {

    private final Iterator<Row> rows;
    private final Function<Row, @Nullable T> mapper;
    private final Consumer<Key> remover;
    private @Nullable T next;
    private @Nullable Key nextKey;
    private @Nullable Key returned;

    /**
     * @param mapper gives null for a row to pass over
     * @param remover deletes what is under a key
     */
    MappedRows(Iterator<Row> rows, Function<Row, @Nullable T> mapper, Consumer<Key> remover) {
        this.rows = rows;
        this.mapper = mapper;
        this.remover = remover;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            Row row = rows.next();
            next = mapper.apply(row);
            nextKey = row.key();
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T result = next;
        returned = nextKey;
        next = null;
        return result;
    }

    @Override
    public void remove() {
        if (returned == null) {
            throw new IllegalStateException(
                    "There is no element to remove: call next() first, and remove() once after it");
        }
        remover.accept(returned);
        returned = null;
    }
}
