package dev.larder.storage.jooq;

import dev.larder.storage.Scalar;
import java.sql.SQLException;
import java.util.Map;

/** The table of settings, counters among them. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class SettingRows {

    private final Session session;

    public SettingRows(Session session) {
        this.session = session;
    }

    /** All rows that have a value. */
    public Map<String, Scalar> read() throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Writes those rows that differ from what is stored, in the caller's transaction; returns them. */
    public Map<String, Scalar> write(Map<String, Scalar> rows) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
