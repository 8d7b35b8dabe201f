package dev.larder.storage.tables;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Renumbering;
import dev.larder.storage.Row;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Wait;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Looks at rows in sequences, and puts queues into another order; who does that comes after who appends or takes. */
final class Sequences {

    /** Rows that get other numbers in one go. */
    private static final int MOVED_AT_A_TIME = 1_000;

    /** Offsets from here on are worth a look whether the numbers tell where the row is. */
    private static final long NEAR = 64;

    private final StoreContext context;
    private final Rows rows;
    private final QueueRows queueRows;
    private final Tallies tallies;

    Sequences(StoreContext context, Rows rows, QueueRows queueRows, Tallies tallies) {
        this.context = context;
        this.rows = rows;
        this.queueRows = queueRows;
        this.tallies = tallies;
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
