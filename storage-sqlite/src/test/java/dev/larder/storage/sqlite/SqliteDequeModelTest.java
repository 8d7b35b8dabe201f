package dev.larder.storage.sqlite;

import dev.larder.contract.DequeModelContract;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.lifecycle.AfterTry;

/** The contract of deques on SQLite, in random sequences. */
final class SqliteDequeModelTest implements DequeModelContract {

    private final Path directory = Files.createTempDirectory("model");

    SqliteDequeModelTest() throws IOException {}

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
