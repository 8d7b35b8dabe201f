package dev.larder;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.Selection;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much a collection may take on disk, and what goes when it takes more. */
interface SizeLimit {

    /**
     * What a write to this shard trims now.
     *
     * @throws CorruptStoreException if the settings are none that Larder knows
     */
    Cull cull(int shard);

    /** Takes note of an item that was just written to this shard; may trim others. */
    void wrote(int shard, Item item);

    /** Where there is most to trim now, if there is anything, in shards other than {@code done}. */
    @Nullable
    Excess excess(Set<Integer> done);

    /** The settings of the whole, by those of the first store. */
    Settings ofWhole(Settings first);

    /** What settings of the whole are in each store. */
    Settings inEach(Settings whole);

    /**
     * What one of the shards holds too much.
     *
     * @param rows those to remove from it
     */
    record Excess(int shard, Selection.OverLimit rows) {}

    /** What the settings of a single store say that a write trims. */
    static Cull ofSettings(Settings settings) {
        try {
            EvictionPolicy policy = settings.get(Setting.EVICTION_POLICY);
            return new Cull(settings.get(Setting.CULL_LIMIT).intValue(), policy, settings.get(Setting.SIZE_LIMIT));
        } catch (IllegalArgumentException e) {
            throw new CorruptStoreException(
                    "The store's settings cannot be used: " + e.getMessage()
                            + "; configure the setting to put that right",
                    e);
        }
    }
}
