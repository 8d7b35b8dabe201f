package dev.larder.storage.jooq;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/** Carries whole rows from store to store. */
public final class RowCopies {

    private final Session session;

    public RowCopies(Session session) {
        this.session = session;
    }

    /** Takes rows, one at a time. */
    @FunctionalInterface
    public interface Receiver {
        void take(StoredRow row) throws SQLException;
    }

    /**
     * Hands over every row in insertion order, those too that are never listed. It reads while the receiver works, so
     * only one row is in memory, and the receiver must not use this session.
     */
    public void read(Receiver receiver) throws SQLException {
        try (ResultSet row = session.prepared(Sql.EVERY_ROW).executeQuery()) {
            while (row.next()) {
                receiver.take(StoredRow.read(row));
            }
        }
    }

    /**
     * Inserts the row behind all others, with every column as it is, in the caller's transaction. Where its key is
     * taken, the row stays that was stored last, and of two stored at the same time the one that is there.
     *
     * @return whether the row was stored, with the row that had its key before; that one is gone if it was
     */
    public Written insert(StoredRow row) throws SQLException {
        if (tryInsert(row)) {
            return Written.WITHOUT_LOOKING;
        }
        PreparedStatement find = session.prepared(Sql.FIND);
        row.bindKey(find);
        TableRow present = Objects.requireNonNull(Columns.queryOne(find, false), "the row that has the key");
        if (row.storeTime() <= present.storeTime()) {
            return new Written(false, present);
        }
        new SingleWrites(session).delete(present.rowid());
        tryInsert(row);
        return new Written(true, present);
    }

    private boolean tryInsert(StoredRow row) throws SQLException {
        PreparedStatement insert = session.prepared(Sql.INSERT_COPY);
        row.bind(insert);
        return insert.executeUpdate() == 1;
    }
}
