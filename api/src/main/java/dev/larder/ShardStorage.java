package dev.larder;

import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageException;
import dev.larder.storage.Store;
import dev.larder.storage.StoreConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * One shard of several. Opening makes it one of so many if it is new, and refuses it if it is one of another number.
 *
 * @param initialLimit the share of the size limit that it gets if it is new
 */
record ShardStorage(ShardRoot root, int number, int count, Scalar initialLimit) implements Storage {

    /**
     * @param config with the settings of the whole
     * @throws StorageException if it is one of another number of shards, or resharding is under way
     */
    @Override
    public Store open(StoreConfig config) {
        root.requireWhole();
        Settings said = SharedLimit.inEach(config.settings(), count);
        // nothing is written before it is known to be the right number; some settings work on a new store only
        Store store = root.shard(number).open(config.withSettings(root.has(number) ? Settings.defaults() : said));
        try {
            Settings wanted = wanted(store.settings(), said);
            if (!store.settings().rows().entrySet().containsAll(wanted.rows().entrySet())) {
                store.changeSettings(before -> wanted(before, said), config.openWait());
            }
            return store;
        } catch (Throwable e) {
            store.close();
            throw e;
        }
    }

    private Settings wanted(Settings before, Settings said) {
        int remembered = ShardCount.remembered(root, before);
        if (remembered > 0 && remembered != count) {
            throw new StorageException(ShardCount.describe(root, remembered, count), null);
        }
        Map<String, Scalar> rows = new HashMap<>(said.rows());
        rows.put(ShardCount.ROW, Scalar.of(count));
        if (!SharedLimit.isShare(before)) {
            rows.putIfAbsent(Setting.SIZE_LIMIT.name(), initialLimit);
        }
        return Settings.of(rows);
    }

    @Override
    public URI uri() {
        return root.shard(number).uri();
    }
}
