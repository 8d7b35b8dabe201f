package dev.larder;

import dev.larder.storage.CorruptStoreException;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import org.jspecify.annotations.Nullable;

/** What writes trim, by the settings in force; made anew only when those have changed. */
final class CullRule {

    private final Store store;
    private volatile @Nullable Rule rule;

    CullRule(Store store) {
        this.store = store;
    }

    /**
     * What a write trims now.
     *
     * @throws CorruptStoreException if the store's settings are none that Larder knows
     */
    @SuppressWarnings("ReferenceEquality") // settings are immutable and the store hands out the same until they change
    Cull cull() {
        Settings settings = store.settings();
        Rule known = rule;
        if (known == null || known.settings != settings) {
            known = new Rule(settings, of(settings));
            rule = known;
        }
        return known.cull;
    }

    /** What {@code settings} say that a write trims. */
    static Cull of(Settings settings) {
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

    private record Rule(Settings settings, Cull cull) {}
}
