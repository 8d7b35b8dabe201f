package dev.larder.sharding;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The contract of storages, on YugabyteDB. */
@Tag("soak")
@RunsOn(Engine.YUGABYTEDB)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class YugabyteDbStorageContractTest implements StorageContract {

    @Override
    public Storage newStorage() {
        return Engine.YUGABYTEDB.storage().applicationClock().named("test " + UUID.randomUUID());
    }
}
