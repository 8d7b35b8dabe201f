package dev.larder.contract;

import dev.larder.CacheBuilder;
import dev.larder.FanoutCache;
import dev.larder.storage.Key;
import dev.larder.storage.ShardHash;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;

/** Where a fresh cache comes from that splits its keys among several stores in a directory. */
public interface ShardDirectoryUnderTest extends FanoutUnderTest {

    /** A directory that is not there yet or empty; the same for one test. */
    Path directory();

    /** The storage of the store in a directory. */
    Storage storage(Path directory);

    @Override
    default Storage newStorage() {
        return storage(directory().resolve("000"));
    }

    @Override
    default Storage storageOf(Key key, Storage storage) {
        return storage(directory().resolve("%03d".formatted(ShardHash.shard(key, shards()))));
    }

    /** Patient, as the others are: what is not about timeouts is not to depend on how busy the machine is. */
    @Override
    default CacheBuilder<Object, Object> newCache(Storage storage) {
        return FanoutCache.at(directory()).shards(shards()).timeout(Duration.ofSeconds(60));
    }
}
