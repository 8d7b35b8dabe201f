package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import java.sql.SQLException;

/** The indexes that depend on settings. An index under the right name is accepted in whatever shape it has. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Indexes {

    private final Session session;

    public Indexes(Session session) {
        this.session = session;
    }

    /**
     * Makes the index of {@code policy} and drops those of the others; makes or drops the index of tags. Writes nothing
     * when all is as it should be, which one cheap read decides.
     */
    public void match(EvictionPolicy policy, boolean tagIndex) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Whether {@link #match} would change nothing. */
    public boolean matches(EvictionPolicy policy, boolean tagIndex) throws SQLException {
        throw new UnsupportedOperationException();
    }
}
