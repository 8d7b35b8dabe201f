package dev.larder.storage.jooq;

import java.sql.SQLException;

/** Records that rows were read. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Accesses {

    private final Session session;

    public Accesses(Session session) {
        this.session = session;
    }

    /** Raises the access time of the row at this place; it never falls. */
    public void raiseTime(long rowid, double time) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Adds to the access count of the row at this place, unless it was written anew after {@code time}. */
    public void addCount(long rowid, long times, double time) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
