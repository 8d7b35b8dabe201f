package dev.larder.storage.postgresql;

import java.time.Duration;

/**
 * What is the same for all collections of one storage. Immutable.
 *
 * @param schema where the tables lie
 * @param usesServerClock whether the server's clock decides what has expired
 * @param migrates whether the tables are made when they are not there
 * @param answer how long the server may take to answer
 */
record PostgreSqlOptions(String schema, boolean usesServerClock, boolean migrates, Duration answer) {

    static final PostgreSqlOptions DEFAULTS = new PostgreSqlOptions("larder", true, true, Duration.ofSeconds(30));

    PostgreSqlOptions withSchema(String other) {
        return new PostgreSqlOptions(other, usesServerClock, migrates, answer);
    }

    PostgreSqlOptions withApplicationClock() {
        return new PostgreSqlOptions(schema, false, migrates, answer);
    }

    PostgreSqlOptions withoutMigration() {
        return new PostgreSqlOptions(schema, usesServerClock, false, answer);
    }

    PostgreSqlOptions withAnswer(Duration other) {
        return new PostgreSqlOptions(schema, usesServerClock, migrates, other);
    }
}
