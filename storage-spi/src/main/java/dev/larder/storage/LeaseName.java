package dev.larder.storage;

import java.util.Objects;

/**
 * What a lease is on.
 *
 * @param kind which right: leases of different kinds on one key have nothing to do with each other
 * @param key the key that it concerns, which need not be there
 */
public record LeaseName(String kind, Key key) {
    public LeaseName {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
    }
}
