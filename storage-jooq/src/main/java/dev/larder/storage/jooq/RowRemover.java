package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes single rows. What needs more than one statement expects a transaction around it. */
public final class RowRemover {

    private final Session session;
    private final Lookup lookup;
    private final SingleWrites writes;
    private final Conditions conditions;

    /** @param files for conditions on values that lie in files */
    public RowRemover(Session session, FileComparison files) {
        this.session = session;
        this.lookup = new Lookup(session);
        this.writes = new SingleWrites(session);
        this.conditions = new Conditions(files);
    }

    /**
     * Removes the row under {@code key}, live at {@code now}, if the condition holds, and returns it; else null. Its
     * file is garbage.
     */
    public @Nullable TableRow remove(Key key, Condition condition, double now, Fetch fetch) throws SQLException {
        if (condition == Condition.Plain.ALWAYS || condition == Condition.Plain.IF_PRESENT) {
            return removeLive(key, now, Columns.withValue(fetch));
        }
        TableRow row = lookup.row(key, fetch == Fetch.METADATA ? Conditions.need(condition) : fetch);
        if (row == null || !row.isLiveAt(now) || !conditions.hold(condition, row)) {
            return null;
        }
        writes.delete(row.rowid());
        return row;
    }

    /**
     * Removes the rows under {@code keys} that are live at {@code now} and returns them without values. Their files are
     * garbage.
     */
    public List<TableRow> removeAll(Collection<Key> keys, double now) throws SQLException {
        List<TableRow> removed = new ArrayList<>(keys.size());
        for (Key key : keys) {
            TableRow row = removeLive(key, now, false);
            if (row != null) {
                removed.add(row);
            }
        }
        return removed;
    }

    private @Nullable TableRow removeLive(Key key, double now, boolean withValue) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.REMOVE_LIVE, withValue);
        Columns.setKey(statement, 1, key);
        statement.setDouble(3, now);
        // read to the end: there SQLite tells whether the removal could be committed
        List<TableRow> removed = Columns.queryAll(statement, withValue);
        return removed.isEmpty() ? null : removed.get(0);
    }

    /** Removes the row at this place, live or not; returns whether there was one. */
    public boolean delete(long rowid) throws SQLException {
        return writes.delete(rowid);
    }
}
