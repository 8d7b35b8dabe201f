package dev.larder.storage.sqlite;

import dev.larder.contract.IndexContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of indexes, on SQLite. */
final class SqliteIndexContractTest implements IndexContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("index"));
    }
}
