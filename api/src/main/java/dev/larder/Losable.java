package dev.larder;

import dev.larder.storage.Capability;
import dev.larder.storage.Store;

/** Stores that may lose all their rows at once, which is no place for anything but a cache. */
final class Losable {

    private Losable() {}

    /**
     * Refuses such a store.
     *
     * @param what was to be in it, as messages name it
     * @param place where it is
     * @throws UnsupportedOperationException if it is one
     */
    static void refuse(Store store, String what, Object place) {
        if (store.capabilities().contains(Capability.CACHES_ONLY)) {
            throw new UnsupportedOperationException("A crash of the server empties " + place
                    + ", so it holds caches and no " + what + "; put the " + what + " into a storage that keeps it");
        }
    }
}
