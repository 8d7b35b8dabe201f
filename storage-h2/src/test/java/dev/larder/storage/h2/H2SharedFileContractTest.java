package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.ChangeContract;
import dev.larder.storage.contract.LeaseContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What processes see of each other, on a file of H2 that is there for several. */
final class H2SharedFileContractTest implements ChangeContract, LeaseContract {

    @TempDir
    private static Path directory;

    private static SharedFile file;

    @BeforeAll
    static void open() {
        file = new SharedFile(H2.sharedFile(directory.resolve("store")));
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
