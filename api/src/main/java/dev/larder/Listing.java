package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Row;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Walks over entries.
 *
 * @param range those whose keys are in it
 */
record Listing<K, V>(Shards shards, RowMapper<K, V> rows, Wait bound, KeyRange range) {

    /** Rows in a page where seldom more than one is asked for. */
    private static final int FEW = 4;

    /** Rows to remove at a time: about two milliseconds of a writer's time. */
    private static final int SWEEP = 100;

    /** Over all entries. */
    Listing(Shards shards, RowMapper<K, V> rows, Wait bound) {
        this(shards, rows, bound, KeyRange.ALL);
    }

    /** Over those whose keys are in a range. */
    Listing<K, V> in(KeyRange range) {
        return new Listing<>(shards, rows, bound, range);
    }

    /** All keys, those of expired entries included. */
    Iterator<K> keys(Order order) {
        return mapped(
                ShardRows.of(shards, order, store -> RowCursor.over(store, order, range)),
                row -> rows.keys().fromKey(row.key()));
    }

    /** The keys of live entries. */
    Iterator<K> liveKeys(Order order) {
        return mapped(live(order, Fetch.METADATA), row -> rows.keys().fromKey(row.key()));
    }

    /** The live entries. */
    Iterator<Entry<K, V>> entries(Order order) {
        return mapped(live(order, Fetch.VALUE), rows::entry);
    }

    /** The first key of a live entry by key, or null if there is none. */
    @Nullable
    K firstKey(Order order) {
        Iterator<K> keys = mapped(few(order, Fetch.METADATA), row -> rows.keys().fromKey(row.key()));
        return keys.hasNext() ? keys.next() : null;
    }

    /** The first live entry, or null if there is none. */
    @Nullable
    Item<K, V> first(Order order) {
        Iterator<Row> live = few(order, Fetch.VALUE);
        while (live.hasNext()) {
            Item<K, V> item = Item.of(live.next(), rows);
            if (item != null) {
                return item;
            }
        }
        return null;
    }

    /** An entry with its key in the store, which encoding the user's form of it need not give again. */
    record Item<K, V>(Key key, Entry<K, V> entry) {

        /** The entry of a row, or null if it is to be taken for absent. */
        static <K, V> @Nullable Item<K, V> of(Row row, RowMapper<K, V> rows) {
            Entry<K, V> entry = rows.entry(row);
            return entry == null ? null : new Item<>(row.key(), entry);
        }

        /** The entry of a map as it was when it was read. */
        Map.Entry<K, V> snapshot() {
            return Map.entry(entry.key(), entry.value());
        }
    }

    /** Takes out what {@code find} finds, in one transaction; null if it finds nothing. */
    @Nullable
    Item<K, V> take(Supplier<@Nullable Item<K, V>> find) {
        return shards.<@Nullable Item<K, V>>transact(Operation.POP, bound, () -> {
            Item<K, V> item = find.get();
            if (item != null) {
                delete(item.key());
            }
            return item;
        });
    }

    /** Removes all, in batches between which other writers get their turn. */
    void clear() {
        shards.whole(Operation.CLEAR, () -> {
            removeAll();
            return true;
        });
    }

    private void removeAll() {
        for (Store store : shards.all()) {
            RowCursor rows = RowCursor.over(store, Order.KEY, range);
            List<Key> keys = new ArrayList<>(SWEEP);
            while (rows.hasNext()) {
                keys.add(rows.next().key());
                if (keys.size() == SWEEP || !rows.hasNext()) {
                    store.removeAll(keys, bound);
                    keys.clear();
                }
            }
        }
    }

    /** What an iterator still has, read as the stream goes on. */
    static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private Iterator<Row> live(Order order, Fetch fetch) {
        return ShardRows.of(shards, order, store -> new LiveRows(store, RowCursor.over(store, order, range), fetch));
    }

    private Iterator<Row> few(Order order, Fetch fetch) {
        return ShardRows.of(
                shards, order, store -> LiveRows.oneByOne(store, RowCursor.present(store, order, range, FEW), fetch));
    }

    private <T> Iterator<T> mapped(Iterator<Row> listed, Function<Row, @Nullable T> mapper) {
        return new MappedRows<>(listed, mapper, this::delete);
    }

    private void delete(Key key) {
        shards.of(key).remove(key, Condition.always(), Fetch.METADATA, bound);
    }
}
