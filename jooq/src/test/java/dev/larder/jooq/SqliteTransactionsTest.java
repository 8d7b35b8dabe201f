package dev.larder.jooq;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Collections in an application's SQLite file. */
final class SqliteTransactionsTest extends JoinedTransactions {

    @TempDir
    Path directory;

    @Override
    DataSource newDatabase() {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + directory.resolve("application.db"));
        return dataSource;
    }

    @Override
    SQLDialect dialect() {
        return SQLDialect.SQLITE;
    }
}
