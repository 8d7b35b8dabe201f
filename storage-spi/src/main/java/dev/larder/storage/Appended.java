package dev.larder.storage;

import java.util.List;

/**
 * What appending did.
 *
 * @param keys the keys of all items, in their order, or none if they were refused
 * @param dropped how many rows made way, expired ones not counted
 */
public record Appended(List<Key> keys, long dropped) {
    public Appended {
        keys = List.copyOf(keys);
    }
}
