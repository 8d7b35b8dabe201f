package dev.larder.storage.tables;

import dev.larder.storage.Appended;
import dev.larder.storage.Bound;
import dev.larder.storage.Cull;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.RemovalCause;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.Wait;
import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.EpochSeconds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows in sequences: their ends and what lies behind them, and appending to queues and reordering them. Those who
 * append or reorder come one after the other, so the order of a queue is that of the commits.
 */
final class Sequences {

    /** Expired rows that one transaction removes at most on its way to a live one: other writers want their turn. */
    private static final int EXPIRED_PER_TRANSACTION = 100;

    /** Rows that get other numbers in one go. */
    private static final int MOVED_AT_A_TIME = 1_000;

    /** Offsets from here on are worth a look whether the numbers tell where the row is. */
    private static final long NEAR = 64;

    private static final Appended NOTHING = new Appended(List.of(), 0);

    private final StoreContext context;
    private final Rows rows;
    private final QueueRows queueRows;
    private final LiveSettings settings;
    private final Culling culling;
    private final Purger purger;
    private final Tallies tallies;

    Sequences(StoreContext context, Rows rows, LiveSettings settings, Culling culling, Purger purger, Tallies tallies) {
        this.context = context;
        this.rows = rows;
        this.queueRows = new QueueRows(context);
        this.settings = settings;
        this.culling = culling;
        this.purger = purger;
        this.tallies = tallies;
    }

    Appended append(Sequence.Queue queue, Side side, List<Item> items, Bound bound, Cull cull, Wait wait) {
        if (items.isEmpty()) {
            return NOTHING;
        }
        List<Placed> placed = new ArrayList<>(items.size());
        try {
            long longestInline = settings.get().minFileSize();
            items.forEach(item -> placed.add(Placed.of(item.content(), longestInline)));
            return context.database().write(wait, tx -> append(tx, queue, side, items, placed, bound, cull));
        } finally {
            placed.forEach(Placed::close);
        }
    }

    private Appended append(
            Tx tx, Sequence.Queue queue, Side side, List<Item> items, List<Placed> placed, Bound bound, Cull cull)
            throws SQLException {
        tx.lock(context.collection());
        double now = context.now();
        if (bound instanceof Bound.Refusing refusing && excess(tx, refusing.length() - items.size(), now) > 0) {
            return NOTHING;
        }
        int step = side == Side.BACK ? 1 : -1;
        long number = queueRows.nextNumber(tx, queue, side);
        List<Key> keys = new ArrayList<>(items.size());
        try {
            for (int i = 0; i < items.size(); i++) {
                Key key = QueueRows.key(queue, side, number);
                // a number may be taken by a floating-point key of the same value, which is not in the queue
                while (!isFree(tx, key) || !insert(tx, key, items.get(i), placed.get(i), now)) {
                    number += step;
                    key = QueueRows.key(queue, side, number);
                }
                keys.add(key);
                number += step;
            }
        } catch (StoreFullException e) {
            // whoever runs the transaction may go on with it
            for (Key key : keys) {
                rows.delete(
                        tx,
                        Objects.requireNonNull(rows.findForChange(tx, KeyCode.of(key), false), "just inserted"),
                        RemovalCause.REMOVED);
            }
            throw e;
        }
        long dropped = bound instanceof Bound.Dropping dropping
                ? drop(tx, queue, QueueRows.opposite(side), excess(tx, dropping.length(), now))
                : 0;
        culling.cull(tx, cull, now, keys);
        return new Appended(keys, dropped);
    }

    private boolean isFree(Tx tx, Key key) throws SQLException {
        return !context.database().dialect().hasOneWriter()
                || context.call(tx, Sql.FIND).setKey(KeyCode.of(key)).first(EntryRow::metadata) == null;
    }

    private boolean insert(Tx tx, Key key, Item item, Placed placed, double now) throws SQLException {
        KeyCode code = KeyCode.of(key);
        culling.wrote(EpochSeconds.of(item.expiry(), now), Rows.weight(code, item, placed));
        return rows.insert(tx, key, code, item, placed, now);
    }

    /** By how many rows the store is longer than {@code length}, once expired ones have made way. */
    private long excess(Tx tx, long length, double now) throws SQLException {
        long excess = tallies.read(tx).rows() - length;
        while (excess > 0) {
            int asked = (int) Math.min(excess, EXPIRED_PER_TRANSACTION);
            int removed = purger.remove(
                    tx,
                    new Selection.ExpiredBefore(null),
                    asked,
                    // those too whose time has come right now
                    Math.nextUp(now),
                    Set.of(),
                    RemovalCause.EXPIRED);
            excess -= removed;
            if (removed < asked) {
                return excess;
            }
        }
        return excess;
    }

