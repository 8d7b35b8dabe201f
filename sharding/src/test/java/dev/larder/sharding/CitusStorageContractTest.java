package dev.larder.sharding;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The contract of storages, on Citus. */
@Tag("soak")
@RunsOn(Engine.CITUS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CitusStorageContractTest implements StorageContract {

    @Override
    public Storage newStorage() {
        return Engine.CITUS.storage().applicationClock().named("test " + UUID.randomUUID());
    }
}
