package dev.larder.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.StoreConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables can be spread over servers by the number of the collection. */
final class DistributionTest {

    private static final String SCHEMA = "distribution";

    @BeforeAll
    static void migrate() {
        PostgreSql.at(PostgresServer.url())
                .schema(SCHEMA)
                .open(StoreConfig.defaults())
                .close();
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(PostgresServer.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private static List<String> tables() throws SQLException {
        return query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = '" + SCHEMA
                        + "' AND table_name LIKE 'larder%' AND table_name NOT IN ('larder_collection', 'larder_schema_history')");
    }

    @Test
    void tables_butTheOneOfNames_haveTheCollection() throws SQLException {
        assertThat(tables())
                .hasSizeGreaterThan(5)
                .containsExactlyInAnyOrderElementsOf(
                        query("SELECT table_name FROM information_schema.columns WHERE column_name = 'collection'"
                                + " AND is_nullable = 'NO' AND table_schema = '" + SCHEMA + "'"));
    }

    @Test
    void uniqueIndexes_ofThoseTables_beginWithTheCollection() throws SQLException {
        for (String table : tables()) {
            assertThat(query("SELECT indexdef FROM pg_indexes WHERE schemaname = '" + SCHEMA + "' AND tablename = '"
                            + table + "' AND indexdef LIKE 'CREATE UNIQUE%'"))
                    .as(table)
                    .isNotEmpty()
                    .allSatisfy(index -> assertThat(index).contains("(collection"));
        }
    }

    @Test
    void foreignKeys_areNone() throws SQLException {
        assertThat(query("SELECT constraint_name FROM information_schema.table_constraints"
                        + " WHERE constraint_type = 'FOREIGN KEY' AND constraint_schema = '" + SCHEMA + "'"))
                .isEmpty();
    }
}
