package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Placing;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes rows. What needs more than one statement expects a transaction around it. */
public final class RowWriter {

    private final Session session;
    private final Lookup lookup;
    private final SingleWrites writes;
    private final Conditions conditions;
    private final Positions positions;

    /** @param files for conditions on values that lie in files */
    public RowWriter(Session session, FileComparison files) {
        this.session = session;
        this.lookup = new Lookup(session);
        this.writes = new SingleWrites(session);
        this.conditions = new Conditions(files);
        this.positions = new Positions(session);
    }

    /**
     * Writes {@code row} under {@code key} if the condition holds at {@link NewRow#storeTime()}. A replaced row keeps
     * its place and the spelling of its key. Without a condition and without a wish for the row before, a value that
     * lies in its row is written by one statement, unless the row before has a file. A row that is absent, if only that
     * is the condition, takes one statement as well.
     *
     * @param previous how much of the row before to return, or null for nothing; if it has a file that becomes garbage,
     *     it is returned in any case
     */
    public Written store(Key key, NewRow row, Condition condition, @Nullable Fetch previous) throws SQLException {
        if (condition == Condition.Plain.ALWAYS
                && previous == null
                && row.filename() == null
                && writes.upsertInline(key, row)) {
            return Written.WITHOUT_LOOKING;
        }
        if (condition == Condition.Plain.IF_ABSENT && writes.insertIfAbsent(key, row)) {
            return Written.WITHOUT_LOOKING;
        }
        TableRow before = lookup.row(key, more(Conditions.need(condition), previous));
        TableRow live = before != null && before.isLiveAt(row.storeTime()) ? before : null;
        if (!conditions.hold(condition, live)) {
            return new Written(false, before);
        }
        if (before == null) {
            writes.insertIfAbsent(key, row);
        } else {
            writes.replace(before, row);
        }
        return new Written(true, before);
    }

    /** As {@link #store(Key, NewRow, Condition, Fetch)}, and gives a row that was written its place. */
    public Written store(Key key, NewRow row, Condition condition, Placing placing, @Nullable Fetch previous)
            throws SQLException {
        if (placing == Placing.KEEP) {
            return store(key, row, condition, previous);
        }
        Written written = store(key, row, condition, previous == null ? Fetch.METADATA : previous);
        if (written.stored()) {
            positions.move(written.previous() != null ? written.previous().rowid() : positionOf(key), placing);
        }
        return written;
    }

    private long positionOf(Key key) throws SQLException {
        return Objects.requireNonNull(lookup.row(key, Fetch.METADATA), "the row just written")
                .rowid();
    }

    private static Fetch more(Fetch needed, @Nullable Fetch asked) {
        return asked == null || asked == Fetch.METADATA ? needed : asked;
    }

    /**
     * Writes {@code row}, whose value lies in the row itself, under {@code key} in one statement, which needs no
     * transaction around it.
     *
     * @return false if nothing was done because the row before has a file: then {@link #store} is to be used
     */
    public boolean storeInline(Key key, NewRow row) throws SQLException {
        return writes.upsertInline(key, row);
    }

    /**
     * Gives the row under {@code key}, live at {@code now}, another expiry if the condition holds; returns whether it
     * did.
     */
    public boolean touch(Key key, double expireTime, Condition condition, double now) throws SQLException {
        if (condition == Condition.Plain.ALWAYS || condition == Condition.Plain.IF_PRESENT) {
            PreparedStatement statement = session.prepared(Sql.TOUCH_LIVE);
            Columns.setExpireTime(statement, 1, expireTime);
            Columns.setKey(statement, 2, key);
            statement.setDouble(4, now);
            return statement.executeUpdate() == 1;
        }
        TableRow row = lookup.row(key, Conditions.need(condition));
        if (row == null || !row.isLiveAt(now) || !conditions.hold(condition, row)) {
            return false;
        }
        PreparedStatement statement = session.prepared(Sql.TOUCH);
        Columns.setExpireTime(statement, 1, expireTime);
        statement.setLong(2, row.rowid());
        return statement.executeUpdate() == 1;
    }

    /** Stores the length that the value file of a row really has. */
    public void correctSize(long rowid, long size) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.CORRECT_SIZE);
        statement.setLong(1, size);
        statement.setLong(2, rowid);
        statement.executeUpdate();
    }
}
