package dev.larder;

import dev.larder.storage.Cull;
import dev.larder.storage.Store;

/**
 * One of the stores of a collection, and what writes to it trim. Shards are in order by their number.
 *
 * @param number from 0 on
 */
record Shard(int number, Store store, CullRule rule) implements Comparable<Shard> {

    /** What a write to this store trims now. */
    Cull cull() {
        return rule.cull();
    }

    @Override
    public int compareTo(Shard other) {
        return Integer.compare(number, other.number);
    }
}
