package dev.larder.storage.jooq;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Records that rows were read. A record reaches only the row that was read: not one that was written at its place
 * later.
 */
public final class Accesses {

    private final Session session;

    public Accesses(Session session) {
        this.session = session;
    }

    /** Raises the access time of the row at this place; it never falls. */
    public void raiseTime(long rowid, double time) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.RAISE_ACCESS_TIME);
        statement.setDouble(1, time);
        statement.setLong(2, rowid);
        statement.setDouble(3, time);
        statement.executeUpdate();
    }

    /**
     * Adds to the access count of the row at this place.
     *
     * @param time when it was read last
     */
    public void addCount(long rowid, long times, double time) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.ADD_ACCESS_COUNT);
        statement.setLong(1, times);
        statement.setLong(2, rowid);
        statement.setDouble(3, time);
        statement.executeUpdate();
    }
}
