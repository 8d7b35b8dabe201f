package dev.larder.storage.sqlite;

import dev.larder.storage.Settings;
import dev.larder.storage.Storage;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * SQLite in a directory, in which a new store begins as a copy of one that is already migrated: to migrate takes ten
 * times as long as most tests. How a store is made is what {@link OpeningTest} is about.
 */
final class MigratedStorage implements Storage {

    private static byte[] migrated; // guarded by the class

    private final Path directory;

    private MigratedStorage(Path directory) {
        this.directory = directory;
    }

    static Storage at(Path directory) {
        return new MigratedStorage(directory);
    }

    /** Makes the database of a new store, unless there is one. */
    static synchronized void prepare(Path directory) {
        Path database = directory.resolve(Connections.DATABASE);
        try {
            if (!Files.exists(database)) {
                Files.createDirectories(directory);
                Files.write(database, migrated());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] migrated() throws IOException {
        if (migrated == null) {
            Path template = Files.createTempDirectory("migrated");
            SqliteStorage.at(template).open(StoreConfig.defaults()).close();
            migrated = Files.readAllBytes(template.resolve(Connections.DATABASE));
            FileTree.delete(template);
        }
        return migrated;
    }

    @Override
    public Store open(StoreConfig config) {
        if (config.settings().equals(Settings.defaults())) {
            prepare(directory);
        }
        return SqliteStorage.at(directory).open(config);
    }

    @Override
    public URI uri() {
        return SqliteStorage.at(directory).uri();
    }
}
