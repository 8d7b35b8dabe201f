package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.LifecycleContract;
import dev.larder.storage.contract.SettingsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is left after closing, on files of H2 of which each test has one, so that it is really closed. */
final class H2FileLifecycleContractTest implements LifecycleContract, SettingsContract {

    @TempDir
    private Path directory;

    @Override
    public Storage newStorage() {
        return H2.file(directory.resolve("store"));
    }
}
