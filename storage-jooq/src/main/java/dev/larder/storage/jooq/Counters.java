package dev.larder.storage.jooq;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Scalar;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the store counts: rows and bytes of files, which triggers keep, and hits and misses, all of which lie among the
 * settings; and how much room it takes.
 */
public final class Counters {

    private static final String COUNT = "count";
    private static final String SIZE = "size";
    private static final String HITS = "hits";
    private static final String MISSES = "misses";

    private final Session session;
    private final SettingRows settings;
    private final PagePragmas pages;

    public Counters(Session session) {
        this.session = session;
        this.settings = new SettingRows(session);
        this.pages = new PagePragmas(session);
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
     * What the counters should be.
     *
     * @param count rows
     * @param size bytes of value files
     */
    public record Recount(long count, long size) {}

    /**
     * How much room the store takes, in bytes.
     *
     * @param used pages in use, and value files
     * @param allocated all pages, and value files
     */
    public record Volume(long used, long allocated) {}

    /** The number of rows. */
    public long count() throws SQLException {
        return counter(COUNT, settings.read(COUNT));
    }

    /** The bytes of value files. */
    public long size() throws SQLException {
        return counter(SIZE, settings.read(SIZE));
    }

    /** All counters, from one state. */
    public Values values() throws SQLException {
        Map<String, Scalar> rows = settings.read();
        return new Values(
                counter(COUNT, rows.get(COUNT)),
                counter(SIZE, rows.get(SIZE)),
                counter(HITS, rows.get(HITS)),
                counter(MISSES, rows.get(MISSES)));
    }

    private static long counter(String name, @Nullable Scalar stored) {
        if (stored instanceof Scalar.Int64 number) {
            return number.value();
        }
        throw new CorruptStoreException("The counter '" + name + "' among the settings is "
                + (stored == null ? "missing" : stored) + ", not an integer; a check with repair counts anew");
    }

    /** The room that the store takes, as the session's transaction sees it. */
    public Volume volume() throws SQLException {
        long files = size();
        long pageSize = pages.pageSize();
        long pageCount = pages.pageCount();
        return new Volume((pageCount - pages.freePages()) * pageSize + files, pageCount * pageSize + files);
    }

    /** Adds to hits and misses. */
    public void addAccesses(long hits, long misses) throws SQLException {
        add(HITS, hits);
        add(MISSES, misses);
    }

    private void add(String name, long delta) throws SQLException {
        if (delta == 0) {
            return;
        }
        PreparedStatement statement = session.prepared(Sql.ADD_TO_SETTING);
        statement.setLong(1, delta);
        statement.setString(2, name);
        statement.executeUpdate();
    }

    /** Sets hits and misses to zero. */
    public void resetAccesses() throws SQLException {
        settings.put(HITS, Scalar.of(0));
        settings.put(MISSES, Scalar.of(0));
    }

    /** Counts rows and sums up their sizes. */
    public Recount recount() throws SQLException {
        try (ResultSet row = session.prepared(Sql.RECOUNT).executeQuery()) {
            row.next();
            return new Recount(row.getLong(1), row.getLong(2));
        }
    }

    /** Stores what was counted, in the transaction in which it was counted. */
    public void correct(Recount counted) throws SQLException {
        settings.put(COUNT, Scalar.of(counted.count()));
        settings.put(SIZE, Scalar.of(counted.size()));
    }

    /** The greatest place of a row, or 0 if there is none. */
    public long lastPosition() throws SQLException {
        try (ResultSet row = session.prepared(Sql.LAST_POSITION).executeQuery()) {
            row.next();
            return Math.max(row.getLong(1), 0);
        }
    }
}
