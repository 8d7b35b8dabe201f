package dev.larder.storage.sqlite;

import dev.larder.storage.CorruptStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What tables a database has that is not yet known to be a store's. */
final class Shape {

    /**
     * The tables of the format, with their columns. A process that is just making the store may not have got to all of
     * them.
     */
    private static final Map<String, Set<String>> TABLES = Map.of(
            "settings",
            Set.of("key", "value"),
            "cache",
            Set.of(
                    "rowid",
                    "key",
                    "raw",
                    "store_time",
                    "expire_time",
                    "access_time",
                    "access_count",
                    "tag",
                    "size",
                    "mode",
                    "filename",
                    "value"));

    private static final String HISTORY = "larder_schema_history";

    private final Connection connection;
    private final Path directory;

    Shape(Connection connection, Path directory) {
        this.connection = connection;
        this.directory = directory;
    }

    /** @throws CorruptStoreException if there are tables, but not those of a store; nothing has been changed then */
    void requireLarder() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Set<String> tables = names(statement, "PRAGMA main.table_list");
            tables.removeIf(name -> name.startsWith("sqlite_"));
            if (tables.isEmpty() || tables.contains(HISTORY)) {
                return;
            }
            if (!tables.contains("settings")) {
                throw foreign("it has the tables " + tables);
            }
            for (Map.Entry<String, Set<String>> table : TABLES.entrySet()) {
                Set<String> columns = names(statement, "PRAGMA main.table_info(" + table.getKey() + ")");
                if (tables.contains(table.getKey()) && !columns.containsAll(table.getValue())) {
                    throw foreign("its table " + table.getKey() + " has the columns " + columns);
                }
            }
            if (!tables.contains("cache") && tables.size() > 1) {
                throw foreign("it has the tables " + tables);
            }
        }
    }

    private static Set<String> names(Statement statement, String pragma) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet result = statement.executeQuery(pragma)) {
            while (result.next()) {
                names.add(result.getString("name").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private CorruptStoreException foreign(String found) {
        return new CorruptStoreException(
                "The database cache.db in " + directory + " is not a store of Larder or DiskCache: " + found
                        + "; nothing in it was changed. Choose another directory");
    }
}
