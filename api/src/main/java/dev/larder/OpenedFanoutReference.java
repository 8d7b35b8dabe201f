package dev.larder;

import org.jspecify.annotations.Nullable;

/**
 * Where a cache of shards is and how it was opened.
 *
 * @param whole as the reference to a plain cache in its directory
 * @param shards how many were asked for, or null if none
 */
record OpenedFanoutReference<K, V>(
        OpenedReference<K, V> whole, @Nullable Integer shards) implements FanoutCacheReference<K, V> {

    @Override
    public FanoutCache<K, V> open() {
        return new FanoutOptions<>(whole.options(), shards)
                .timeout(whole.timeout())
                .open();
    }
}
