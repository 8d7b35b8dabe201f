package dev.larder.storage.h2;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of storages, on H2 in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class H2MemoryContractTest implements StorageContract {

    private final SharedMemory memory = new SharedMemory();

    @Override
    public Storage newStorage() {
        return memory.newStorage();
    }

    @AfterAll
    void close() {
        memory.close();
    }
}
