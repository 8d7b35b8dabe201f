package dev.larder;

import dev.larder.storage.KeyRange;

/** What the views of a cache as a map are made of. */
record MapParts<K, V>(
        Cache<K, V> cache, Shards shards, Entries<K, V> entries, RowMapper<K, V> rows, Listing<K, V> listing) {

    /** The same with listings of a range of keys. */
    MapParts<K, V> in(KeyRange range) {
        return new MapParts<>(cache, shards, entries, rows, listing.in(range));
    }
}
