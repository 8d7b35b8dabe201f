package dev.larder;

/** A {@link CacheReference} to a {@link FanoutCache}. */
public interface FanoutCacheReference<K, V> extends CacheReference<K, V> {

    /** Opens the same shards, with the same codecs and options. */
    @Override
    FanoutCache<K, V> open();
}
