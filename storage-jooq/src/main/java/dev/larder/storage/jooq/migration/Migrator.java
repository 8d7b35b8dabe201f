package dev.larder.storage.jooq.migration;

import dev.larder.storage.StorageException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;

/** Runs Flyway. */
public final class Migrator {

    /** For so many pauses, another process that is just migrating is given the time to finish. */
    private static final int ATTEMPTS = 40;

    private static final long PAUSE_NANOS = 50_000_000;

    private Migrator() {}

    /**
     * Migrates to the newest version at the locations; a database that has tables but no history is taken over at
     * version 0.
     *
     * @param schema where the tables lie, made if it is not there; null for where the connection looks first
     * @param history name of the history table
     * @return the version that was there before, which is newer than the newest here if nothing was done for that
     *     reason; 0 for none
     * @throws SQLException if the database fails
     */
    public static int migrate(DataSource database, List<String> locations, @Nullable String schema, String history)
            throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return migrateOnce(database, locations, schema, history);
            } catch (FlywayException e) {
                Throwable cause = sqlCause(e);
                if (attempt == ATTEMPTS) {
                    throw new StorageException("The schema could not be migrated: " + e.getMessage(), cause);
                }
                // Flyway takes no lock on SQLite, and stumbles over a history table that another one has just begun
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static int migrateOnce(
            DataSource database, List<String> locations, @Nullable String schema, String history) {
        FluentConfiguration configuration = Flyway.configure(Migrator.class.getClassLoader())
                .loggers(SystemLog.class.getName())
                .dataSource(database)
                .table(history)
                .locations(locations.toArray(String[]::new))
                .failOnMissingLocations(true)
                .placeholderReplacement(false)
                .baselineOnMigrate(true)
                .baselineVersion("0");
        if (schema != null) {
            configuration.schemas(schema);
        }
        MigrateResult result = configuration.load().migrate();
        String before = result.initialSchemaVersion;
        return before == null
                ? 0
                : MigrationVersion.fromVersion(before).getMajor().intValueExact();
    }

    /** Passes the database's own error on, for whoever maps those. */
    private static Throwable sqlCause(FlywayException failure) throws SQLException {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                throw e;
            }
        }
        return failure;
    }
}
