package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queues: entries whose keys are numbered. */
record Queues<V>(Store store, ValueMapper<V> values, CullRule cull, Wait bound) {

    private static final Key BEFORE_FIRST = Key.of(0);
    private static final Key PAST_LAST = Key.of(Sequence.LAST_NUMBER + 1);

    QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        Sequence.Queue queue = Sequence.queue(prefix);
        // the number is not known yet: messages name the queue
        Key name = queue.key(Sequence.FIRST_NUMBER);
        Item item = new Item(values.encode(name, value), options.expiry(), options.tagScalar());
        List<Key> keys = store.append(queue, side, List.of(item), cull.cull(), bound);
        return name(queue, keys.get(0));
    }

    /** Takes the item at an end; if its value cannot be read it stays. */
    Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        Sequence.Queue queue = Sequence.queue(prefix);
        if (values.passesUndecodable()) {
            return store.transact(bound, () -> {
                Optional<QueueItem<V>> item = firstReadable(queue, side);
                item.ifPresent(found ->
                        store.remove(queue.key(found.key().number()), Condition.always(), Fetch.METADATA, bound));
                return item;
            });
        }
        // in a transaction, so that an item which cannot be read is not lost
        return store.transact(
                bound, () -> Optional.ofNullable(item(queue, store.take(queue, side, Fetch.VALUE, bound))));
    }

    /** The item at an end. */
    Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        Sequence.Queue queue = Sequence.queue(prefix);
        QueueItem<V> item = item(queue, store.peek(queue, side, Fetch.VALUE, bound));
        return item == null && values.passesUndecodable() ? firstReadable(queue, side) : Optional.ofNullable(item);
    }

    private @Nullable QueueItem<V> item(Sequence.Queue queue, @Nullable Row row) {
        if (row == null || row.value() == null) {
            return null;
        }
        V value = values.decode(row.key(), row.value());
        return value == null
                ? null
                : new QueueItem<>(
                        name(queue, row.key()), value, Times.expiry(row.expireTime()), Tags.fromScalar(row.tag()));
    }

    /** The item nearest to an end whose value can be read. */
    private Optional<QueueItem<V>> firstReadable(Sequence.Queue queue, Side side) {
        LiveRows live = new LiveRows(store, rows(queue, side == Side.BACK), Fetch.VALUE);
        while (live.hasNext()) {
            QueueItem<V> item = item(queue, live.next());
            if (item != null) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private Iterator<Row> rows(Sequence.Queue queue, boolean descending) {
        String prefix = queue.prefix();
        Stream<Row> rows = prefix == null
                ? Listing.stream(RowCursor.afterKey(store, descending ? PAST_LAST : BEFORE_FIRST, descending))
                        .takeWhile(row -> isNumberInRange(row.key().scalar()))
                : Listing.stream(RowCursor.withPrefix(store, prefix + "-", descending));
        return rows.filter(row -> queue.number(row.key()).isPresent()).iterator();
    }

    private static boolean isNumberInRange(Scalar key) {
        if (key instanceof Scalar.Float64 between) {
            return between.value() > 0 && between.value() <= Sequence.LAST_NUMBER;
        }
        return key instanceof Scalar.Int64 number && number.value() > 0 && number.value() <= Sequence.LAST_NUMBER;
    }

    private static QueueKey name(Sequence.Queue queue, Key key) {
        return new QueueKey(queue.prefix(), queue.number(key).orElseThrow());
    }
}
