package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows in sequences: their ends and what lies behind them, and appending to queues and reordering them. */
public final class Queues {

    private static final String BEFORE_FIRST = "-000000000000000";
    private static final String AFTER_LAST = "-999999999999999";

    /** To such places it is not worth while to look for a shorter way. */
    private static final long NEAR = 16;

    private final Session session;
    private final SingleWrites writes;
    private final Lookup lookup;
    private final Pages pages;
    private final Counters counters;
    private final Purger purger;

    public Queues(Session session) {
        this.session = session;
        this.writes = new SingleWrites(session);
        this.lookup = new Lookup(session);
        this.pages = new Pages(session);
        this.counters = new Counters(session);
        this.purger = new Purger(session);
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
        requireNumber(queue, side, number);
        return queue.key(number);
    }

    private static void requireNumber(Sequence.Queue queue, Side side, long number) {
        if (number < 1 || number > Sequence.LAST_NUMBER) {
            throw new StoreFullException(
                    "The queue " + (queue.prefix() == null ? "without prefix" : "'" + queue.prefix() + "'")
                            + " has reached the end of its numbers at its " + (side == Side.BACK ? "back" : "front")
                            + ": they go from 1 to " + Sequence.LAST_NUMBER + "; take its rows out and start it anew");
        }
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
        return liveRow(sequence, side, 0, now, after, fetch);
    }

    /**
     * The row at one end that is live at {@code now} and comes after {@code offset} others; null if there are not so
     * many. It may take several statements, on one state of the store.
     */
    public @Nullable TableRow liveRow(Sequence sequence, Side side, long offset, double now, Fetch fetch)
            throws SQLException {
        Span span = offset > NEAR && sequence instanceof Sequence.Queue queue ? span(queue) : null;
        if (span == null) {
            return liveRow(sequence, side, offset, now, null, fetch);
        }
        if (offset >= span.rows) {
            return null;
        }
        if (span.hasNoGaps()) {
            return lookup.row(span.queue.key(side == Side.FRONT ? span.first + offset : span.last - offset), fetch);
        }
        long fromOtherEnd = span.rows - 1 - offset;
        return fromOtherEnd < offset
                ? liveRow(sequence, opposite(side), fromOtherEnd, now, null, fetch)
                : liveRow(sequence, side, offset, now, null, fetch);
    }

    /** The numbers of a queue whose rows are all live and all that the store has. */
    private record Span(Sequence.Queue queue, long first, long last, long rows) {

        long numbers() {
            return last - first + 1;
        }

        boolean hasNoGaps() {
            return numbers() == rows;
        }
    }

    /**
     * The numbers of a queue, or null if that does not say where its rows are: because there are rows that may have
     * expired, or others than those of the queue, or because the counter of rows is wrong.
     */
    private @Nullable Span span(Sequence.Queue queue) throws SQLException {
        OptionalLong first = number(queue, false);
        OptionalLong last = number(queue, true);
        if (first.isEmpty() || last.isEmpty() || purger.earliestExpiry() < Double.POSITIVE_INFINITY) {
            return null;
        }
        Span span = new Span(queue, first.getAsLong(), last.getAsLong(), counters.count());
        return span.rows <= span.numbers() ? span : null;
    }

    /** The number of the least or greatest of all keys, if it is one of the queue. */
    private OptionalLong number(Sequence.Queue queue, boolean greatest) throws SQLException {
        List<TableRow> rows = pages.page(PageRequest.first(PageRequest.Order.KEY, greatest, 1, Fetch.METADATA));
        return rows.isEmpty() || !rows.get(0).hasKey()
                ? OptionalLong.empty()
                : queue.number(rows.get(0).key());
    }

    private static Side opposite(Side side) {
        return side == Side.FRONT ? Side.BACK : Side.FRONT;
    }

