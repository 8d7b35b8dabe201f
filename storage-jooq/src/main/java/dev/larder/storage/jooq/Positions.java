package dev.larder.storage.jooq;

import dev.larder.storage.Placing;
import dev.larder.storage.StoreFullException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Gives rows other places in insertion order. Places below 1 are never given, because rows there are not listed.
 * Expects a transaction around it.
 */
final class Positions {

    /** How many rows can be put first after room was made; doubled store by store it does not pass 63 bits soon. */
    private static final long ROOM = 1L << 32;

    private final Session session;

    Positions(Session session) {
        this.session = session;
    }

    /**
     * Moves the row at {@code rowid}.
     *
     * @throws StoreFullException if there is no place on that side; the caller rolls back
     */
    void move(long rowid, Placing placing) throws SQLException {
        switch (placing) {
            case KEEP -> {}
            case FIRST -> moveFirst(rowid);
            case LAST -> moveLast(rowid);
        }
    }

    private void moveFirst(long rowid) throws SQLException {
        long first = position(Sql.FIRST_POSITION);
        if (rowid == first) {
            return;
        }
        long room = first == 1 ? makeRoom() : 0;
        move(rowid + room, first + room - 1);
    }

    private void moveLast(long rowid) throws SQLException {
        long last = position(Sql.LAST_POSITION);
        if (rowid != last) {
            requirePlaceBehind(last, 1);
            move(rowid, last + 1);
        }
    }

    /** Moves all rows so far that none meets another one on its way; returns how far. */
    private long makeRoom() throws SQLException {
        long last = position(Sql.LAST_POSITION);
        long room = Math.max(ROOM, last);
        requirePlaceBehind(last, room);
        PreparedStatement statement = session.prepared(Sql.MOVE_ALL);
        statement.setLong(1, room);
        statement.executeUpdate();
        return room;
    }

    private static void requirePlaceBehind(long last, long places) {
        if (last > Long.MAX_VALUE - places) {
            throw new StoreFullException("Insertion order has reached its end: the last row is at place " + last
                    + "; copy the rows into a new store");
        }
    }

    private long position(Sql sql) throws SQLException {
        try (ResultSet row = session.prepared(sql).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void move(long rowid, long to) throws SQLException {
        PreparedStatement statement = session.prepared(Sql.MOVE);
        statement.setLong(1, to);
        statement.setLong(2, rowid);
        statement.executeUpdate();
    }
}
