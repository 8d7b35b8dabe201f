package dev.larder.storage.jooq;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.jooq.migration.Migrator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** The schema of a store: which version it has, and bringing it to the version that this Larder knows. */
public final class Schema {

    /** The table in which Flyway notes what it has done; other programs do not know it. */
    static final String HISTORY = "larder_schema_history";

    /** SQLite's SQLITE_ERROR. */
    private static final int STATEMENT_DOES_NOT_FIT = 1;

    private static final Schema SQLITE = new Schema("classpath:META-INF/larder/sqlite", 3);

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
     * Whether the store has the version that this Larder knows. Two cheap reads; Flyway is not loaded.
     *
     * @return false if the store is new, was made by Python and not yet opened by Larder, or has an older version:
     *     {@link #migrate} it
     * @throws SchemaVersionException if a newer Larder has migrated the store
     * @throws CorruptStoreException if it is a database of something else, which must not be migrated
     */
    public boolean isCurrent(Session session) throws SQLException {
        Set<String> tables = tables(session);
        if (!tables.contains(HISTORY)) {
            requireOwn(session, tables);
            return false;
        }
        int found = version(session);
        requireKnown(found);
        return found == version;
    }

    /**
     * Makes sure that the store, of whatever version and whoever made it, has all that takes part in reading its rows
     * and settings. Nothing is written.
     *
     * @throws SchemaVersionException if a newer Larder has migrated the store
     * @throws CorruptStoreException if it is a database of something else, or was not made to its end
     */
    public void requireReadable(Session session) throws SQLException {
        isCurrent(session);
        Set<String> tables = tables(session);
        if (!tables.containsAll(Set.of("Cache", "Settings"))) {
            throw new CorruptStoreException(
                    "The store was not made to its end: it has the tables " + tables + "; open it once to finish it");
        }
    }

    /** Whether the store, of whatever version, has a table of leases. */
    public boolean hasLeases(Session session) throws SQLException {
        return tables(session).contains("larder_lease");
    }

    private void requireKnown(int found) {
        if (found > version) {
            throw new SchemaVersionException(
                    "The store has schema version " + found + ", this Larder knows versions up to " + version
                            + "; open it with the newer Larder that has migrated it");
        }
    }

    private static Set<String> tables(Session session) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet row = session.prepared(Sql.TABLE_NAMES).executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static int version(Session session) throws SQLException {
        try (ResultSet row = session.prepared(Sql.SCHEMA_VERSION).executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /**
     * Refuses other programs' tables. An empty database is welcome, and one in which DiskCache has got as far as its
     * first table.
     */
    private static void requireOwn(Session session, Set<String> tables) throws SQLException {
        boolean own = tables.isEmpty()
                || (tables.contains("Settings")
                        && fits(session, Sql.SETTINGS)
                        && (!tables.contains("Cache") || fits(session, Sql.FIND)));
        if (!own) {
            throw new CorruptStoreException("The database is not a store of Larder or DiskCache: it has the tables "
                    + tables + "; choose another directory");
        }
    }

    /** Whether the tables have the columns that the statement names. */
    private static boolean fits(Session session, Sql sql) throws SQLException {
        try {
            session.prepared(sql, true);
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == STATEMENT_DOES_NOT_FIT) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Brings the store to the present version; one that Python made is taken over as it is. Processes may do so at once
     * if the connections of {@code database} begin their transactions immediately and wait long enough for each other.
     *
     * @throws SchemaVersionException if a newer Larder has migrated the store
     * @throws SQLException if the database fails; the store is as it was
     */
    public void migrate(DataSource database) throws SQLException {
        requireKnown(Migrator.migrate(database, List.of(location), null, HISTORY));
    }
}
