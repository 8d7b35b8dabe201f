package dev.larder.storage.jooq;

import dev.larder.storage.PageRequest;
import java.sql.SQLException;
import java.util.List;

/** Lists rows page by page. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Pages {

    private final Session session;

    public Pages(Session session) {
        this.session = session;
    }

    /**
     * The rows of a page, expired ones included; rows at places below 1 are not listed, as Python does not list them.
     */
    public List<TableRow> page(PageRequest request) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Rows that name a file, in insertion order behind {@code rowid}. */
    public List<TableRow> withFiles(long rowid, int limit) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
