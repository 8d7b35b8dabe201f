package dev.larder.storage.sqlite;

import dev.larder.contract.SeveralStoresContract;
import dev.larder.contract.ShardDirectoryUnderTest;
import dev.larder.contract.SingleStoreContract;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** With one shard a cache of shards does all that a plain one does, but for reporting timeouts. */
final class SingleShardContractTest implements SeveralStoresContract, ShardDirectoryUnderTest, SingleStoreContract {

    @TempDir
    Path parent;

    @BeforeEach
    void makeShards() {
        Shards.prepare(directory(), shards());
    }

    @Override
    public Path directory() {
        return parent.resolve("fanout");
    }

    @Override
    public int shards() {
        return 1;
    }

    @Override
    public Storage storage(Path directory) {
        return SqliteStorage.at(directory);
    }
}
