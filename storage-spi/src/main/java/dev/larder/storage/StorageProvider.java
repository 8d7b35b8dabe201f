package dev.larder.storage;

import java.net.URI;
import java.util.Optional;

/** Finds a storage for a place; registered as a service by each module that has one. */
public interface StorageProvider {

    /**
     * The storage at {@code uri}, or empty if the URI is not of this provider's kind. A {@code file} URI is a
     * directory.
     *
     * @throws IllegalArgumentException if the URI is of this provider's kind but wrong
     */
    Optional<Storage> storage(URI uri);
}
