package dev.larder.storage.postgresql;

import dev.larder.storage.tables.TableDatabase;
import java.time.Duration;

/**
 * What is the same for all collections of one storage. Immutable.
 *
 * @param schema where the tables lie, or would if they were logged
 * @param isUnlogged whether entries are kept out of the server's log
 * @param usesServerClock whether the server's clock decides what has expired
 * @param migrates whether the tables are made when they are not there
 * @param answer how long the server may take to answer
 */
record PostgreSqlOptions(
        String schema, boolean isUnlogged, boolean usesServerClock, boolean migrates, Duration answer) {

    static final PostgreSqlOptions DEFAULTS =
            new PostgreSqlOptions("larder", false, true, true, Duration.ofSeconds(30));

    private static final String UNLOGGED = "_unlogged";

    /** @throws IllegalArgumentException if the schema cannot be one */
    PostgreSqlOptions {
        TableDatabase.requireSchema(isUnlogged ? schema + UNLOGGED : schema);
    }

    /** Where the tables lie. */
    String place() {
        return isUnlogged ? schema + UNLOGGED : schema;
    }

    PostgreSqlOptions withSchema(String other) {
        return new PostgreSqlOptions(other, isUnlogged, usesServerClock, migrates, answer);
    }

    PostgreSqlOptions unlogged() {
        return new PostgreSqlOptions(schema, true, usesServerClock, migrates, answer);
    }

    PostgreSqlOptions withApplicationClock() {
        return new PostgreSqlOptions(schema, isUnlogged, false, migrates, answer);
    }

    PostgreSqlOptions withoutMigration() {
        return new PostgreSqlOptions(schema, isUnlogged, usesServerClock, false, answer);
    }

    PostgreSqlOptions withAnswer(Duration other) {
        return new PostgreSqlOptions(schema, isUnlogged, usesServerClock, migrates, other);
    }
}
