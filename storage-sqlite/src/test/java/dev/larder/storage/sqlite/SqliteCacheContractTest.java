package dev.larder.storage.sqlite;

import dev.larder.contract.CacheContract;
import dev.larder.contract.DefaultStorageContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of caches, on SQLite. */
final class SqliteCacheContractTest implements CacheContract, DefaultStorageContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("cache"));
    }
}
