package dev.larder;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Shards that are stores of one storage: each is named by the name of the whole, a slash, and its number, as its
 * directory would be.
 *
 * @param whole whose name is that of the cache
 * @param shards the same, for stores that share transactions
 */
record ShardStorages(NamedStorage whole, NamedStorage shards) implements ShardRoot {

    static ShardStorages of(NamedStorage whole) {
        return new ShardStorages(whole, whole.together());
    }

    /** The name of the store that holds a shard of the cache with this name. */
    static String name(String whole, int shard) {
        return whole + "/" + ShardRoot.name(shard);
    }

    @Override
    public URI uri() {
        return whole.uri();
    }

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public LarderRoot collections() {
        return new StorageRoot(whole, whole.name() + "/");
    }

    @Override
    public Storage shard(int number) {
        return shards.named(name(whole.name(), number));
    }

    /** Looking makes it, which does no harm, and costs less than to look through all names. */
    @Override
    public boolean has(int number) {
        return true;
    }

    /** None: there are no shards here but those of caches that remember their number. */
    @Override
    public int present() {
        return 0;
    }

    /** The database, with its connections. */
    @Override
    public boolean isShared() {
        return true;
    }

    /** Shards of a storage are not divided anew. */
    @Override
    public void requireWhole() {}

    @Override
    public String otherNumber(int asked) {
        return "make another cache with " + asked + " shards and set the entries there";
    }

    @Override
    public String toString() {
        return whole.uri().toString();
    }
}
