package dev.larder.storage.jooq.migration;

import dev.larder.storage.StorageException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;

/** Runs Flyway. */
public final class Migrator {

    private Migrator() {}

    /**
     * Migrates to the newest version at {@code location}; a database that has tables but no history is taken over at
     * version 0.
     *
     * @param history name of the history table
     * @return the version that was there before, which is newer than the newest here if nothing was done for that
     *     reason; 0 for none
     * @throws SQLException if the database fails
     */
    public static int migrate(DataSource database, String location, String history) throws SQLException {
        try {
            MigrateResult result = Flyway.configure(Migrator.class.getClassLoader())
                    .loggers(SystemLog.class.getName())
                    .dataSource(database)
                    .table(history)
                    .locations(location)
                    .failOnMissingLocations(true)
                    .placeholderReplacement(false)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            String before = result.initialSchemaVersion;
            return before == null
                    ? 0
                    : MigrationVersion.fromVersion(before).getMajor().intValueExact();
        } catch (FlywayException e) {
            throw new StorageException("The schema could not be migrated: " + e.getMessage(), sqlCause(e));
        }
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
