package dev.larder.storage.sqlite;

import dev.larder.storage.jooq.Deadline;
import dev.larder.storage.jooq.Schema;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Brings the schema up to date, while other processes may be doing the same. */
final class Migration {

    private static final int LONGEST_MILLIS = 60 * 60 * 1_000;

    private final Connections connections;
    private final Deadline deadline;

    Migration(Connections connections, Deadline deadline) {
        this.connections = connections;
        this.deadline = deadline;
    }

    void run() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // Flyway reads before it writes: it has to lock first, and SQLite has to do the waiting here
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout((int) Math.min(LONGEST_MILLIS, Math.max(1, deadline.remaining() / 1_000_000)));
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl(connections.url());
        Schema.sqlite().migrate(database);
    }
}
