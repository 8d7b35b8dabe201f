package dev.larder;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settings;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory of shards, as Python DiskCache lays it out: each is a store in a directory of its own, named by its
 * number. Python does not remember how many there are; here each store does.
 */
record ShardDirectory(Path path) {

    /** The setting in which each store remembers how many there are. */
    static final String COUNT = "larder_shards";

    private static final int DEFAULT_COUNT = 8;

    /** Beside the directory as long as `larder reshard` has not finished putting another one in its place. */
    private static final String UNFINISHED = ".reshard-old";

    /** The name of a shard's directory. */
    static String name(int shard) {
        return "%03d".formatted(shard);
    }

    private Path path(int shard) {
        return path.resolve(name(shard));
    }

    /** Whether the directory of this shard is there. */
    boolean has(int shard) {
        return Files.isDirectory(path(shard));
    }

    /** The store of this shard. */
    Storage storage(int shard) {
        return StorageLookup.find(path(shard).toUri());
    }

    /**
     * How many shards to open.
     *
     * @param asked what the caller asks for, or null to take what is there
     * @throws IllegalArgumentException if there is another number than {@code asked}
     */
    int count(@Nullable Integer asked, StoreConfig config) {
        refuseUnfinished();
        int known = has(0) ? known(config) : 0;
        if (known == 0) {
            return asked == null ? DEFAULT_COUNT : asked;
        }
        if (asked != null && asked != known) {
            throw new IllegalArgumentException(describe(known, asked));
        }
        return known;
    }

    /** How many shards the first one knows of, or 0 if that was never decided. */
    private int known(StoreConfig config) {
        StoreConfig readOnly = config.withSettings(Settings.defaults()).withRemovals(null);
        try (Store first = storage(0).open(readOnly)) {
            int remembered = remembered(first.settings());
            // one that has a share of a size limit but remembers nothing was made by Python
            return remembered > 0 || !SharedLimit.isShare(first.settings()) ? remembered : present();
        }
    }

    private int present() {
        int count = 0;
        while (has(count)) {
            count++;
        }
        return count;
    }

    /** How many shards there are according to the settings of one, or 0 if they do not say. */
    int remembered(Settings settings) {
        Scalar row = settings.rows().get(COUNT);
        if (row == null) {
            return 0;
        }
        if (row instanceof Scalar.Int64 count && count.value() >= 1 && count.value() <= Integer.MAX_VALUE) {
            return (int) count.value();
        }
        throw new CorruptStoreException(
                "The setting " + COUNT + " of a shard in " + path + " is no number of shards: " + row, null);
    }

    /** Why a number of shards other than the one there is would not do. */
    String describe(int there, int asked) {
        return "The cache in " + path + " has " + there + " shards, not " + asked
                + ", so keys would not be found; open it without saying a number, or change that with `larder reshard "
                + path + " " + asked + "`";
    }

    /** @throws StorageException if resharding was interrupted while it put the new directory in place */
    void refuseUnfinished() {
        Path name = path.getFileName();
        Path unfinished = name == null ? path : path.resolveSibling(name + UNFINISHED);
        if (name != null && Files.exists(unfinished)) {
            throw new StorageException(
                    "Resharding " + path + " has not finished, as " + unfinished
                            + " is still there; if it is not running, run `larder reshard " + path
                            + " N` again with the same number",
                    null);
        }
    }
}
