package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds rows by key. Expiry is not looked at: {@link TableRow#isLiveAt} judges it. */
public final class Lookup {

    private final Session session;

    public Lookup(Session session) {
        this.session = session;
    }

    /** The value under {@code key}, or null if there is no row. */
    public @Nullable ValueRow value(Key key) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.FIND_VALUE);
        Columns.setKey(statement, 1, key);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? valueRow(row) : null;
        }
    }

    /** Reads what {@link FindDefinitions#value} selects. */
    private static ValueRow valueRow(ResultSet row) throws SQLException {
        long rowid = row.getLong(1);
        double expireTime = Columns.expireTime(row, 2);
        int mode = row.getInt(3);
        if (mode >= 0) {
            return new ValueRow(rowid, mode, null, Columns.value(row, 4, mode), expireTime, 0);
        }
        String file = row.getString(4);
        int slash = file.lastIndexOf('/');
        long size = Long.parseLong(file, slash + 1, file.length(), 10);
        return new ValueRow(rowid, ~mode, file.substring(0, slash), null, expireTime, size);
    }

    /** The row under {@code key}, with its value unless only metadata is asked for; null if there is none. */
    public @Nullable TableRow row(Key key, Fetch fetch) throws SQLException {
        boolean withValue = Columns.withValue(fetch);
        PreparedStatement statement = session.prepared(Sql.FIND, withValue);
        Columns.setKey(statement, 1, key);
        return Columns.queryOne(statement, withValue);
    }

    /**
     * The rows under {@code keys}, each once, in no particular order. Many keys take several statements: to see one
     * state of the store, call it in a transaction.
     */
    public List<TableRow> rows(Collection<Key> keys, Fetch fetch) throws SQLException {
        List<Key> pickled = new ArrayList<>();
        List<Key> plain = new ArrayList<>(keys.size());
        for (Key key : keys) {
            (key.pickled() ? pickled : plain).add(key);
        }
        boolean withValue = Columns.withValue(fetch);
        Map<Long, TableRow> found = new HashMap<>();
        collect(plain, withValue, found);
        collect(pickled, withValue, found);
        return List.copyOf(found.values());
    }

    /** Finds keys of one kind, so many at a time. */
    private void collect(List<Key> keys, boolean withValue, Map<Long, TableRow> found) throws SQLException {
        for (int from = 0; from < keys.size(); from += Sql.MANY) {
            PreparedStatement statement = session.prepared(Sql.FIND_MANY, withValue);
            for (int i = 0; i < Sql.MANY; i++) {
                // the last batch is filled up with its last key
                Key key = keys.get(Math.min(from + i, keys.size() - 1));
                NativeScalars.set(statement, i + 1, key.scalar());
            }
            statement.setInt(Sql.MANY + 1, keys.get(from).pickled() ? 0 : 1);
            for (TableRow row : Columns.queryAll(statement, withValue)) {
                found.put(row.rowid(), row);
            }
        }
    }
}
