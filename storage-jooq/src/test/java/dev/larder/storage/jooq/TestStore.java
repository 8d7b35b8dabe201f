package dev.larder.storage.jooq;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file with a session on it. */
final class TestStore implements AutoCloseable {

    final Session session;
    private final SQLiteDataSource database;

    private TestStore(Path file) throws SQLException {
        database = dataSource(file);
        Connection connection = database.getConnection();
        session = new Session(connection, Catalogue.sqlite());
    }

    /** Opens the file as it is. */
    static TestStore open(Path file) throws SQLException {
        return new TestStore(file);
    }

    /** Opens the file after migrating it. */
    static TestStore migrated(Path file) throws SQLException {
        Schema.sqlite().migrate(dataSource(file));
        return new TestStore(file);
    }

    /** Opens a new store, a copy of one that was migrated once for all tests. */
    static TestStore fresh(Path file) throws SQLException, IOException {
        Files.write(file, Template.BYTES);
        return new TestStore(file);
    }

    static SQLiteDataSource dataSource(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(30_000);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + file);
        return database;
    }

    SQLiteDataSource dataSource() {
        return database;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, each with its columns as SQL literals, thus with their types. */
    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    String value(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }

    private static final class Template {

        static final byte[] BYTES = make();

        private static byte[] make() {
            try {
                Path file = Files.createTempFile("larder-template", ".db");
                migrated(file).close();
                byte[] bytes = Files.readAllBytes(file);
                Files.delete(file);
                return bytes;
            } catch (SQLException | IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
