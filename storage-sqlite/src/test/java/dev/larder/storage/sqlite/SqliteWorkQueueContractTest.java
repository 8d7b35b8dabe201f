package dev.larder.storage.sqlite;

import dev.larder.contract.WorkQueueContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of work queues, on SQLite. */
final class SqliteWorkQueueContractTest implements WorkQueueContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory.resolve("queue"));
    }
}
