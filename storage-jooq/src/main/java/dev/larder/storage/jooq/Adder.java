package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
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
        Sums.requireNumbers(delta, initial);
        TableRow row = lookup.row(key, Fetch.VALUE);
        if (row != null && row.isLiveAt(now)) {
            Scalar sum = Sums.of(key, row.mode() == Mode.RAW ? row.value() : null, delta);
            set(row, sum, policy, now);
            return new Added(sum, false, null);
        }
        if (initial == null) {
            return null;
        }
        Scalar sum = Sums.of(key, initial, delta);
        NewRow started = NewRow.inline(Mode.RAW, sum, now, Double.POSITIVE_INFINITY, null);
        if (row == null) {
            writes.insertIfAbsent(key, started);
        } else {
            writes.replace(row, started);
        }
        return new Added(sum, true, row);
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
