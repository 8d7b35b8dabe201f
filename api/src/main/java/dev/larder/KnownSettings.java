package dev.larder;

import dev.larder.storage.LarderException;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.StoreClosedException;

/**
 * The settings of one of several stores, as far as the others go by them: while they cannot be read, those that were
 * read last count, so that the others go on. Safe for use by many threads.
 */
final class KnownSettings {

    /** So long a store that has failed is not asked again. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private static final System.Logger LOG = System.getLogger(KnownSettings.class.getName());

    private final Store store;
    private volatile Known known;

    KnownSettings(Store store) {
        this.store = store;
        this.known = new Known(store.settings(), false, System.nanoTime());
    }

    /** @param at when the store was asked that has failed, or not */
    private record Known(Settings settings, boolean isFailing, long at) {}

    /** The same object until the settings change. */
    Settings get() {
        Known before = known;
        if (before.isFailing && System.nanoTime() - before.at < PAUSE_NANOS) {
            return before.settings;
        }
        try {
            Settings now = store.settings();
            if (before.isFailing || !now.equals(before.settings)) {
                known = new Known(now, false, System.nanoTime());
                return now;
            }
            return before.settings;
        } catch (StoreClosedException e) {
            throw e;
        } catch (LarderException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The settings of a shard cannot be read; the others go by those that it had before",
                    e);
            known = new Known(before.settings, true, System.nanoTime());
            return before.settings;
        }
    }
}
