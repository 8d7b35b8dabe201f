package dev.larder;

/**
 * Is told of entries that this cache object removed or replaced, after the commit, on the thread that did it, with no
 * lock held. What other processes remove is not reported. An exception is logged and changes nothing.
 */
@FunctionalInterface
public interface RemovalListener<K> {

    /** {@code removal} has happened. */
    void removed(Removal<K> removal);
}
