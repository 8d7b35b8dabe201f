package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Wait;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks over all entries. */
record Listing<K, V>(Shards shards, RowMapper<K, V> rows, Wait bound) {

    /** All keys, those of expired entries included. */
    Iterator<K> keys(Order order) {
        return mapped(
                ShardRows.of(shards, order, store -> RowCursor.over(store, order)),
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

    /** What an iterator still has, read as the stream goes on. */
    static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private Iterator<Row> live(Order order, Fetch fetch) {
        return ShardRows.of(shards, order, store -> new LiveRows(store, RowCursor.over(store, order), fetch));
    }

    private <T> Iterator<T> mapped(Iterator<Row> listed, Function<Row, @Nullable T> mapper) {
        return new MappedRows<>(listed, mapper, this::delete);
    }

    private void delete(Key key) {
        shards.of(key).remove(key, Condition.always(), Fetch.METADATA, bound);
    }
}
