package dev.larder.storage.sqlite;

import dev.larder.contract.FanoutCacheContract;
import dev.larder.contract.ShardDirectoryUnderTest;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of caches that split their keys, on SQLite. */
final class FanoutCacheContractTest implements FanoutCacheContract, ShardDirectoryUnderTest {

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
        return 2;
    }

    @Override
    public Storage storage(Path directory) {
        return SqliteStorage.at(directory);
    }
}
