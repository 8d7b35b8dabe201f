package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * On a server whose triggers do not see what a statement has changed, as YugabyteDB's: here one that refuses to make
 * such triggers.
 */
final class RowTriggersTest {

    private static final String DATABASE = "larder_row_triggers";

    private static final String URL =
            PostgresServer.url().replaceFirst("(jdbc:postgresql://[^/]*/)[^?]*", "$1" + DATABASE);

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    @BeforeAll
    static void refuseTransitionTables() throws SQLException {
        execute(PostgresServer.url(), "DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        execute(
                URL,
                """
                CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (
                        SELECT FROM pg_event_trigger_ddl_commands() AS command
                        JOIN pg_trigger ON pg_trigger.oid = command.objid
                        WHERE tgnewtable IS NOT NULL OR tgoldtable IS NOT NULL
                    ) THEN
                        RAISE feature_not_supported
                            USING MESSAGE = 'REFERENCING clause (transition tables) not supported yet';
                    END IF;
                END
                $$
                """,
                "CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('CREATE TRIGGER')"
                        + " EXECUTE FUNCTION refuse()");
    }

    @AfterAll
    static void dropDatabase() throws SQLException {
        execute(PostgresServer.url(), "DROP DATABASE " + DATABASE + " WITH (FORCE)");
    }

    private static Store open(String collection) {
        return PostgreSql.at(URL).named(collection).open(StoreConfig.defaults());
    }

    private static void store(Store store, Key key, Scalar value) {
        store.store(key, Item.of(Encoded.natively(value)), Condition.always(), null, Cull.NONE, Wait.FOREVER);
    }

    @Test
    void migrate_refusedTransitionTables_makesTriggersOfRows() throws SQLException {
        open("any").close();
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), count(*) FILTER (WHERE tgtype & 1 = 1)"
                        + " FROM pg_trigger WHERE NOT tgisinternal")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(row.getInt(2)).isEqualTo(3);
        }
    }

    @Test
    void totals_rowsWrittenReplacedAndRemoved_areExact() {
        try (Store store = open("totals")) {
            for (int i = 0; i < 10; i++) {
                store(store, Key.of(i), Scalar.of("value"));
            }
            store(store, Key.of(3), Scalar.of("x".repeat(100_000)));
            assertThat(store.totals().bytes()).isEqualTo(100_000);
            store.remove(Key.of(3), Condition.always(), Fetch.METADATA, Wait.FOREVER);
            store.removeAll(List.of(Key.of(4), Key.of(5), Key.of(99)), Wait.FOREVER);
            assertThat(store.totals().bytes()).isZero();
            assertThat(store.count()).isEqualTo(7);
            assertThat(store.get(Key.of(6), Access.IGNORE)).isEqualTo(Encoded.natively(Scalar.of("value")));
        }
    }
}