    private @Nullable TableRow liveRow(
            Sequence sequence, Side side, long offset, double now, @Nullable TableRow after, Fetch fetch)
            throws SQLException {
        boolean withValue = Columns.withValue(fetch);
        PreparedStatement statement = sequence instanceof Sequence.Queue queue
                ? queueEnd(queue, side, offset, now, after, withValue)
                : insertionEnd(side, offset, now, after, withValue);
        return Columns.queryOne(statement, withValue);
    }

    private PreparedStatement insertionEnd(
            Side side, long offset, double now, @Nullable TableRow after, boolean withValue) throws SQLException {
        boolean front = side == Side.FRONT;
        PreparedStatement statement = session.prepared(front ? Sql.OLDEST : Sql.NEWEST, withValue);
        statement.setLong(1, after != null ? after.rowid() : front ? 0 : Long.MAX_VALUE);
        statement.setDouble(2, now);
        statement.setLong(3, offset);
        return statement;
    }

    private PreparedStatement queueEnd(
            Sequence.Queue queue, Side side, long offset, double now, @Nullable TableRow after, boolean withValue)
            throws SQLException {
        boolean front = side == Side.FRONT;
        Sql sql = queue.prefix() == null
                ? (front ? Sql.NUMBER_FRONT : Sql.NUMBER_BACK)
                : (front ? Sql.NAME_FRONT : Sql.NAME_BACK);
        PreparedStatement statement = session.prepared(sql, withValue);
        int next = bindRange(statement, 1, queue, after, front);
        statement.setDouble(next, now);
        statement.setLong(next + 1, offset);
        return statement;
    }

    /** Binds what tells the rows of a queue, and returns the index behind it. */
    private static int bindRange(
            PreparedStatement statement, int index, Sequence.Queue queue, @Nullable TableRow after, boolean front)
            throws SQLException {
        NativeScalars.set(statement, index, after != null && front ? after.keyScalar() : before(queue));
        NativeScalars.set(statement, index + 1, after != null && !front ? after.keyScalar() : behind(queue));
        return bindLength(statement, index + 2, queue);
    }

    private static int bindLength(PreparedStatement statement, int index, Sequence.Queue queue) throws SQLException {
        String prefix = queue.prefix();
        if (prefix == null) {
            return index;
        }
        statement.setInt(index, prefix.getBytes(StandardCharsets.UTF_8).length + BEFORE_FIRST.length());
        return index + 1;
    }

    /** What is less than the keys of a queue. */
    private static Scalar before(Sequence.Queue queue) {
        return queue.prefix() == null ? Scalar.of(0) : Scalar.of(queue.prefix() + BEFORE_FIRST);
    }

    /** What is greater than the keys of a queue. */
    private static Scalar behind(Sequence.Queue queue) {
        return queue.prefix() == null ? Scalar.of(Sequence.LAST_NUMBER + 1) : Scalar.of(queue.prefix() + AFTER_LAST);
    }

