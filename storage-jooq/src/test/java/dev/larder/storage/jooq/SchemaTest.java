package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.SchemaVersionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {

    private static final String OBJECTS =
            "select type, name, tbl_name, sql from sqlite_master where name not like 'larder%' and tbl_name not like 'larder%'"
                    + " order by type, name";
    private static final String SETTINGS = "select *, typeof(value) from Settings order by rowid";
    private static final String ROWS = "select rowid, hex(key), typeof(key), raw, store_time, expire_time, access_time,"
            + " access_count, hex(tag), typeof(tag), size, mode, filename, hex(value), typeof(value) from Cache order by rowid";

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("cache.db");
    }

    private Path python(String fixture, String version) throws IOException {
        return PythonStores.unpack(fixture, version, directory).resolve("cache.db");
    }

    /** The objects of a database as Python 5.6.3 spells them, but for white space and upper case. */
    private static List<String> objects(TestStore store) throws SQLException {
        return store.rows(OBJECTS).stream()
                .map(SchemaTest::normalized)
                .filter(object -> !object.contains("cache_store_time")) // made when a store is opened
                .toList();
    }

    private static String normalized(String sql) {
        return sql.toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(),;]) ?", "$1")
                .replace(";end", "; end");
    }

    @Test
    void migrate_newDatabase_makesTheObjectsOfPython() throws SQLException, IOException {
        List<String> expected;
        try (TestStore python = TestStore.open(python("keys", "5.6.3"))) {
            expected = objects(python).stream()
                    .map(object -> object.replaceAll("\"(count|size)\"", "'$1'")
                            .replace(
                                    "settings_size_update after update on",
                                    "settings_size_update after update of size on"))
                    .toList();
        }
        try (TestStore larder = TestStore.migrated(file())) {
            assertThat(objects(larder)).isEqualTo(expected);
        }
    }

    @Test
    void migrate_newDatabase_makesTheColumnsOfPython() throws SQLException, IOException {
        try (TestStore python = TestStore.open(python("keys", "5.6.3"));
                TestStore larder = TestStore.migrated(file())) {
            for (String table : List.of("Cache", "Settings")) {
                String columns = "pragma table_info(" + table + ")";
                assertThat(larder.rows(columns)).isEqualTo(python.rows(columns));
            }
            assertThat(larder.rows("select key, typeof(value) from Settings order by rowid"))
                    .isEqualTo(python.rows("select key, typeof(value) from Settings order by rowid"));
        }
    }

    @Test
    void migrate_newDatabase_countsAndSumsThroughTriggers() throws SQLException {
        try (TestStore larder = TestStore.migrated(file())) {
            larder.execute("insert into Cache (key, raw, size) values ('a', 1, 5), ('b', 1, 7)");
            larder.execute("update Cache set size = 9 where key = 'b'");
            larder.execute("update Cache set access_time = 1");
            assertThat(larder.rows("select value from Settings where key in ('count', 'size')"))
                    .containsExactly("2", "14");
            larder.execute("delete from Cache where key = 'a'");
            assertThat(larder.rows("select value from Settings where key in ('count', 'size')"))
                    .containsExactly("1", "9");
        }
    }

    @ParameterizedTest
    @CsvSource({"keys, 5.4.0", "keys, 5.6.3", "values, 5.4.0", "values, 5.6.3"})
    void migrate_pythonStore_takesItOverAsItIs(String fixture, String version) throws SQLException, IOException {
        Path file = python(fixture, version);
        try (TestStore before = TestStore.open(file)) {
            List<String> objects = before.rows(OBJECTS);
            List<String> settings = before.rows(SETTINGS);
            List<String> rows = before.rows(ROWS);
            assertThat(Schema.sqlite().isCurrent(before.session)).isFalse();

            Schema.sqlite().migrate(before.dataSource());

            assertThat(before.rows(OBJECTS)).isEqualTo(objects);
            assertThat(before.rows(SETTINGS)).isEqualTo(settings);
            assertThat(before.rows(ROWS)).isEqualTo(rows).isNotEmpty();
            assertThat(before.value("pragma integrity_check")).isEqualTo("ok");
            assertThat(Schema.sqlite().isCurrent(before.session)).isTrue();
        }
    }

    @Test
    void migrate_pythonStoreThatWasLeftHalfMade_completesIt() throws SQLException {
        try (TestStore store = TestStore.open(file())) {
            store.execute("create table Settings (key text not null unique, value)");
            store.execute("insert into Settings values ('cull_limit', 3)");
            assertThat(Schema.sqlite().isCurrent(store.session)).isFalse();

            Schema.sqlite().migrate(store.dataSource());

            assertThat(store.value("select value from Settings where key = 'cull_limit'"))
                    .isEqualTo("3");
            assertThat(store.value("select count(*) from Settings")).isEqualTo("16");
        }
    }

    @Test
    void migrate_currentStore_changesNothing() throws SQLException {
        try (TestStore store = TestStore.migrated(file())) {
            List<String> history = store.rows("select * from larder_schema_history");
            Schema.sqlite().migrate(store.dataSource());
            assertThat(store.rows("select * from larder_schema_history")).isEqualTo(history);
        }
    }

    @Test
    void isCurrent_newDatabase_isNot() throws SQLException {
        try (TestStore store = TestStore.open(file())) {
            assertThat(Schema.sqlite().isCurrent(store.session)).isFalse();
            Schema.sqlite().migrate(store.dataSource());
            assertThat(Schema.sqlite().isCurrent(store.session)).isTrue();
        }
    }

    @Test
    void isCurrent_onlyBaselined_isNot() throws SQLException {
        try (TestStore store = TestStore.migrated(file())) {
            store.execute("update larder_schema_history set version = '0'");
            assertThat(Schema.sqlite().isCurrent(store.session)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void migrate_storeOfAnEarlierVersion_addsWhatItLacksAndKeepsRows(int version) throws SQLException {
        try (TestStore store = TestStore.migrated(file())) {
            store.execute("insert into Cache (key, raw, value) values ('key', 1, 'value')");
            store.execute("drop table larder_work");
            if (version == 1) {
                store.execute("drop table larder_lease");
            }
            store.execute("delete from larder_schema_history where cast(version as integer) > " + version);
            List<String> rows = store.rows(ROWS);
            assertThat(Schema.sqlite().isCurrent(store.session)).isFalse();

            Schema.sqlite().migrate(store.dataSource());

            assertThat(Schema.sqlite().isCurrent(store.session)).isTrue();
            assertThat(store.rows("select * from larder_lease")).isEmpty();
            assertThat(store.rows("select * from larder_work")).isEmpty();
            assertThat(store.rows(ROWS)).isEqualTo(rows);
        }
    }

    @Test
    void isCurrent_newerSchema_namesBothVersions() throws SQLException {
        try (TestStore store = TestStore.migrated(file())) {
            store.execute("insert into larder_schema_history select 99, '12', 'from the future', type, 'V12__x.sql', 1,"
                    + " installed_by, installed_on, execution_time, success from larder_schema_history limit 1");

            assertThatExceptionOfType(SchemaVersionException.class)
                    .isThrownBy(() -> Schema.sqlite().isCurrent(store.session))
                    .withMessageContainingAll("version 12", "up to 3");
            assertThatExceptionOfType(SchemaVersionException.class)
                    .isThrownBy(() -> Schema.sqlite().migrate(store.dataSource()))
                    .withMessageContainingAll("version 12", "up to 3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table orders (id integer primary key)",
                "create table Settings (id integer, name text)",
                "create table Settings (key text, value); create table Cache (rowid integer primary key, key, value)",
                "create table settings (key text, value)"
            })
    void isCurrent_anotherProgramsDatabase_isRefusedAndLeft(String tables) throws SQLException {
        try (TestStore store = TestStore.open(file())) {
            for (String table : tables.split(";", -1)) {
                store.execute(table);
            }
            List<String> objects = store.rows("select sql from sqlite_master");

            assertThatExceptionOfType(CorruptStoreException.class)
                    .isThrownBy(() -> Schema.sqlite().isCurrent(store.session))
                    .withMessageContaining("not a store");
            assertThat(store.rows("select sql from sqlite_master")).isEqualTo(objects);
        }
    }

    @Test
    void isCurrent_fileThatIsNoDatabase_passesTheDriversErrorOn() throws SQLException, IOException {
        Files.writeString(
                file(), "This is not a database, but long enough to be taken for the header of one.".repeat(20));
        try (TestStore store = TestStore.open(file())) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> Schema.sqlite().isCurrent(store.session))
                    .matches(e -> e.getErrorCode() == 26, "SQLITE_NOTADB");
        }
    }

    @Test
    void migrate_fileThatIsNoDatabase_passesTheDriversErrorOn() throws IOException {
        Files.writeString(
                file(), "This is not a database, but long enough to be taken for the header of one.".repeat(20));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> Schema.sqlite().migrate(TestStore.dataSource(file())))
                .matches(e -> e.getErrorCode() == 26, "SQLITE_NOTADB");
    }

    @Test
    void migrate_severalAtOnce_allSucceed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> migrations = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                migrations.add(threads.submit(() -> {
                    Schema.sqlite().migrate(TestStore.dataSource(file()));
                    return null;
                }));
            }
            for (Future<?> migration : migrations) {
                migration.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
        try (TestStore store = TestStore.open(file())) {
            assertThat(Schema.sqlite().isCurrent(store.session)).isTrue();
        }
    }

    @Test
    void migrate_anyDatabase_logsNothingForInformation() throws SQLException {
        try (LoggedMessages logged = new LoggedMessages()) {
            TestStore.migrated(file()).close();
            Schema.sqlite().migrate(TestStore.dataSource(file()));

            assertThat(logged.messages()).isEmpty();
        }
    }

    @Test
    void isCurrent_currentStoreThatIsThenUsed_needsNeitherJooqNorFlyway() throws Exception {
        TestStore.migrated(file()).close();
        try (ClassesApart classes = new ClassesApart()) {
            assertThat(classes.have("org.jooq.Query")).isFalse();
            assertThat(classes.have("org.flywaydb.core.Flyway")).isFalse();

            assertThat(classes.useCurrentStore(file())).isEqualTo(List.of(true, true, true, true, true));
        }
    }
}
