package dev.larder;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Row;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.Wait;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Queues: entries whose keys are numbered. Each item lies where its key says, as any other entry does; with several
 * stores the ends of a queue are looked for in all of them.
 */
record Queues<V>(Shards shards, ValueMapper<V> values, Wait bound) {

    /** Rows to read at a time in each of several stores, where seldom more than one is asked for. */
    private static final int FEW = 4;

    private static final int MANY = 128;

    QueueKey push(V value, @Nullable String prefix, Side side, WriteOptions options) {
        Sequence.Queue queue = Sequence.queue(prefix);
        // the number is not known yet: messages name the queue
        Key name = queue.key(Sequence.FIRST_NUMBER);
        Item item = new Item(values.encode(name, value), options.expiry(), options.tagScalar());
        Losable.refuse(shards.first(), "queue", "the storage");
        if (!shards.isSingle()) {
            return shards.transact(Operation.PUSH, bound, () -> pushToAll(queue, side, item));
        }
        return name(queue, shards.shard(name).append(queue, side, item, bound));
    }

    private QueueKey pushToAll(Sequence.Queue queue, Side side, Item item) {
        long number = nextNumber(queue, side);
        if (number < 1 || number > Sequence.LAST_NUMBER) {
            throw new StoreFullException(
                    "The queue " + (queue.prefix() == null ? "without prefix" : "'" + queue.prefix() + "'")
                            + " has reached the end of its numbers at its " + (side == Side.BACK ? "back" : "front")
                            + ": they go from 1 to " + Sequence.LAST_NUMBER + "; take its items out and start it anew");
        }
        Key key = queue.key(number);
        shards.shard(key).store(key, item, Condition.always(), null, bound);
        return new QueueKey(queue.prefix(), number);
    }

    private long nextNumber(Sequence.Queue queue, Side side) {
        long step = side == Side.BACK ? 1 : -1;
        Set<Key> others = new HashSet<>();
        OptionalLong end = OptionalLong.empty();
        for (Iterator<Row> rows = rows(queue, side, FEW); rows.hasNext() && end.isEmpty(); ) {
            Key key = rows.next().key();
            end = queue.number(key);
            // a number may be taken by a floating-point key of the same value, which is not in the queue
            others.add(KeyMapper.canonical(key));
        }
        long number = end.isPresent() ? end.getAsLong() + step : Sequence.FIRST_NUMBER;
        while (queue.prefix() == null && others.contains(Key.of(number))) {
            number += step;
        }
        return number;
    }

    /** Takes the item at an end; if its value cannot be read it stays. */
    Optional<QueueItem<V>> pull(@Nullable String prefix, Side side) {
        Sequence.Queue queue = Sequence.queue(prefix);
        if (values.passesUndecodable()) {
            return shards.transact(Operation.PULL, bound, () -> {
                Optional<QueueItem<V>> item = firstReadable(queue, side);
                item.map(found -> queue.key(found.key().number()))
                        .ifPresent(key -> shards.of(key).remove(key, Condition.always(), Fetch.METADATA, bound));
                return item;
            });
        }
        // in a transaction, so that an item which cannot be read is not lost
        return shards.transact(Operation.PULL, bound, () -> Optional.ofNullable(item(queue, take(queue, side))));
    }

    /** The item at an end. */
    Optional<QueueItem<V>> peek(@Nullable String prefix, Side side) {
        Sequence.Queue queue = Sequence.queue(prefix);
        Head head = head(queue, side, store -> {});
        QueueItem<V> item = head == null ? null : item(queue, head.row);
        return item == null && values.passesUndecodable() ? firstReadable(queue, side) : Optional.ofNullable(item);
    }

    private @Nullable Row take(Sequence.Queue queue, Side side) {
        if (shards.isSingle()) {
            return shards.first().take(queue, side, Fetch.VALUE, bound);
        }
        // where no item is live, this removes those that are not
        Head head = head(queue, side, store -> store.take(queue, side, Fetch.METADATA, bound));
        if (head == null) {
            return null;
        }
        Row taken;
        do {
            // what is in front of it, expired or without its value file, goes too
            taken = head.store.take(queue, side, Fetch.METADATA, bound);
        } while (taken != null && !taken.key().equals(head.row.key()));
        return head.row;
    }

    /** A row at an end of a queue in one of the stores, with its value or without. */
    private record Head(Store store, Row row) {

        static @Nullable Head of(Store store, @Nullable Row row) {
            return row == null ? null : new Head(store, row);
        }
    }

    /**
     * The live row at an end, with its value.
     *
     * @param idle takes those of several stores that have none
     */
    private @Nullable Head head(Sequence.Queue queue, Side side, Consumer<Store> idle) {
        if (shards.isSingle()) {
            return Head.of(shards.first(), shards.first().peek(queue, side, Fetch.VALUE, bound));
        }
        Comparator<Head> byKey = Comparator.comparing(head -> head.row.key(), KeyOrder.INSTANCE);
        PriorityQueue<Head> heads = new PriorityQueue<>(side == Side.FRONT ? byKey : byKey.reversed());
        for (Store store : shards.all()) {
            Row first = store.peek(queue, side, Fetch.METADATA, bound);
            if (first == null) {
                idle.accept(store);
            }
            offer(heads, Head.of(store, first));
        }
        while (true) {
            Head nearest = heads.poll();
            if (nearest == null || nearest.row.value() != null) {
                return nearest;
            }
            // the value is read only now that it is known which; if it is gone, another row comes forward
            Store store = nearest.store;
            offer(heads, Head.of(store, store.peek(queue, side, Fetch.VALUE, bound)));
        }
    }

    private static void offer(PriorityQueue<Head> heads, @Nullable Head head) {
        if (head != null) {
            heads.add(head);
        }
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
        Iterator<Row> live = ShardRows.byKey(shards, side == Side.BACK, store -> live(store, queue, side));
        while (live.hasNext()) {
            QueueItem<V> item = item(queue, live.next());
            if (item != null) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** The live rows of a queue in one store, with their values, from an end on. */
    static Iterator<Row> live(Store store, Sequence.Queue queue, Side side) {
        return new LiveRows(store, inQueue(rows(store, queue, side, MANY), queue), Fetch.VALUE);
    }

    private static Iterator<Row> inQueue(Iterator<Row> rows, Sequence.Queue queue) {
        return Listing.stream(rows)
                .filter(row -> queue.number(row.key()).isPresent())
                .iterator();
    }

    /** The rows from an end of the queue on, with those in between that are not in the queue. */
    private Iterator<Row> rows(Sequence.Queue queue, Side side, int pageSize) {
        return ShardRows.byKey(shards, side == Side.BACK, store -> rows(store, queue, side, pageSize));
    }

    private static Iterator<Row> rows(Store store, Sequence.Queue queue, Side side, int pageSize) {
        String prefix = queue.prefix();
        Key first = prefix == null ? Key.of(0) : Key.of(prefix + "-000000000000000");
        Key last = prefix == null ? Key.of(Sequence.LAST_NUMBER + 1) : Key.of(prefix + "-999999999999999");
        KeyRange numbers = new KeyRange(new KeyRange.Bound(first, false), new KeyRange.Bound(last, false));
        return RowCursor.present(store, side == Side.BACK ? Order.KEY_REVERSED : Order.KEY, numbers, pageSize);
    }

    private static QueueKey name(Sequence.Queue queue, Key key) {
        return new QueueKey(queue.prefix(), queue.number(key).orElseThrow());
    }
}
