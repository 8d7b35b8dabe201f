package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The live ones among listed rows, with their values if asked for. They are read a few at a time, so that never many
 * values are in memory; rows that were removed after they were listed, or whose value file is gone, are passed over.
 */
final class LiveRows implements Iterator<Row> {

    private static final int MOST_ROWS = 64;

    /** Bytes in value files from which on no further row is added to those that are read together. */
    private static final long ENOUGH_BYTES = 1L << 20;

    private final Store store;
    private final Iterator<Row> listed;
    private final Fetch fetch;
    private final int mostRows;
    private Iterator<Row> live = Collections.emptyIterator();

    LiveRows(Store store, Iterator<Row> listed, Fetch fetch) {
        this(store, listed, fetch, MOST_ROWS);
    }

    /** @param mostRows how many to read at a time */
    private LiveRows(Store store, Iterator<Row> listed, Fetch fetch, int mostRows) {
        this.store = store;
        this.listed = listed;
        this.fetch = fetch;
        this.mostRows = mostRows;
    }

    /** Reads one row at a time, where seldom more than the first is asked for. */
    static LiveRows oneByOne(Store store, Iterator<Row> listed, Fetch fetch) {
        return new LiveRows(store, listed, fetch, 1);
    }

    @Override
    public boolean hasNext() {
        while (!live.hasNext() && listed.hasNext()) {
            live = read().iterator();
        }
        return live.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return live.next();
    }

    private List<Row> read() {
        List<Key> keys = new ArrayList<>(mostRows);
        long bytes = 0;
        while (listed.hasNext() && keys.size() < mostRows && bytes < ENOUGH_BYTES) {
            Row row = listed.next();
            keys.add(row.key());
            bytes += row.size();
        }
        if (keys.size() == 1) {
            Row row = store.find(keys.get(0), fetch, Access.IGNORE);
            return row == null ? List.of() : List.of(row);
        }
        Map<Key, Row> found = new HashMap<>();
        for (Row row : store.findAll(keys, fetch, Access.IGNORE)) {
            found.put(row.key(), row);
        }
        List<Row> rows = new ArrayList<>(keys.size());
        for (Key key : keys) {
            Row row = found.get(key);
            if (row != null) {
                rows.add(row);
            }
        }
        return rows;
    }
}
