package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import dev.larder.storage.Wait;
import dev.larder.storage.tables.schema.DefaultSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The tables, in a schema of the caller's choice, beside those of others. */
final class SchemaTest {

    /** What the types of PostgreSQL's columns are in Java. */
    private static final Map<String, Class<?>> TYPES = Map.of(
            "bigint", Long.class,
            "integer", Integer.class,
            "smallint", Short.class,
            "double precision", Double.class,
            "text", String.class,
            "bytea", byte[].class);

    static final Iterable<Table<?>> TABLES = DefaultSchema.DEFAULT_SCHEMA.getTables();

    private static PostgreSqlStorage storage(String schema) {
        return PostgreSql.at(PostgresServer.url()).schema(schema);
    }

    private static void assertWorks(PostgreSqlStorage storage) {
        try (Store store = storage.open(StoreConfig.defaults())) {
            Key key = Key.of("key");
            Encoded value = Encoded.natively(Scalar.of("value"));
            store.store(key, Item.of(value), Condition.always(), null, Cull.NONE, Wait.FOREVER);
            assertThat(store.get(key, Access.IGNORE)).isEqualTo(value);
            assertThat(store.count()).isEqualTo(1);
        }
    }

    /** Another library, which has a table and a history of its own. */
    private static void migrateOther(String schema) {
        Flyway.configure()
                .dataSource(PostgresServer.url(), null, null)
                .schemas(schema)
                .table("other_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:dev/larder/storage/postgresql/other")
                .load()
                .migrate();
    }

    @Test
    void schema_otherLibraryWithFlywayFirst_takesBoth() {
        migrateOther("other_first");
        assertWorks(storage("other_first"));
        migrateOther("other_first");
    }

    @Test
    void schema_otherLibraryWithFlywaySecond_takesBoth() {
        assertWorks(storage("other_second"));
        migrateOther("other_second");
        try (Store store = storage("other_second").open(StoreConfig.defaults())) {
            assertThat(store.count()).isEqualTo(1);
        }
    }

    @Test
    void withoutMigration_migratedByTheApplication_works() {
        Flyway.configure()
                .dataSource(PostgresServer.url(), null, null)
                .schemas("by_application")
                .locations(PostgreSqlStorage.MIGRATIONS)
                .load()
                .migrate();
        assertWorks(storage("by_application").withoutMigration());
    }

    @Test
    void withoutMigration_notMigrated_saysSo() {
        PostgreSqlStorage storage = storage("not_there").withoutMigration();
        assertThatThrownBy(() -> storage.open(StoreConfig.defaults()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("not_there");
    }

    @Test
    void collections_inTwoSchemas_areStrangers() {
        try (Store one = storage("schema_one").open(StoreConfig.defaults());
                Store other = storage("schema_two").open(StoreConfig.defaults())) {
            one.add(Key.of("key"), Scalar.of(1), Scalar.of(0), Cull.NONE, Wait.FOREVER);
            assertThat(other.count()).isZero();
        }
    }

    /** The statements are made of classes that were generated from another dialect's tables. */
    @ParameterizedTest
    @FieldSource("TABLES")
    void columns_migratedTable_areThoseOfTheGeneratedClass(Table<?> table) throws SQLException {
        storage("columns").open(StoreConfig.defaults()).close();
        assertThat(columns("columns", table.getName())).isEqualTo(columns(table));
    }

    private record Column(Class<?> type, boolean nullable) {}

    private static Map<String, Column> columns(Table<?> table) {
        Map<String, Column> columns = new HashMap<>();
        for (Field<?> field : table.fields()) {
            boolean isNullable =
                    field.getDataType().nullable() && !field.getDataType().identity();
            columns.put(field.getName(), new Column(field.getType(), isNullable));
        }
        return columns;
    }

    private static Map<String, Column> columns(String schema, String table) throws SQLException {
        Map<String, Column> columns = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT column_name, data_type, is_nullable"
                        + " FROM information_schema.columns WHERE table_schema = '" + schema + "' AND table_name = '"
                        + table + "'")) {
            while (row.next()) {
                columns.put(
                        row.getString(1),
                        new Column(TYPES.get(row.getString(2)), row.getString(3).equals("YES")));
            }
        }
        return columns;
    }
}
