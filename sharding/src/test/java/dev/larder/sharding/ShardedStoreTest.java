package dev.larder.sharding;

import dev.larder.storage.Storage;
import dev.larder.storage.contract.AddContract;
import dev.larder.storage.contract.LeaseContract;

/** Parts of the contract of storages, on three servers behind ShardingSphere; all of it is among the long tests. */
final class ShardedStoreTest implements AddContract, LeaseContract {

    @Override
    public Storage newStorage() {
        return SharedServers.newStorage();
    }
}
