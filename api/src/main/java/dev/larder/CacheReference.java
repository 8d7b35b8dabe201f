package dev.larder;

import java.io.Serializable;

/**
 * Where a cache is and how it was opened, to be sent elsewhere and opened again there. It carries no data.
 *
 * <p>Listeners, clocks and executors do not travel: a cache opened from a reference has none of them and uses the
 * system clock.
 */
public interface CacheReference<K, V> extends Serializable {

    /** Opens the same store, with the same codecs and options. */
    Cache<K, V> open();
}
