package dev.larder.sharding;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.StorageContract;
import org.junit.jupiter.api.Tag;

/** The whole contract of storages, on three servers behind ShardingSphere. */
@Tag("soak")
final class ShardedStorageContractTest implements StorageContract {

    @Override
    public Storage newStorage() {
        return SharedServers.newStorage();
    }
}
