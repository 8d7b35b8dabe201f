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
        PreparedStatement statement = insert(Sql.UPSERT_INLINE, Sql.UPSERT_INLINE_BEHIND_ROOM);
        int next = bind(statement, key);
        statement.setDouble(next, row.storeTime());
        Columns.setExpireTime(statement, next + 1, row.expireTime());
        statement.setDouble(next + 2, row.storeTime());
        NativeScalars.set(statement, next + 3, row.tag());
        statement.setInt(next + 4, row.mode());
        NativeScalars.set(statement, next + 5, row.value());
        return statement.executeUpdate() == 1;
    }

    /** Inserts unless there is a row, live or not; returns whether it did. */
    boolean insertIfAbsent(Key key, NewRow row) throws SQLException {
        PreparedStatement statement = insert(Sql.INSERT_IF_ABSENT, Sql.INSERT_IF_ABSENT_BEHIND_ROOM);
        bind(statement, bind(statement, key), row);
        return statement.executeUpdate() == 1;
    }

    private PreparedStatement insert(Sql plain, Sql behindRoom) throws SQLException {
        return session.prepared(session.firstPosition() == 1 ? plain : behindRoom);
    }

    /** Binds where insertion order begins, if it is not said by the statement, and the key; returns the next index. */
    private int bind(PreparedStatement statement, Key key) throws SQLException {
        int next = 1;
        if (session.firstPosition() != 1) {
            statement.setLong(next++, session.firstPosition());
        }
        Columns.setKey(statement, next, key);
        return next + 2;
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
