package dev.larder.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Finding;
import dev.larder.storage.SchemaVersionException;
import dev.larder.storage.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that are damaged, newer than this Larder, or somebody else's. */
class BadDatabaseTest {

    @TempDir
    Path directory;

    private Pantry pantry;

    @BeforeEach
    void fill() {
        pantry = new Pantry(directory);
        pantry.fill();
    }

    /** What may have happened to a database. */
    enum Damage {
        ANOTHER_FILE,
        HEADER_LOST,
        SCHEMA_LOST,
        FEW_BYTES_LEFT,
        HEADER_LEFT,
        ONE_PAGE_LEFT,
        HALF_LEFT;

        byte[] of(byte[] whole) {
            return switch (this) {
                case ANOTHER_FILE -> "This is a diary. ".repeat(500).getBytes(StandardCharsets.UTF_8);
                case HEADER_LOST -> overwritten(whole, 0, 100);
                case SCHEMA_LOST -> overwritten(whole, 100, 4096);
                case FEW_BYTES_LEFT -> Arrays.copyOf(whole, 10);
                case HEADER_LEFT -> Arrays.copyOf(whole, 100);
                case ONE_PAGE_LEFT -> Arrays.copyOf(whole, 4096);
                case HALF_LEFT -> Arrays.copyOf(whole, whole.length / 2);
            };
        }

        private static byte[] overwritten(byte[] whole, int from, int to) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, from, to, (byte) 0xA5);
            return damaged;
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_damagedDatabase_isCorruptAndLeftAlone(Damage damage) throws IOException {
        byte[] whole = Files.readAllBytes(pantry.database());
        Files.write(pantry.database(), damage.of(whole));
        Map<String, ByteBuffer> before = pantry.content();

        assertThatThrownBy(() -> Cache.at(directory).open())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContainingAll(directory.toString(), "damaged", "restore it from a backup");
        assertThat(pantry.content()).isEqualTo(before);
        Files.write(pantry.database(), whole);
        pantry.requireWhole();
    }

    @Test
    void verbs_tableOfEntriesDamaged_areCorruptAndCheckSaysSo() throws IOException, SQLException {
        int page = Integer.parseInt(pantry.sql("SELECT rootpage FROM sqlite_master WHERE name = 'Cache'"));
        byte[] whole = Files.readAllBytes(pantry.database());
        Files.write(pantry.database(), Damage.overwritten(whole, 4096 * (page - 1), 4096 * page));

        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThatThrownBy(() -> cache.get("row"))
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessageContainingAll(directory.toString(), "damaged", "restore it from a backup");
            assertThatThrownBy(() -> cache.set("row", "other")).isInstanceOf(CorruptStoreException.class);
            assertThatThrownBy(() -> cache.clear()).isInstanceOf(CorruptStoreException.class);
            assertThat(cache.check())
                    .isNotEmpty()
                    .allMatch(finding -> finding.kind() == Finding.Kind.DATABASE_DAMAGED)
                    .allMatch(finding -> finding.subject().equals("cache.db"));
            assertThat(cache.repair()).isNotEmpty().noneMatch(Finding::repaired);
        }
        Files.write(pantry.database(), whole);
        pantry.requireWhole();
    }

    @Test
    void open_newerSchema_isRefusedAndLeftAlone() throws IOException, SQLException {
        pantry.sql(
                "INSERT INTO larder_schema_history SELECT installed_rank + 1, '999', 'from the future', type, script,"
                        + " checksum, installed_by, installed_on, execution_time, success FROM larder_schema_history"
                        + " ORDER BY installed_rank DESC LIMIT 1");
        Map<String, ByteBuffer> before = pantry.content();

        assertThatThrownBy(() -> Cache.at(directory).open())
                .isInstanceOf(SchemaVersionException.class)
                .hasMessageContainingAll(directory.toString(), "999", "open it with the newer Larder");
        assertThat(pantry.content()).isEqualTo(before);
        pantry.sql("DELETE FROM larder_schema_history WHERE version = '999'");
        pantry.requireWhole();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, what TEXT)",
                "CREATE TABLE Settings (name TEXT, content TEXT)",
                "CREATE TABLE Cache (id INTEGER PRIMARY KEY, body BLOB)",
                "CREATE VIEW Settings AS SELECT 'count' AS key, 1 AS value"
            })
    void open_databaseOfAnotherProgram_isRefusedAndLeftAlone(String schema, @TempDir Path other)
            throws IOException, SQLException {
        for (String journal : new String[] {"delete", "wal"}) {
            Pantry foreign = new Pantry(Files.createDirectory(other.resolve(journal)));
            foreign.sql(
                    "PRAGMA journal_mode = " + journal, schema, "CREATE TABLE more (n)", "INSERT INTO more VALUES (7)");
            Map<String, ByteBuffer> before = foreign.content();

            assertThatThrownBy(() -> Cache.at(foreign.directory()).open())
                    .isInstanceOf(CorruptStoreException.class)
                    .hasMessageContainingAll(
                            foreign.directory().toString(),
                            "not a store of Larder or DiskCache",
                            "more",
                            "choose another directory");
            assertThat(foreign.content()).isEqualTo(before);
            assertThat(foreign.sql("SELECT n FROM more")).isEqualTo("7");
        }
    }

    @Test
    void open_unknownPolicyRow_isRefusedNamingItAndReplacedByAnExplicitOne() throws IOException, SQLException {
        pantry.sql("UPDATE Settings SET value = 'first-come' WHERE key = 'eviction_policy'");
        Map<String, ByteBuffer> before = pantry.content();

        assertThatThrownBy(() -> Cache.at(directory).open())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContainingAll(
                        directory.toString(),
                        "eviction_policy",
                        "first-come",
                        "least-recently-used",
                        "open the store with an explicit value");
        assertThat(pantry.content()).isEqualTo(before);
        Cache.at(directory)
                .evictionPolicy(EvictionPolicy.LEAST_RECENTLY_USED)
                .open()
                .close();
        pantry.requireWhole();
    }

    @Test
    void open_policyRowOfAnotherType_isRefusedNamingIt() throws SQLException {
        pantry.sql("UPDATE Settings SET value = 7 WHERE key = 'eviction_policy'");

        assertThatThrownBy(() -> Cache.at(directory).open())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContainingAll("eviction_policy", "7", "open the store with an explicit value");
        Cache.at(directory)
                .with(Setting.EVICTION_POLICY, EvictionPolicy.NONE)
                .open()
                .close();
        pantry.requireWhole();
    }
}
