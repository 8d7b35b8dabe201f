package dev.larder;

import dev.larder.storage.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the row of a key is: keys with equal addresses are one row. So {@code 1} and {@code 1.0} have one address in a
 * single store, but usually two among several, where they are two keys.
 *
 * @param key the canonical one among the keys that are this row
 */
record Address(Shard shard, Key key) {

    /** The address of a key that {@code shard} holds. */
    static Address of(Shard shard, Key key) {
        return new Address(shard, KeyMapper.canonical(key));
    }

    /** The keys at these addresses by the shard that holds them, in the order of the shards. */
    static SortedMap<Shard, List<Key>> byShard(Collection<Address> addresses) {
        SortedMap<Shard, List<Key>> parts = new TreeMap<>();
        for (Address address : addresses) {
            parts.computeIfAbsent(address.shard(), shard -> new ArrayList<>()).add(address.key());
        }
        return parts;
    }
}
