package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PinnedFile;
import dev.larder.storage.Placing;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries by users' keys and values. */
final class Entries<K, V> {

    private final Shards shards;
    private final RowMapper<K, V> rows;
    private final KeyMapper<K> keys;
    private final ValueMapper<V> values;
    private final Wait wait;

    Entries(Shards shards, RowMapper<K, V> rows, Wait wait) {
        this.shards = shards;
        this.rows = rows;
        this.keys = rows.keys();
        this.values = rows.values();
        this.wait = wait;
    }

    /**
     * The store's form of a key: that under which there is an entry, if there is more than one form. Looking for it is
     * no part of what is done then.
     */
    Key find(K key) {
        Key first = keys.toKey(key);
        Key other = keys.otherKey(key, first);
        return other != null && !contains(first) && contains(other) ? other : first;
    }

    /** As {@link #find}, or null if {@code key} is nothing that could be a key. */
    @Nullable
    Key findOrNull(Object key) {
        return keys.orNull(key, this::find);
    }

    // ---- writing

    boolean store(K key, V value, WriteOptions options, Condition condition) {
        Key storeKey = find(key);
        return store(storeKey, item(storeKey, value, options), condition);
    }

    boolean write(K key, InputStream data, WriteOptions options) {
        Key storeKey = find(key);
        values.requireStreams("Writing a stream");
        Content content = new Content.Streamed(data, values.streamEncoding());
        return store(storeKey, new Item(content, options.expiry(), options.tagScalar()), Condition.always());
    }

    boolean compareAndSet(K key, V expected, V update, WriteOptions options) {
        Key storeKey = find(key);
        Objects.requireNonNull(expected, "expected");
        Item item = item(storeKey, update, options);
        return values.isComparable()
                ? store(storeKey, item, Condition.ifValue(values.encode(storeKey, expected)))
                : ifEqual(Operation.SET, storeKey, expected, () -> store(storeKey, item, Condition.always()));
    }

    void storeAll(Iterable<? extends Map.Entry<? extends K, ? extends V>> pairs, WriteOptions options) {
        SortedMap<Shard, Map<Key, Item>> parts = new TreeMap<>();
        for (Map.Entry<? extends K, ? extends V> pair : pairs) {
            Key storeKey = find(pair.getKey());
            parts.computeIfAbsent(shards.shard(storeKey), shard -> new LinkedHashMap<>())
                    .put(storeKey, item(storeKey, pair.getValue(), options));
        }
        if (!parts.isEmpty()) {
            shards.inOne(Operation.SET_ALL, parts.keySet(), wait, () -> {
                parts.forEach((shard, items) -> shard.storeAll(items, wait));
                return true;
            });
        }
    }

    boolean touch(K key, Expiry expiry) {
        Key storeKey = find(key);
        return shards.of(storeKey).touch(storeKey, expiry, Condition.always(), wait);
    }

    @Nullable
    Scalar add(K key, Scalar delta, @Nullable Scalar initial) {
        Key storeKey = find(key);
        values.requireNumbers(delta);
        return shards.shard(storeKey).add(storeKey, delta, initial, wait);
    }

    private boolean store(Key key, Item item, Condition condition) {
        return store(key, item, condition, null).stored();
    }

    private Stored store(Key key, Item item, Condition condition, @Nullable Fetch previous) {
        return store(key, item, condition, Placing.KEEP, previous);
    }

    private Stored store(Key key, Item item, Condition condition, Placing placing, @Nullable Fetch previous) {
        return shards.shard(key).store(key, item, condition, placing, previous, wait);
    }

    private Item item(Key key, V value, WriteOptions options) {
        return new Item(values.encode(key, value), options.expiry(), options.tagScalar());
    }

    // ---- reading

    @Nullable
    V get(K key) {
        return get(find(key), Access.RELAXED);
    }

    @Nullable
    V get(Key key, Access access) {
        Encoded encoded = shards.of(key).get(key, access);
        return encoded == null ? null : values.decodeOrNone(key, encoded);
    }