    /** The row at one end, which nobody else changes until the transaction ends; null if there is none. */
    private @Nullable EntryRow head(Tx tx, Sequence sequence, Side side, boolean withValue) throws SQLException {
        if (tx.dialect().hasOneWriter()) {
            return queueRows.first(tx, sequence, side, null, withValue, any -> true);
        }
        while (true) {
            EntryRow seen = queueRows.first(tx, sequence, side, null, false, any -> true);
            if (seen == null) {
                return null;
            }
            EntryRow held = rows.findForChange(tx, KeyCode.of(seen.key()), withValue);
            // it may have been removed since it was seen, or been put elsewhere
            if (held != null && held.id() == seen.id() && held.place() == seen.place()) {
                return held;
            }
        }
    }

    /** Removes so many rows at one end, and returns how many there were. */
    private long drop(Tx tx, Sequence.Queue queue, Side side, long excess) throws SQLException {
        for (long dropped = 0; dropped < excess; dropped++) {
            EntryRow head = head(tx, queue, side, false);
            if (head == null) {
                return dropped;
            }
            rows.delete(tx, head, RemovalCause.EVICTED);
        }
        return Math.max(excess, 0);
    }

    /**
     * What one transaction of a take brought.
     *
     * @param row the row taken, or null
     * @param isEnd whether there is no live row
     */
    private record Taken(@Nullable Row row, boolean isEnd) {}

    @Nullable
    Row take(Sequence sequence, Side side, Fetch fetch, Wait wait) {
        Deadline deadline = new Deadline(wait);
        while (true) {
            Wait left = wait.isForever() ? wait : new Wait(Math.max(0, deadline.remaining()));
            Taken taken = context.database().write(left, tx -> takeLive(tx, sequence, side, fetch));
            if (taken.row() != null || taken.isEnd()) {
                return taken.row();
            }
        }
    }

    private Taken takeLive(Tx tx, Sequence sequence, Side side, Fetch fetch) throws SQLException {
        tx.lock(context.collection());
        double now = context.now();
        for (int removed = 0; removed < EXPIRED_PER_TRANSACTION; removed++) {
            EntryRow head = head(tx, sequence, side, fetch != Fetch.METADATA);
            if (head == null) {
                return new Taken(null, true);
            }
            boolean isLive = head.isLiveAt(now);
            Row row = isLive ? context.values().row(tx, head, fetch) : null;
            rows.delete(tx, head, isLive ? RemovalCause.REMOVED : RemovalCause.EXPIRED);
            if (row != null) {
                return new Taken(row, false);
            }
        }
        return new Taken(null, false);
    }

    @Nullable
    Row peek(Sequence sequence, Side side, long offset, Fetch fetch) {
        if (offset < 0) {
            throw new IllegalArgumentException("The offset from an end is negative: " + offset);
        }
        Work<@Nullable Row> query = tx -> peek(tx, sequence, side, offset, fetch);
        return offset == 0
                ? context.database().read(context.readWait(), query)
                : context.database().onOneState(context.readWait(), query);
    }

    private @Nullable Row peek(Tx tx, Sequence sequence, Side side, long offset, Fetch fetch) throws SQLException {
        double now = context.now();
        boolean withValue = fetch != Fetch.METADATA;
        EntryRow after = null;
        if (offset > NEAR && sequence instanceof Sequence.Queue queue) {
            Key key = keyWithoutGaps(tx, queue, side, offset);
            if (key != null) {
                EntryRow row = context.call(tx, withValue ? Sql.FIND_VALUE : Sql.FIND)
                        .setKey(KeyCode.of(key))
                        .first(EntryRow.reader(withValue));
                return row == null ? null : rows.seen(tx, row, fetch);
            }
        }
        long[] left = {offset};
        while (true) {
            EntryRow row = queueRows.first(
                    tx, sequence, side, after, withValue && offset == 0, each -> each.isLiveAt(now) && left[0]-- == 0);
            if (row == null) {
                return null;
            }
            EntryRow whole = withValue && offset > 0 ? withValue(tx, row) : row;
            Row seen = whole == null ? null : context.values().row(tx, whole, fetch);
            if (seen != null) {
                return seen;
            }
            // its value is gone: the next one behind it
            after = row;
            left[0] = 0;
        }
    }

    private @Nullable EntryRow withValue(Tx tx, EntryRow row) throws SQLException {
        return context.call(tx, Sql.FIND_VALUE).setKey(KeyCode.of(row.key())).first(EntryRow::withValue);
    }

