package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Scalar.Float64;
import dev.larder.storage.Scalar.Int64;
import dev.larder.storage.SerializationException;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Adds to numbers in place. Expects a transaction around it. */
public final class Adder {

    private final Session session;
    private final Lookup lookup;
    private final SingleWrites writes;

    public Adder(Session session) {
        this.session = session;
        this.lookup = new Lookup(session);
        this.writes = new SingleWrites(session);
    }

    /**
     * Adds {@code delta} to the number under {@code key}, or to {@code initial} when there is no live row; expiry, tag
     * and place of a live row stay, and the addition counts as an access under {@code policy}.
     *
     * @param delta a number; integers can be added to integers only
     * @param initial a number of the type of {@code delta}, or null
     * @return null if there is no live row and no initial value
     * @throws IllegalArgumentException if {@code delta} is not a number, or {@code initial} not one of its type
     * @throws ArithmeticException if integers add up to more than 64 bits, or floating numbers to {@code NaN}; nothing
     *     changes
     * @throws SerializationException if the live value is not a number, or is floating and {@code delta} is not;
     *     nothing changes
     */
    public @Nullable Added add(Key key, Scalar delta, @Nullable Scalar initial, EvictionPolicy policy, double now)
            throws SQLException {
        requireNumbers(delta, initial);
        TableRow row = lookup.row(key, Fetch.VALUE);
        if (row != null && row.isLiveAt(now)) {
            Scalar sum = sum(key, row.mode() == Mode.RAW ? row.value() : null, delta);
            set(row, sum, policy, now);
            return new Added(sum, false, null);
        }
        if (initial == null) {
            return null;
        }
        Scalar sum = sum(key, initial, delta);
        NewRow started = NewRow.inline(Mode.RAW, sum, now, Double.POSITIVE_INFINITY, null);
        if (row == null) {
            writes.insertIfAbsent(key, started);
        } else {
            writes.replace(row, started);
        }
        return new Added(sum, true, row);
    }

    private static void requireNumbers(Scalar delta, @Nullable Scalar initial) {
        if (!(delta instanceof Int64 || delta instanceof Float64)) {
            throw new IllegalArgumentException("Only a number can be added, not " + delta);
        }
        if (initial != null && initial.getClass() != delta.getClass()) {
            throw new IllegalArgumentException(
                    "The number to start from, " + initial + ", must be of the same type as the one to add, " + delta);
        }
    }

    private static Scalar sum(Key key, @Nullable Scalar number, Scalar delta) {
        if (delta instanceof Int64 b) {
            if (number instanceof Int64 a) {
                return sum(key, a.value(), b.value());
            }
            throw isNot("an integer", key, number);
        }
        double floating = ((Float64) delta).value();
        if (number instanceof Int64 a) {
            return sum(key, (double) a.value(), floating);
        }
        if (number instanceof Float64 a) {
            return sum(key, a.value(), floating);
        }
        throw isNot("a number", key, number);
    }

    private static SerializationException isNot(String kind, Key key, @Nullable Scalar value) {
        return new SerializationException("The value under " + key + " is not " + kind + " but "
                + (value == null ? "of another kind or in a file" : value) + ", and cannot be added to; set it anew");
    }

    private static Int64 sum(Key key, long number, long delta) {
        try {
            return new Int64(Math.addExact(number, delta));
        } catch (ArithmeticException e) {
            throw tooFar(key, number, delta, "passes 64 bits");
        }
    }

    private static Float64 sum(Key key, double number, double delta) {
        double sum = number + delta;
        if (Double.isNaN(sum)) {
            throw tooFar(key, number, delta, "gives no number");
        }
        return new Float64(sum);
    }

    private static ArithmeticException tooFar(Key key, Number number, Number delta, String problem) {
        return new ArithmeticException(
                "Adding " + delta + " to " + number + " under " + key + " " + problem + "; nothing was changed");
    }

    private void set(TableRow row, Scalar sum, EvictionPolicy policy, double now) throws SQLException {
        PreparedStatement statement = session.prepared(
                switch (policy) {
                    case NONE, LEAST_RECENTLY_STORED -> Sql.SET_NUMBER;
                    case LEAST_RECENTLY_USED -> Sql.SET_NUMBER_AND_ACCESS_TIME;
                    case LEAST_FREQUENTLY_USED -> Sql.SET_NUMBER_AND_ACCESS_COUNT;
                });
        statement.setDouble(1, row.nextStoreTime(now));
        NativeScalars.set(statement, 2, sum);
        if (policy == EvictionPolicy.LEAST_RECENTLY_USED) {
            statement.setDouble(3, now);
            statement.setLong(4, row.rowid());
        } else {
            statement.setLong(3, row.rowid());
        }
        statement.executeUpdate();
    }
}
