package dev.larder;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What lies under a key, as loading sees it.
 *
 * @param value the value, or null if what is kept is that there is none
 * @param version when it was stored, which tells it from what is stored later; 0 if that was not asked for
 * @param isStale whether it is good only if loading fails
 * @param refresher where to load it anew meanwhile, or null if it is fresh enough
 */
record Found<V>(
        @Nullable V value,
        double version,
        boolean isStale,
        @Nullable Executor refresher) {

    static <V> Found<V> fresh(@Nullable V value, double version) {
        return new Found<>(value, version, false, null);
    }
}
