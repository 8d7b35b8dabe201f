package dev.larder.storage.postgresql;

/**
 * What is the same for all collections of one storage. Immutable.
 *
 * @param schema where the tables lie
 * @param usesServerClock whether the server's clock decides what has expired
 * @param migrates whether the tables are made when they are not there
 */
record PostgreSqlOptions(String schema, boolean usesServerClock, boolean migrates) {

    static final PostgreSqlOptions DEFAULTS = new PostgreSqlOptions("larder", true, true);

    PostgreSqlOptions withSchema(String other) {
        return new PostgreSqlOptions(other, usesServerClock, migrates);
    }

    PostgreSqlOptions withApplicationClock() {
        return new PostgreSqlOptions(schema, false, migrates);
    }

    PostgreSqlOptions withoutMigration() {
        return new PostgreSqlOptions(schema, usesServerClock, false);
    }
}