    /**
     * The key at an offset if the numbers of the queue say where it is: all rows are live, of the queue and in a row.
     */
    private @Nullable Key keyWithoutGaps(Tx tx, Sequence.Queue queue, Side side, long offset) throws SQLException {
        OptionalLong first = outermost(tx, queue, Side.FRONT);
        OptionalLong last = outermost(tx, queue, Side.BACK);
        double expiry = context.call(tx, Sql.EARLIEST_EXPIRY)
                .list(row -> EntryRow.time(row, 1))
                .get(0);
        if (first.isEmpty() || last.isEmpty() || expiry < Double.POSITIVE_INFINITY) {
            return null;
        }
        long count = tallies.read(tx).rows();
        if (count != last.getAsLong() - first.getAsLong() + 1 || offset >= count) {
            return null;
        }
        return queue.key(side == Side.FRONT ? first.getAsLong() + offset : last.getAsLong() - offset);
    }

    /** The number of the least or greatest of all keys, if it is one of the queue. */
    private OptionalLong outermost(Tx tx, Sequence.Queue queue, Side side) throws SQLException {
        EntryRow row = context.call(tx, RowReader.byKey(side == Side.BACK, false))
                .setSpan(KeySpan.of(KeyRange.ALL))
                .set(Parameter.LIMIT, 1)
                .first(EntryRow::metadata);
        return row == null ? OptionalLong.empty() : queue.number(row.key());
    }

    void renumber(Sequence.Queue queue, Renumbering order, Wait wait) {
        context.database().write(wait, tx -> {
            tx.lock(context.collection());
            if (order instanceof Renumbering.Rotation rotation) {
                rotate(tx, queue, rotation.distance(), context.now());
            } else {
                // the rows move beside the queue, where none meets another one on its way
                move(tx, queue, Side.BACK, Side.BACK, Long.MAX_VALUE, Double.NEGATIVE_INFINITY);
            }
            return true;
        });
    }

    private void rotate(Tx tx, Sequence.Queue queue, long distance, double now) throws SQLException {
        long rows = tallies.read(tx).rows();
        boolean isShort = -rows / 2 <= distance && distance <= rows / 2;
        long left = isShort ? distance : shortest(distance, countLive(tx, queue, now));
        while (left != 0) {
            Side from = left > 0 ? Side.BACK : Side.FRONT;
            long moved = move(tx, queue, from, QueueRows.opposite(from), Math.abs(left), now);
            // a queue of fewer rows has come round, and is as it was
            left = moved < Math.abs(left) ? shortest(left, moved) : 0;
        }
    }

    /** The shortest rotation of so many rows that leads to the same order. */
    private static long shortest(long distance, long rows) {
        long forward = rows == 0 ? 0 : Math.floorMod(distance, rows);
        return forward > rows / 2 ? forward - rows : forward;
    }

    private long countLive(Tx tx, Sequence.Queue queue, double now) throws SQLException {
        long[] live = {0};
        queueRows.first(tx, queue, Side.FRONT, null, false, row -> {
            live[0] += row.isLiveAt(now) ? 1 : 0;
            return false;
        });
        return live[0];
    }

    /**
     * Gives rows of a queue, from one end on, numbers beside the queue, one after the other and away from it, until so
     * many live ones have got theirs; returns how many that were.
     */
    private long move(Tx tx, Sequence.Queue queue, Side from, Side to, long live, double now) throws SQLException {
        int step = to == Side.BACK ? 1 : -1;
        long number = queueRows.freeNumber(tx, queue, to);
        // else none may get a number before it is known that there are enough
        boolean hasRoom = QueueRows.isNumber(number + step * tallies.read(tx).rows());
        Call call = context.call(tx, Sql.SET_KEY);
        List<EntryRow> batch = new ArrayList<>();
        long[] counted = {0};
        EntryRow end = null;
        do {
            end = queueRows.first(tx, queue, from, end, false, row -> {
                batch.add(row);
                counted[0] += row.isLiveAt(now) ? 1 : 0;
                return counted[0] == live || (hasRoom && batch.size() == MOVED_AT_A_TIME);
            });
            for (EntryRow row : batch) {
                Key key = QueueRows.key(queue, to, number);
                call.set(Parameter.ID, row.id()).setKey(KeyCode.of(key)).add();
                context.touched(tx, row.key());
                number += step;
            }
            call.runAll();
            batch.clear();
        } while (end != null && counted[0] < live);
        return counted[0];
    }
}
