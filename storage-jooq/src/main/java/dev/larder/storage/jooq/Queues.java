package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in sequences: their ends, and appending to queues. */
public final class Queues {

    private static final String BEFORE_FIRST = "-000000000000000";
    private static final String AFTER_LAST = "-999999999999999";

    private final Session session;
    private final SingleWrites writes;

    public Queues(Session session) {
        this.session = session;
        this.writes = new SingleWrites(session);
    }

    /**
     * Adds rows at one end of a queue, the first one first, in the caller's transaction.
     *
     * @return their keys
     * @throws StoreFullException if the queue's numbers have reached their end on that side; the caller rolls back
     */
    public List<Key> append(Sequence.Queue queue, Side side, List<NewRow> rows) throws SQLException {
        int step = side == Side.BACK ? 1 : -1;
        TableRow end = head(queue, side, Fetch.METADATA);
        long number =
                end == null ? Sequence.FIRST_NUMBER : queue.number(end.key()).orElseThrow() + step;
        List<Key> keys = new ArrayList<>(rows.size());
        for (NewRow row : rows) {
            // a number may be taken by a floating-point key of the same value, which is not in the queue
            while (!writes.insertIfAbsent(key(queue, side, number), row)) {
                number += step;
            }
            keys.add(queue.key(number));
            number += step;
        }
        return keys;
    }

    private static Key key(Sequence.Queue queue, Side side, long number) {
        if (number < 1 || number > Sequence.LAST_NUMBER) {
            throw new StoreFullException(
                    "The queue " + (queue.prefix() == null ? "without prefix" : "'" + queue.prefix() + "'")
                            + " has reached the end of its numbers at its " + (side == Side.BACK ? "back" : "front")
                            + ": they go from 1 to " + Sequence.LAST_NUMBER + "; take its rows out and start it anew");
        }
        return queue.key(number);
    }

    /** The first row at one end, live or not; null if the sequence is empty. To take it, delete it by its place. */
    public @Nullable TableRow head(Sequence sequence, Side side, Fetch fetch) throws SQLException {
        return liveHead(sequence, side, Double.NEGATIVE_INFINITY, null, fetch);
    }

    /**
     * The first row at one end that is live at {@code now}; null if there is none.
     *
     * @param after a row of the sequence to begin behind, or null to begin at its end
     */
    public @Nullable TableRow liveHead(Sequence sequence, Side side, double now, @Nullable TableRow after, Fetch fetch)
            throws SQLException {
        boolean withValue = Columns.withValue(fetch);
        PreparedStatement statement = sequence instanceof Sequence.Queue queue
                ? queueEnd(queue, side, now, after, withValue)
                : insertionEnd(side, now, after, withValue);
        return Columns.queryOne(statement, withValue);
    }

    private PreparedStatement insertionEnd(Side side, double now, @Nullable TableRow after, boolean withValue)
            throws SQLException {
        boolean front = side == Side.FRONT;
        PreparedStatement statement = session.prepared(front ? Sql.OLDEST : Sql.NEWEST, withValue);
        statement.setLong(1, after != null ? after.rowid() : front ? 0 : Long.MAX_VALUE);
        statement.setDouble(2, now);
        return statement;
    }

    private PreparedStatement queueEnd(
            Sequence.Queue queue, Side side, double now, @Nullable TableRow after, boolean withValue)
            throws SQLException {
        boolean front = side == Side.FRONT;
        String prefix = queue.prefix();
        Scalar least = prefix == null ? Scalar.of(0) : Scalar.of(prefix + BEFORE_FIRST);
        Scalar greatest = prefix == null ? Scalar.of(Sequence.LAST_NUMBER + 1) : Scalar.of(prefix + AFTER_LAST);
        Sql sql = prefix == null
                ? (front ? Sql.NUMBER_FRONT : Sql.NUMBER_BACK)
                : (front ? Sql.NAME_FRONT : Sql.NAME_BACK);
        PreparedStatement statement = session.prepared(sql, withValue);
        NativeScalars.set(statement, 1, after != null && front ? after.keyScalar() : least);
        NativeScalars.set(statement, 2, after != null && !front ? after.keyScalar() : greatest);
        if (prefix == null) {
            statement.setDouble(3, now);
        } else {
            statement.setInt(3, prefix.getBytes(StandardCharsets.UTF_8).length + BEFORE_FIRST.length());
            statement.setDouble(4, now);
        }
        return statement;
    }
}
