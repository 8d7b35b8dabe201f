package dev.larder.storage.jooq;

import dev.larder.storage.Condition;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Removes single rows. What needs more than one statement expects a transaction around it. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class RowRemover {

    private final Session session;
    private final FileComparison files;

    /** @param files for conditions on values that lie in files */
    public RowRemover(Session session, FileComparison files) {
        this.session = session;
        this.files = files;
    }

    /**
     * Removes the row under {@code key}, live at {@code now}, if the condition holds, and returns it; else null. Its
     * file is garbage.
     */
    public @Nullable TableRow remove(Key key, Condition condition, double now, Fetch fetch) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes the rows under {@code keys} that are live at {@code now} and returns them without values. Their files are
     * garbage.
     */
    public List<TableRow> removeAll(Collection<Key> keys, double now) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Removes the row at this place, live or not; returns whether there was one. */
    public boolean delete(long rowid) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
