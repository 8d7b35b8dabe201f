package dev.larder;

import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limit of collections that keep what they are given, whatever the settings of their store say. */
final class NoLimit implements SizeLimit {

    /** Only what has expired goes. */
    private static final Cull EXPIRED =
            new Cull(Setting.CULL_LIMIT.defaultValue().intValue(), EvictionPolicy.NONE, Long.MAX_VALUE);

    @Override
    public Cull cull(int shard) {
        return EXPIRED;
    }

    @Override
    public void wrote(int shard, Item item) {}

    @Override
    public @Nullable Excess excess(Set<Integer> done) {
        return null;
    }

    @Override
    public Settings ofWhole(Settings first) {
        return first;
    }

    @Override
    public Settings inEach(Settings whole) {
        return whole;
    }
}
