package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract of storages, on H2 in a file. */
final class H2StorageContractTest implements StorageContract {

    @TempDir
    Path directory;

    @Override
    public Storage newStorage() {
        return H2.file(directory.resolve("store"));
    }
}
