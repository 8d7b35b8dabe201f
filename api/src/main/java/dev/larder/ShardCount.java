package dev.larder;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Scalar;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import org.jspecify.annotations.Nullable;

/**
 * How many shards there are, which decides where a key lies. Python does not remember it; here each store does.
 *
 * @param first the first shard, if it has to stay open until the others are
 */
record ShardCount(int number, @Nullable Store first) implements AutoCloseable {

    /** The setting in which each store remembers it. */
    static final String ROW = "larder_shards";

    private static final int DEFAULT = 8;

    /**
     * How many shards to open.
     *
     * @param asked what the caller asks for, or null to take what is there
     * @throws IllegalArgumentException if there is another number than {@code asked}
     */
    static ShardCount find(ShardRoot root, @Nullable Integer asked, StoreConfig config) {
        root.requireWhole();
        if (!root.has(0)) {
            return new ShardCount(asked == null ? DEFAULT : asked, null);
        }
        Store first =
                root.shard(0).open(config.withSettings(Settings.defaults()).withRemovals(null));
        boolean isKept = false;
        try {
            ShardCount found = new ShardCount(number(root, first.settings(), asked), root.isShared() ? first : null);
            isKept = found.first != null;
            return found;
        } finally {
            if (!isKept) {
                first.close();
            }
        }
    }

    private static int number(ShardRoot root, Settings first, @Nullable Integer asked) {
        int known = known(root, first);
        if (known == 0) {
            return asked == null ? DEFAULT : asked;
        }
        if (asked != null && asked != known) {
            throw new IllegalArgumentException(describe(root, known, asked));
        }
        return known;
    }

    /** How many shards the first one knows of, or 0 if that was never decided. */
    private static int known(ShardRoot root, Settings first) {
        int remembered = remembered(root, first);
        // one that has a share of a size limit but remembers nothing was made by Python
        return remembered > 0 || !SharedLimit.isShare(first) ? remembered : root.present();
    }

    /** How many shards there are according to the settings of one, or 0 if they do not say. */
    static int remembered(ShardRoot root, Settings settings) {
        Scalar row = settings.rows().get(ROW);
        if (row == null) {
            return 0;
        }
        if (row instanceof Scalar.Int64 count && count.value() >= 1 && count.value() <= Integer.MAX_VALUE) {
            return (int) count.value();
        }
        throw new CorruptStoreException(
                "The setting " + ROW + " of a shard in " + root + " is no number of shards: " + row, null);
    }

    /** Why a number of shards other than the one there is would not do. */
    static String describe(ShardRoot root, int there, int asked) {
        return "The cache in " + root + " has " + there + " shards, not " + asked
                + ", so keys would not be found; open it without saying a number, or " + root.otherNumber(asked);
    }

    @Override
    public void close() {
        if (first != null) {
            first.close();
        }
    }
}
