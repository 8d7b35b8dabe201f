package dev.larder.storage.postgresql;

import dev.larder.storage.tables.TableDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all collections of one storage. Immutable.
 *
 * @param schema where the tables lie, or would if they were logged
 * @param isUnlogged whether entries are kept out of the server's log
 * @param usesServerClock whether the server's clock decides what has expired
 * @param migrates whether the tables are made when they are not there
 * @param answer how long the server may take to answer
 * @param replica connections to a server that hits may be read from, or null
 */
record PostgreSqlOptions(
        String schema,
        boolean isUnlogged,
        boolean usesServerClock,
        boolean migrates,
        Duration answer,
        @Nullable Connections replica) {

    static final PostgreSqlOptions DEFAULTS =
            new PostgreSqlOptions("larder", false, true, true, Duration.ofSeconds(30), null);

    private static final String UNLOGGED = "_unlogged";

    /** @throws IllegalArgumentException if the schema cannot be one, or a replica cannot have what is read from it */
    PostgreSqlOptions {
        TableDatabase.requireSchema(isUnlogged ? schema + UNLOGGED : schema);
        if (isUnlogged && replica != null) {
            throw new IllegalArgumentException(
                    "Unlogged tables are not on a replica; choose unlogged() or readingFrom(…)");
        }
    }

    /** Where the tables lie. */
    String place() {
        return isUnlogged ? schema + UNLOGGED : schema;
    }

    PostgreSqlOptions withSchema(String other) {
        return new PostgreSqlOptions(other, isUnlogged, usesServerClock, migrates, answer, replica);
    }

    PostgreSqlOptions unlogged() {
        return new PostgreSqlOptions(schema, true, usesServerClock, migrates, answer, replica);
    }

    PostgreSqlOptions withApplicationClock() {
        return new PostgreSqlOptions(schema, isUnlogged, false, migrates, answer, replica);
    }

    PostgreSqlOptions withoutMigration() {
        return new PostgreSqlOptions(schema, isUnlogged, usesServerClock, false, answer, replica);
    }

    PostgreSqlOptions withAnswer(Duration other) {
        return new PostgreSqlOptions(schema, isUnlogged, usesServerClock, migrates, other, replica);
    }

    PostgreSqlOptions withReplica(Connections other) {
        return new PostgreSqlOptions(schema, isUnlogged, usesServerClock, migrates, answer, other);
    }
}