    /** The values found, by the keys asked for, in their order. */
    Map<K, V> getAll(Collection<? extends K> wanted) {
        Map<Address, K> asked = addresses(wanted);
        Map<Address, V> found = new HashMap<>();
        Address.byShard(asked.keySet()).forEach((shard, storeKeys) -> {
            for (Row row : shard.store().findAll(storeKeys, Fetch.VALUE, Access.RELAXED)) {
                V value = rows.value(row);
                if (value != null) {
                    found.put(Address.of(shard, row.key()), value);
                }
            }
        });
        Map<K, V> result = new LinkedHashMap<>();
        asked.forEach((address, key) -> {
            V value = found.get(address);
            if (value != null) {
                result.put(key, value);
            }
        });
        return result;
    }

    /** Where each key is, with the key itself; keys that are one row come once. In the order given. */
    private Map<Address, K> addresses(Collection<? extends K> asked) {
        Map<Address, K> addresses = new LinkedHashMap<>();
        for (K key : asked) {
            addresses.putIfAbsent(shards.address(find(key)), key);
        }
        return addresses;
    }

    Optional<Entry<K, V>> entry(K key) {
        Key storeKey = find(key);
        Row row = shards.of(storeKey).find(storeKey, Fetch.VALUE, Access.RECORD);
        return row == null ? Optional.empty() : Optional.ofNullable(rows.entry(key, row));
    }

    Optional<Blob> read(K key) {
        Key storeKey = find(key);
        values.requireStreams("Reading as a stream");
        Row row = shards.of(storeKey).find(storeKey, Fetch.BLOB, Access.RECORD);
        return row == null ? Optional.empty() : Optional.ofNullable(rows.blob(row));
    }

