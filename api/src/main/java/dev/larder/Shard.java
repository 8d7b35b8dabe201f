package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the stores of a collection, whose writes trim what the collection's size limit asks for. Shards are in order
 * by their number.
 *
 * @param number from 0 on
 */
record Shard(int number, ReopeningStore store, SizeLimit limit) implements Comparable<Shard> {

    /** As {@link Store#store}, where the row keeps its place. */
    Stored store(Key key, Item item, Condition condition, @Nullable Fetch previous, Wait wait) {
        return store(key, item, condition, Placing.KEEP, previous, wait);
    }

    /** As {@link Store#store}. */
    Stored store(Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous, Wait wait) {
        Stored stored = store.store(key, item, condition, placing, previous, limit.cull(number), wait);
        limit.wrote(number, item);
        return stored;
    }

    /** As {@link Store#storeAll}. */
    void storeAll(Map<Key, Item> items, Wait wait) {
        store.storeAll(items, limit.cull(number), wait);
        items.values().forEach(item -> limit.wrote(number, item));
    }

    /** As {@link Store#add}. */
    @Nullable
    Scalar add(Key key, Scalar delta, @Nullable Scalar initial, Wait wait) {
        return store.add(key, delta, initial, limit.cull(number), wait);
    }

    /** As {@link Store#append}, for one item. */
    Key append(Sequence.Queue queue, Side side, Item item, Wait wait) {
        List<Key> keys = store.append(queue, side, List.of(item), limit.cull(number), wait);
        limit.wrote(number, item);
        return keys.get(0);
    }

    @Override
    public int compareTo(Shard other) {
        return Integer.compare(number, other.number);
    }
}
