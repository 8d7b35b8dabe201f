package dev.larder.storage.jooq;

import dev.larder.storage.SchemaVersionException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The schema of a store: which version it has, and bringing it to the version that this Larder knows. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Schema {

    private static final Schema SQLITE = new Schema("classpath:META-INF/larder/sqlite", 1);

    private final String location;
    private final int version;

    private Schema(String location, int version) {
        this.location = location;
        this.version = version;
    }

    /** The schema of SQLite stores. */
    public static Schema sqlite() {
        return SQLITE;
    }

    /**
     * Whether the store has the present version. One cheap read; Flyway is not loaded.
     *
     * @throws SchemaVersionException if a newer Larder has migrated the store
     */
    public boolean isCurrent(Session session) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /**
     * Brings the store to the present version; one that Python made is taken over as it is. Processes may do so at once
     * if the connections of {@code database} begin their transactions immediately and wait long enough for each other.
     *
     * @throws SchemaVersionException if a newer Larder has migrated the store
     */
    public void migrate(DataSource database) {
        throw new UnsupportedOperationException();
    }
}
