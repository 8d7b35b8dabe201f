package dev.larder;

import dev.larder.storage.NamedStorage;
import dev.larder.storage.Storage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What holds the shards of a cache, and the collections by name beneath it: a directory, or a storage of many stores.
 */
interface ShardRoot {

    /**
     * The root in a place.
     *
     * @throws IllegalArgumentException if there is room for one store only
     */
    static ShardRoot in(Storage storage) {
        if (storage instanceof NamedStorage named) {
            return ShardStorages.of(named);
        }
        if ("file".equals(storage.uri().getScheme())) {
            return new ShardDirectory(Path.of(storage.uri()));
        }
        throw new IllegalArgumentException("The storage " + storage.uri()
                + " holds one collection: a cache of shards needs one that holds many by name, or a directory; open a"
                + " plain cache on it");
    }

    /** What a shard is called in its root. */
    static String name(int shard) {
        return "%03d".formatted(shard);
    }

    /** The place, for messages and references. */
    URI uri();

    /** The directory, if it is one. */
    Optional<Path> directory();

    /** The collections by name beneath it. */
    LarderRoot collections();

    /** The store of a shard. */
    Storage shard(int number);

    /**
     * Whether a shard may be there, so that it has to be looked at before settings are written that its store may have
     * already.
     */
    boolean has(int number);

    /** How many shards there are if none remembers it. */
    int present();

    /** Whether the shards share something that is dear to open, and is open as long as one of them is. */
    boolean isShared();

    /**
     * Refuses shards that are being divided anew.
     *
     * @throws dev.larder.storage.StorageException if they are
     */
    void requireWhole();

    /** What whoever wants {@code asked} shards can do; the end of a message. */
    String otherNumber(int asked);
}
