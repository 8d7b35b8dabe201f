package dev.larder;

import dev.larder.storage.Cull;
import dev.larder.storage.Item;
import dev.larder.storage.Selection;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limit of a single store, which knows its own volume; made anew only when the settings have changed. */
final class OwnLimit implements SizeLimit {

    private final Store store;
    private volatile @Nullable Rule rule;

    OwnLimit(Store store) {
        this.store = store;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // settings are immutable and the store hands out the same until they change
    public Cull cull(int shard) {
        Settings settings = store.settings();
        Rule known = rule;
        if (known == null || known.settings != settings) {
            known = new Rule(settings, SizeLimit.ofSettings(settings));
            rule = known;
        }
        return known.cull;
    }

    @Override
    public void wrote(int shard, Item item) {}

    @Override
    public @Nullable Excess excess(Set<Integer> done) {
        Cull cull = cull(0);
        return done.isEmpty() ? new Excess(0, new Selection.OverLimit(cull.policy(), cull.sizeLimit())) : null;
    }

    @Override
    public Settings ofWhole(Settings first) {
        return first;
    }

    @Override
    public Settings inEach(Settings whole) {
        return whole;
    }

    private record Rule(Settings settings, Cull cull) {}
}
