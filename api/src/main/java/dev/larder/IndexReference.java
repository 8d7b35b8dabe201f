package dev.larder;

import java.io.Serializable;

/**
 * Where an index is and how it was opened, to be sent elsewhere and opened again there. It carries no data and no
 * clock.
 */
public interface IndexReference<K, V> extends Serializable {

    /** Opens the same index, with the same codecs and options. */
    Index<K, V> open();
}
