package dev.larder.storage.jooq;

import java.sql.SQLException;

/** What the store counts: the counters that triggers keep, hits and misses, and how much room the database takes. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Counters {

    private final Session session;

    public Counters(Session session) {
        this.session = session;
    }

    /**
     * The counters as stored.
     *
     * @param count rows
     * @param size bytes of value files
     * @param hits reads that found a row
     * @param misses reads that did not
     */
    public record Values(long count, long size, long hits, long misses) {}

    /**
     * How much room the store takes, in bytes.
     *
     * @param used pages in use and value files
     * @param allocated all pages and value files
     */
    public record Volume(long used, long allocated) {}

    /** The number of rows. */
    public long count() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The greatest place of a row, or 0. */
    public long lastPosition() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** All counters, from one state. */
    public Values values() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Adds to hits and misses. */
    public void addAccesses(long hits, long misses) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Sets hits and misses to zero. */
    public void resetAccesses() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The room that the store takes. */
    public Volume volume() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** What count and size would be if they were counted anew; the others as stored. */
    public Values recount() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Stores count and size. */
    public void correct(long count, long size) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
