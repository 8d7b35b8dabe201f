package dev.larder.storage.sqlite;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageModelContract;
import dev.larder.storage.contract.WorkQueueModelContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterTry;

/** The storage contract on SQLite, in random sequences. */
final class SqliteStorageModelTest implements StorageModelContract, WorkQueueModelContract {

    private final Path directory = Files.createTempDirectory("model");

    SqliteStorageModelTest() throws IOException {}

    @Override
    public Storage newStorage() {
        return MigratedStorage.at(directory);
    }

    @AfterTry
    void deleteDirectory() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
