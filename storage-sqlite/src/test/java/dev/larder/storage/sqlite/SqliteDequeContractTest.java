package dev.larder.storage.sqlite;

import dev.larder.contract.DequeContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of deques, on SQLite. */
final class SqliteDequeContractTest implements DequeContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("deque"));
    }
}
