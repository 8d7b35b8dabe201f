package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract of storages, on H2 in a file. */
@Tag("soak") // the ordinary run has the contract in memory, and what concerns files in other classes
final class H2StorageContractTest implements StorageContract {

    @TempDir
    private static Path directory;

    private static SharedFile file;

    @BeforeAll
    static void open() {
        file = new SharedFile(H2.file(directory.resolve("store")));
    }

    @Override
    public Storage newStorage() {
        return file.newStorage();
    }

    @AfterAll
    static void close() {
        file.close();
    }
}
