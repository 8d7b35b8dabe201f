package dev.larder.storage.h2;

import dev.larder.contract.CacheContract;
import dev.larder.storage.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of caches, on H2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class H2CacheContractTest implements CacheContract {

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