    Optional<PinnedFile> pin(K key, Duration lease) {
        Key storeKey = find(key);
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease lasts some time, not " + lease);
        }
        values.requireStreams("Pinning a file");
        Store store = shards.of(storeKey);
        if (!store.capabilities().contains(Capability.VALUE_FILES)) {
            throw new UnsupportedOperationException("The storage of this cache keeps values in a database and has no"
                    + " directory for files; read the value as a stream");
        }
        Row row = store.find(storeKey, Fetch.BLOB, Access.RECORD);
        Blob blob = row == null ? null : rows.blob(row);
        if (blob == null) {
            return Optional.empty();
        }
        try (blob) {
            return Optional.of(store.pin(blob, lease));
        }
    }

    boolean contains(Key key) {
        return shards.of(key).find(key, Fetch.METADATA, Access.IGNORE) != null;
    }

    // ---- removing

    /**
     * Removes and returns an entry. It is read first, in one transaction, so that a value that cannot be read is not
     * lost.
     */
    Optional<Entry<K, V>> pop(K key) {
        Key storeKey = find(key);
        ReopeningStore store = shards.of(storeKey);
        return store.transact(Operation.POP, wait, () -> {
            Row row = store.find(storeKey, Fetch.VALUE, Access.IGNORE);
            Entry<K, V> entry = row == null ? null : rows.entry(key, row);
            if (entry != null) {
                delete(storeKey, Condition.always());
            }
            return Optional.ofNullable(entry);
        });
    }

    boolean delete(Key key) {
        return delete(key, Condition.always());
    }

    /** Removes the entry if its value equals {@code expected}, which may be of any type. */
    boolean deleteIfEqual(Key key, Object expected) {
        if (!values.isComparable()) {
            return ifEqual(Operation.DELETE, key, expected, () -> delete(key));
        }
        Encoded encoded = values.encodeOrNull(expected);
        return encoded != null && delete(key, Condition.ifValue(encoded));
    }

    long deleteAll(Collection<? extends K> unwanted) {
        SortedMap<Shard, List<Key>> parts = Address.byShard(addresses(unwanted).keySet());
        return parts.isEmpty()
                ? 0
                : shards.inOne(Operation.DELETE_ALL, parts.keySet(), wait, () -> {
                    long removed = 0;
                    for (Map.Entry<Shard, List<Key>> part : parts.entrySet()) {
                        removed += part.getKey().store().removeAll(part.getValue(), wait);
                    }
                    return removed;
                });
    }

    private boolean delete(Key key, Condition condition) {
        return shards.of(key).remove(key, condition, Fetch.METADATA, wait) != null;
    }

    // ---- depending on the earlier value

    /** Stores {@code value} and returns the earlier one; if that cannot be read, nothing changes. */
    @Nullable
    V exchange(K key, V value) {
        return exchange(key, value, Placing.KEEP);
    }

    /** As {@link #exchange(Object, Object)}, and gives the entry a place in insertion order. */
    @Nullable
    V exchange(K key, V value, Placing placing) {
        Key storeKey = find(key);
        Item item = item(storeKey, value, WriteOptions.none());
        return shards.of(storeKey).<@Nullable V>transact(Operation.SET, wait, () -> {
            Stored stored = store(storeKey, item, Condition.always(), placing, Fetch.VALUE);
            return stored.previous() == null ? null : rows.value(stored.previous());
        });
    }

    /** Stores {@code value} if there is an earlier one and returns that. */
    @Nullable
    V replace(K key, V value) {
        Key storeKey = find(key);
        Item item = item(storeKey, value, WriteOptions.none());
        return shards.of(storeKey).<@Nullable V>transact(Operation.SET, wait, () -> {
            V earlier = get(storeKey, Access.IGNORE);
            if (earlier != null) {
                store(storeKey, item, Condition.always());
            }
            return earlier;
        });
    }

    /** Stores {@code value} if there is no earlier one, which it returns. */
    @Nullable
    V storeIfAbsent(K key, V value) {
        Key storeKey = find(key);
        Item item = item(storeKey, value, WriteOptions.none());
        while (true) {
            Stored stored = store(storeKey, item, Condition.ifAbsent(), Fetch.VALUE);
            Row inTheWay = stored.previous();
            if (stored.stored() || inTheWay == null) {
                return null;
            }
            V earlier = rows.value(inTheWay);
            if (earlier != null) {
                return earlier;
            }
            // what cannot be read is taken for absent, as long as it is still that
            if (store(storeKey, item, Condition.ifStoredAt(inTheWay.storeTime()))) {
                return null;
            }
        }
    }

    /**
     * Stores what {@code change} makes of the earlier value, null for none, and returns that; null removes the entry.
     */
    @Nullable
    V exchange(K key, Function<@Nullable V, @Nullable V> change) {
        Key storeKey = find(key);
        return shards.<@Nullable V>transact(Operation.COMPUTE, wait, () -> {
            V earlier = get(storeKey, Access.IGNORE);
            V value = change.apply(earlier);
            if (value != null) {
                store(storeKey, item(storeKey, value, WriteOptions.none()), Condition.always());
            } else if (earlier != null) {
                delete(storeKey, Condition.always());
            }
            return value;
        });
    }

    /** Returns the value, or stores what {@code maker} makes and returns that; null stores nothing. */
    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> maker) {
        Key storeKey = find(key);
        V present = get(storeKey, Access.RECORD);
        if (present != null) {
            return present;
        }
        return shards.<@Nullable V>transact(Operation.COMPUTE, wait, () -> {
            V earlier = get(storeKey, Access.IGNORE);
            if (earlier != null) {
                return earlier;
            }
            V value = maker.apply(key);
            if (value != null) {
                store(storeKey, item(storeKey, value, WriteOptions.none()), Condition.always());
            }
            return value;
        });
    }

    /**
     * Makes a change if the value under {@code key} equals {@code expected}, for values that a store cannot compare.
     */
    private boolean ifEqual(Operation operation, Key key, Object expected, BooleanSupplier change) {
        return shards.of(key).transact(operation, wait, () -> {
            V value = get(key, Access.IGNORE);
            return value != null && Objects.deepEquals(value, expected) && change.getAsBoolean();
        });
    }
}
