package dev.larder.storage.sqlite;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageContractTest implements StorageContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("store"));
    }
}
