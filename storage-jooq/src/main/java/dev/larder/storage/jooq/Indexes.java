package dev.larder.storage.jooq;

import dev.larder.storage.EvictionPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The indexes that depend on settings. An index under the right name is accepted in whatever shape it has. */
public final class Indexes {

    private final Session session;

    public Indexes(Session session) {
        this.session = session;
    }

    /** Whether the indexes are those that the settings ask for: {@link #match} would write nothing. */
    public boolean matches(EvictionPolicy policy, boolean tagIndex) throws SQLException {
        return changes(policy, tagIndex).isEmpty();
    }

    /**
     * Makes the index of {@code policy} and drops those of the others; makes or drops the index of tags. Writes nothing
     * when they are as they should be. It runs in the caller's transaction.
     */
    public void match(EvictionPolicy policy, boolean tagIndex) throws SQLException {
        for (Sql change : changes(policy, tagIndex)) {
            session.prepared(change).executeUpdate();
        }
    }

    private List<Sql> changes(EvictionPolicy policy, boolean tagIndex) throws SQLException {
        Set<String> present = names();
        List<Sql> changes = new ArrayList<>();
        for (ConditionalIndex index : ConditionalIndex.values()) {
            boolean wanted = index.isWanted(policy, tagIndex);
            if (wanted != present.contains(index.indexName())) {
                changes.add(wanted ? index.create() : index.drop());
            }
        }
        return changes;
    }

    private Set<String> names() throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet row = session.prepared(Sql.INDEX_NAMES).executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }
}
