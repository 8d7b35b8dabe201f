package dev.larder.contract;

import dev.larder.CacheBuilder;
import dev.larder.FanoutCache;
import dev.larder.storage.Key;
import dev.larder.storage.NamedStorage;
import dev.larder.storage.ShardHash;
import dev.larder.storage.Storage;
import java.time.Duration;

/** Where a fresh cache comes from that splits its keys among several stores of one storage. */
public interface ShardStoragesUnderTest extends FanoutUnderTest {

    /** A storage with a name that no store has yet, nor one whose name begins so. */
    NamedStorage newWhole();

    @Override
    default Storage newStorage() {
        return shard(newWhole(), 0);
    }

    private static NamedStorage shard(NamedStorage whole, int number) {
        return whole.named(whole.name() + "/%03d".formatted(number));
    }

    /** That of which {@link #newStorage} has given the first shard. */
    private static NamedStorage whole(Storage first) {
        NamedStorage named = (NamedStorage) first;
        return named.named(named.name().substring(0, named.name().lastIndexOf('/')));
    }

    @Override
    default Storage storageOf(Key key, Storage storage) {
        return shard(whole(storage), ShardHash.shard(key, shards()));
    }

    /** As patient as {@link ShardDirectoryUnderTest}. */
    @Override
    default CacheBuilder<Object, Object> newCache(Storage storage) {
        return FanoutCache.on(whole(storage)).shards(shards()).timeout(Duration.ofSeconds(60));
    }
}