    /** The number of rows in a queue that are live at {@code now}. */
    long countLive(Sequence.Queue queue, double now) throws SQLException {
        PreparedStatement statement = session.prepared(queue.prefix() == null ? Sql.COUNT_NUMBERS : Sql.COUNT_NAMES);
        statement.setDouble(bindRange(statement, 1, queue, null, true), now);
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Reverses a queue, in the caller's transaction; returns whether anything has changed. Its rows move beside the
     * numbers that it had, towards the middle of all numbers: in one statement no two rows may have one key, not even
     * in passing.
     *
     * @throws StoreFullException if there are not enough numbers on that side; the caller rolls back
     */
    public boolean reverse(Sequence.Queue queue) throws SQLException {
        TableRow front = head(queue, Side.FRONT, Fetch.METADATA);
        TableRow back = head(queue, Side.BACK, Fetch.METADATA);
        if (front == null || back == null || front.rowid() == back.rowid()) {
            return false;
        }
        long first = number(queue, front);
        long last = number(queue, back);
        Side to = first + (last - first) / 2 > Sequence.FIRST_NUMBER ? Side.FRONT : Side.BACK;
        long nearest = free(queue, to);
        long sum = nearest + (to == Side.FRONT ? first : last);
        renumber(queue, to, sum, -1, first, last);
        return true;
    }

    /**
     * Moves so many live rows, one after the other, from the back of a queue to its front, or the other way round if
     * {@code distance} is negative, in the caller's transaction; returns whether anything has changed.
     *
     * @throws StoreFullException if there are not enough numbers on that side; the caller rolls back
     */
    public boolean rotate(Sequence.Queue queue, long distance, double now) throws SQLException {
        long most = counters.count() / 2;
        boolean isShort = -most <= distance && distance <= most;
        long moved = isShort ? distance : shortest(distance, countLive(queue, now));
        TableRow innermost = moved == 0 ? null : outer(queue, moved, now);
        if (innermost == null && isShort) {
            // rows that are in no queue, or have expired, have been counted
            moved = shortest(distance, countLive(queue, now));
            innermost = moved == 0 ? null : outer(queue, moved, now);
        }
        if (innermost == null) {
            return false;
        }
        Side from = moved > 0 ? Side.BACK : Side.FRONT;
        Side to = opposite(from);
        long inner = number(queue, innermost);
        TableRow end = head(queue, from, Fetch.METADATA);
        long outer = end == null ? inner : number(queue, end);
        renumber(queue, to, free(queue, to) - outer, 1, Math.min(inner, outer), Math.max(inner, outer));
        return true;
    }

    private @Nullable TableRow outer(Sequence.Queue queue, long moved, double now) throws SQLException {
        return liveRow(queue, moved > 0 ? Side.BACK : Side.FRONT, Math.abs(moved) - 1, now, Fetch.METADATA);
    }

    /** The shortest rotation of so many rows that leads to the same order. */
    private static long shortest(long distance, long rows) {
        long forward = rows == 0 ? 0 : Math.floorMod(distance, rows);
        return forward > rows / 2 ? forward - rows : forward;
    }

    private static long number(Sequence.Queue queue, TableRow row) {
        return queue.number(row.key()).orElseThrow();
    }

    /** The number nearest to a queue, on one side, behind which no row has a key. */
    private long free(Sequence.Queue queue, Side side) throws SQLException {
        boolean front = side == Side.FRONT;
        if (queue.prefix() == null) {
            PreparedStatement statement = session.prepared(front ? Sql.LEAST_NUMBER : Sql.GREATEST_NUMBER);
            bindRange(statement, 1, queue, null, front);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    double edge = row.getDouble(1);
                    return front ? (long) Math.ceil(edge) - 1 : (long) Math.floor(edge) + 1;
                }
            }
        }
        TableRow end = head(queue, side, Fetch.METADATA);
        return end == null ? Sequence.FIRST_NUMBER : number(queue, end) + (front ? -1 : 1);
    }

    /** Gives the rows with numbers from {@code first} to {@code last} the numbers {@code base + sign * number}. */
    private void renumber(Sequence.Queue queue, Side to, long base, int sign, long first, long last)
            throws SQLException {
        requireNumber(queue, to, base + sign * first);
        requireNumber(queue, to, base + sign * last);
        String prefix = queue.prefix();
        PreparedStatement statement = session.prepared(prefix == null ? Sql.RENUMBER_NUMBERS : Sql.RENUMBER_NAMES);
        int next = 1;
        if (prefix != null) {
            statement.setString(next++, prefix + "-");
        }
        statement.setLong(next++, base);
        statement.setLong(next++, sign);
        NativeScalars.set(statement, next++, neighbour(queue, first - 1));
        NativeScalars.set(statement, next++, neighbour(queue, last + 1));
        bindLength(statement, next, queue);
        statement.executeUpdate();
    }

    /** A key beside one of the queue, which may be just outside of its numbers. */
    private static Scalar neighbour(Sequence.Queue queue, long number) {
        if (number < 1) {
            return before(queue);
        }
        return number > Sequence.LAST_NUMBER ? behind(queue) : queue.key(number).scalar();
    }
}
