package dev.larder.storage.sqlite;

import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;

/** A store whose database cannot grow: SQLite reports it full, as it does a full disk. */
final class SmallStore {

    private SmallStore() {}

    /** Opens the store with room for so many more pages than it has. */
    static Store open(Path directory, StoreConfig config, int freePages) throws SQLException {
        SqliteStorage.at(directory).open(config).close();
        SqliteErrors errors = new SqliteErrors(directory);
        ValueFiles files = new ValueFiles(directory, config.durability(), errors);
        Values values = new Values(files);
        Connections connections = new Connections(directory.resolve("cache.db"), values);
        SqliteConnection writer = connections.open();
        LiveSettings.Snapshot settings =
                LiveSettings.Snapshot.of(writer.rows().settings().read(), config.durability(), directory);
        writer.set(settings.pragmas());
        try (Statement statement = writer.session().connection().createStatement()) {
            int pages = statement.executeQuery("PRAGMA page_count").getInt(1);
            statement.execute("PRAGMA max_page_count = " + (pages + freePages));
        }
        return new SqliteStore(new StoreParts(directory, config, errors, files, values, connections, writer, settings));
    }
}
