package dev.larder.storage.sqlite;

import dev.larder.storage.Storage;
import dev.larder.storage.StorageProvider;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** Resolves {@code file} URIs to directories. */
public final class SqliteStorageProvider implements StorageProvider {

    /** For the service loader. */
    public SqliteStorageProvider() {}

    @Override
    public Optional<Storage> storage(URI uri) {
        if (!"file".equalsIgnoreCase(uri.getScheme())) {
            return Optional.empty();
        }
        try {
            return Optional.of(SqliteStorage.at(Path.of(uri)));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IllegalArgumentException(
                    "Not the URI of a directory: " + uri + " (" + e.getMessage()
                            + "); it looks like file:///var/lib/pages",
                    e);
        }
    }
}
