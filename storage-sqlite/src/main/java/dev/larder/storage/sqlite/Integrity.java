package dev.larder.storage.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** SQLite's own check of the database. */
final class Integrity {

    private final Connection connection;

    Integrity(Connection connection) {
        this.connection = connection;
    }

    /** What is wrong, in SQLite's words; empty if nothing is. Reads the whole database. */
    List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA integrity_check")) {
            while (result.next()) {
                String problem = result.getString(1);
                if (!problem.equals("ok")) {
                    problems.add(problem);
                }
            }
        }
        return problems;
    }
}
