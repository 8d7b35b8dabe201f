package dev.larder.storage.jooq;

import dev.larder.storage.Selection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Removes rows in batches: purges, and the culling that goes with a write. Expects a transaction around it. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Purger {

    private final Session session;

    public Purger(Session session) {
        this.session = session;
    }

    /**
     * Removes up to {@code limit} selected rows, but for exempt ones, and returns them without values; their files are
     * garbage. The volume is not looked at: whether the limit of {@link Selection.OverLimit} is passed is for the
     * caller to judge.
     *
     * @param now the present, for {@link Selection.ExpiredBefore} without an instant
     * @param exempt places of rows that stay
     */
    public List<TableRow> purge(Selection selection, int limit, double now, Set<Long> exempt) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** When the first row expires or has expired; {@link Double#POSITIVE_INFINITY} if none does. */
    public double earliestExpiry() throws SQLException {
        throw new UnsupportedOperationException();
    }
}
