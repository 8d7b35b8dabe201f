package dev.larder.storage.tables;

import dev.larder.storage.Key;
import dev.larder.storage.KeyRange;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of a sequence, from one of its ends on. */
final class QueueRows {

    /** Rows that are read at a time once the first one was not the one that was looked for. */
    private static final int PAGE = 200;

    private final StoreContext context;
    private final Rows rows;

    QueueRows(StoreContext context, Rows rows) {
        this.context = context;
        this.rows = rows;
    }

    static Side opposite(Side side) {
        return side == Side.FRONT ? Side.BACK : Side.FRONT;
    }

    /** The keys among which those of the queue are. */
    static KeyRange range(Sequence.Queue queue) {
        return new KeyRange(
                new KeyRange.Bound(queue.key(1), true), new KeyRange.Bound(queue.key(Sequence.LAST_NUMBER), true));
    }

    /**
     * The first row from one end on that fulfils a condition, or null.
     *
     * @param after a row to begin behind, or null to begin at the end
     */
    @Nullable
    EntryRow first(
            Tx tx,
            Sequence sequence,
            Side side,
            @Nullable EntryRow after,
            boolean withValue,
            Predicate<EntryRow> condition)
            throws SQLException {
        EntryRow last = after;
        for (int limit = 1; ; limit = PAGE) {
            List<EntryRow> page = page(tx, sequence, side, last, limit, withValue);
            for (EntryRow row : page) {
                if (isIn(sequence, row) && condition.test(row)) {
                    return row;
                }
            }
            if (page.size() < limit) {
                return null;
            }
            last = page.get(page.size() - 1);
        }
    }

    private static boolean isIn(Sequence sequence, EntryRow row) {
        return !(sequence instanceof Sequence.Queue queue)
                || queue.number(row.key()).isPresent();
    }

    /** Some rows from one end on, among which may be some that only look like those of the queue. */
    private List<EntryRow> page(
            Tx tx, Sequence sequence, Side side, @Nullable EntryRow after, int limit, boolean withValue)
            throws SQLException {
        boolean backward = side == Side.BACK;
        Call call;
        if (sequence instanceof Sequence.Queue queue) {
            KeyRange range = range(queue);
            if (after != null) {
                range = backward ? range.before(after.key()) : range.after(after.key());
            }
            call = context.call(tx, RowReader.byKey(backward, withValue)).setSpan(KeySpan.of(range));
        } else {
            call = context.call(tx, RowReader.byPlace(backward, withValue))
                    .setSpan(KeySpan.of(KeyRange.ALL))
                    .set(Parameter.AFTER, after == null || backward ? Long.MIN_VALUE : after.place())
                    .set(Parameter.UP_TO, after == null || !backward ? Long.MAX_VALUE : after.place() - 1);
        }
        return call.set(Parameter.LIMIT, limit).list(EntryRow.reader(withValue));
    }

    /** The row at one end, which nobody else changes until the transaction ends; null if there is none. */
    @Nullable
    EntryRow head(Tx tx, Sequence sequence, Side side, boolean withValue) throws SQLException {
        if (tx.dialect().hasOneWriter()) {
            return first(tx, sequence, side, null, withValue, any -> true);
        }
        while (true) {
            EntryRow seen = first(tx, sequence, side, null, false, any -> true);
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

    /** The number beside the outermost row on one side, on which a new row may follow. */
    long nextNumber(Tx tx, Sequence.Queue queue, Side side) throws SQLException {
        EntryRow end = first(tx, queue, side, null, false, any -> true);
        int step = side == Side.BACK ? 1 : -1;
        return end == null ? Sequence.FIRST_NUMBER : number(queue, end) + step;
    }

    /** As {@link #nextNumber}, behind whatever else has a key that is as good as a number of the queue. */
    long freeNumber(Tx tx, Sequence.Queue queue, Side side) throws SQLException {
        if (queue.prefix() != null) {
            return nextNumber(tx, queue, side);
        }
        List<EntryRow> end = page(tx, queue, side, null, 1, false);
        if (end.isEmpty()) {
            return Sequence.FIRST_NUMBER;
        }
        double edge = asNumber(end.get(0).key());
        return side == Side.FRONT ? (long) Math.ceil(edge) - 1 : (long) Math.floor(edge) + 1;
    }

    private static double asNumber(Key key) {
        return key.scalar() instanceof Scalar.Int64 number ? number.value() : ((Scalar.Float64) key.scalar()).value();
    }

    static long number(Sequence.Queue queue, EntryRow row) {
        OptionalLong number = queue.number(row.key());
        return number.orElseThrow();
    }

    /** Whether a row of a queue can have this number. */
    static boolean isNumber(long number) {
        return number >= 1 && number <= Sequence.LAST_NUMBER;
    }

    static Key key(Sequence.Queue queue, Side side, long number) {
        if (!isNumber(number)) {
            throw new StoreFullException(
                    "The queue " + (queue.prefix() == null ? "without prefix" : "'" + queue.prefix() + "'")
                            + " has reached the end of its numbers at its " + (side == Side.BACK ? "back" : "front")
                            + ": they go from 1 to " + Sequence.LAST_NUMBER + "; take its rows out and start it anew");
        }
        return queue.key(number);
    }
}
