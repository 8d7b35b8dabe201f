package dev.larder.storage.jooq;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds rows by key. Expiry is not looked at: {@link TableRow#isLiveAt} judges it. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Lookup {

    private final Session session;

    public Lookup(Session session) {
        this.session = session;
    }

    /** The value under {@code key}, or null if there is no row. */
    public @Nullable ValueRow value(Key key) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** The row under {@code key}, with its value unless only metadata is asked for; null if there is none. */
    public @Nullable TableRow row(Key key, Fetch fetch) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * The rows under {@code keys}, each once, in no particular order. Many keys take several statements: to see one
     * state of the store, call it in a transaction.
     */
    public List<TableRow> rows(Collection<Key> keys, Fetch fetch) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
