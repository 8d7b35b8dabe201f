package dev.larder.storage.jooq;

import dev.larder.storage.Key;
import dev.larder.storage.jooq.binding.NativeScalars;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The statements that write or delete one whole row, which the operations share. */
final class SingleWrites {

    private final Session session;

    SingleWrites(Session session) {
        this.session = session;
    }

    /** Writes a value that lies in its row, unless the row that is there has a file; returns whether it did. */
    boolean upsertInline(Key key, NewRow row) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.UPSERT_INLINE);
        Columns.setKey(statement, 1, key);
        statement.setDouble(3, row.storeTime());
        Columns.setExpireTime(statement, 4, row.expireTime());
        statement.setDouble(5, row.storeTime());
        NativeScalars.set(statement, 6, row.tag());
        statement.setInt(7, row.mode());
        NativeScalars.set(statement, 8, row.value());
        return statement.executeUpdate() == 1;
    }

    /** Inserts unless there is a row, live or not; returns whether it did. */
    boolean insertIfAbsent(Key key, NewRow row) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.INSERT_IF_ABSENT);
        Columns.setKey(statement, 1, key);
        bind(statement, 3, row);
        return statement.executeUpdate() == 1;
    }

    /** Writes over a row, but for its key. */
    void replace(TableRow before, NewRow row) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.REPLACE);
        bind(statement, 1, row);
        statement.setDouble(1, before.nextStoreTime(row.storeTime()));
        statement.setLong(9, before.rowid());
        statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, int index, NewRow row) throws SQLException {
        statement.setDouble(index, row.storeTime());
        Columns.setExpireTime(statement, index + 1, row.expireTime());
        statement.setDouble(index + 2, row.storeTime());
        NativeScalars.set(statement, index + 3, row.tag());
        statement.setLong(index + 4, row.size());
        statement.setInt(index + 5, row.mode());
        statement.setString(index + 6, row.filename());
        NativeScalars.set(statement, index + 7, row.value());
    }

    /** Deletes the row at this place; returns whether there was one. */
    boolean delete(long rowid) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.DELETE);
        statement.setLong(1, rowid);
        return statement.executeUpdate() == 1;
    }
}
