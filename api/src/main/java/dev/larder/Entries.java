package dev.larder;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries of a store, by users' keys and values. */
final class Entries<K, V> {

    private final Store store;
    private final RowMapper<K, V> rows;
    private final KeyMapper<K> keys;
    private final ValueMapper<V> values;
    private final CullRule cull;
    private final Wait wait;

    Entries(Store store, RowMapper<K, V> rows, CullRule cull, Wait wait) {
        this.store = store;
        this.rows = rows;
        this.keys = rows.keys();
        this.values = rows.values();
        this.cull = cull;
        this.wait = wait;
    }

    // ---- writing

    boolean store(K key, V value, WriteOptions options, Condition condition) {
        Key storeKey = keys.toKey(key);
        return store(storeKey, item(storeKey, value, options), condition);
    }

    boolean write(K key, InputStream data, WriteOptions options) {
        Key storeKey = keys.toKey(key);
        values.requireStreams("Writing a stream");
        Content content = new Content.Streamed(data, values.streamEncoding());
        return store(storeKey, new Item(content, options.expiry(), options.tagScalar()), Condition.always());
    }

    boolean compareAndSet(K key, V expected, V update, WriteOptions options) {
        Key storeKey = keys.toKey(key);
        Objects.requireNonNull(expected, "expected");
        Item item = item(storeKey, update, options);
        return values.isComparable()
                ? store(storeKey, item, Condition.ifValue(values.encode(storeKey, expected)))
                : ifEqual(storeKey, expected, () -> store(storeKey, item, Condition.always()));
    }

    void storeAll(Map<? extends K, ? extends V> entries, WriteOptions options) {
        Map<Key, Item> items = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            Key storeKey = keys.toKey(key);
            items.put(storeKey, item(storeKey, value, options));
        });
        if (!items.isEmpty()) {
            store.storeAll(items, cull.cull(), wait);
        }
    }

    boolean touch(K key, Expiry expiry) {
        return store.touch(keys.toKey(key), expiry, Condition.always(), wait);
    }

    @Nullable
    Scalar add(K key, Scalar delta, @Nullable Scalar initial) {
        Key storeKey = keys.toKey(key);
        values.requireNumbers(delta);
        return store.add(storeKey, delta, initial, cull.cull(), wait);
    }

    private boolean store(Key key, Item item, Condition condition) {
        return store.store(key, item, condition, null, cull.cull(), wait).stored();
    }

    private Item item(Key key, V value, WriteOptions options) {
        return new Item(values.encode(key, value), options.expiry(), options.tagScalar());
    }

    // ---- reading

    @Nullable
    V get(K key) {
        return get(keys.toKey(key), Access.RECORD);
    }

    @Nullable
    V get(Key key, Access access) {
        Encoded encoded = store.get(key, access);
        return encoded == null ? null : values.decode(key, encoded);
    }

    /** The values found, by the keys asked for, in their order. */
    Map<K, V> getAll(Collection<? extends K> wanted) {
        Map<Key, K> asked = keys.toKeys(wanted);
        Map<K, V> result = new LinkedHashMap<>();
        if (asked.isEmpty()) {
            return result;
        }
        Map<Key, V> found = new HashMap<>();
        for (Row row : store.findAll(asked.keySet(), Fetch.VALUE, Access.RECORD)) {
            V value = rows.value(row);
            if (value != null) {
                found.put(KeyMapper.canonical(row.key()), value);
            }
        }
        asked.forEach((storeKey, key) -> {
            V value = found.get(storeKey);
            if (value != null) {
                result.put(key, value);
            }
        });
        return result;
    }

    Optional<Entry<K, V>> entry(K key) {
        Row row = store.find(keys.toKey(key), Fetch.VALUE, Access.RECORD);
        return row == null ? Optional.empty() : Optional.ofNullable(rows.entry(key, row));
    }

    Optional<Blob> read(K key) {
        Key storeKey = keys.toKey(key);
        values.requireStreams("Reading as a stream");
        Row row = store.find(storeKey, Fetch.BLOB, Access.RECORD);
        return row == null ? Optional.empty() : Optional.ofNullable(rows.blob(row));
    }

    boolean contains(Key key) {
        return store.find(key, Fetch.METADATA, Access.IGNORE) != null;
    }

    // ---- removing

    /**
     * Removes and returns an entry. It is read first, in one transaction, so that a value that cannot be read is not
     * lost.
     */
    Optional<Entry<K, V>> pop(K key) {
        Key storeKey = keys.toKey(key);
        return store.transact(wait, () -> {
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
            return ifEqual(key, expected, () -> delete(key));
        }
        Encoded encoded = values.encodeOrNull(expected);
        return encoded != null && delete(key, Condition.ifValue(encoded));
    }

    long deleteAll(Collection<? extends K> unwanted) {
        Map<Key, K> asked = keys.toKeys(unwanted);
        return asked.isEmpty() ? 0 : store.removeAll(asked.keySet(), wait);
    }

    private boolean delete(Key key, Condition condition) {
        return store.remove(key, condition, Fetch.METADATA, wait) != null;
    }

    // ---- depending on the earlier value

    /** Stores {@code value} and returns the earlier one; if that cannot be read, nothing changes. */
    @Nullable
    V exchange(K key, V value) {
        Key storeKey = keys.toKey(key);
        Item item = item(storeKey, value, WriteOptions.none());
        return store.<@Nullable V>transact(wait, () -> {
            Stored stored = store.store(storeKey, item, Condition.always(), Fetch.VALUE, cull.cull(), wait);
            return stored.previous() == null ? null : rows.value(stored.previous());
        });
    }

    /** Stores {@code value} if there is an earlier one and returns that. */
    @Nullable
    V replace(K key, V value) {
        Key storeKey = keys.toKey(key);
        Item item = item(storeKey, value, WriteOptions.none());
        return store.<@Nullable V>transact(wait, () -> {
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
        Key storeKey = keys.toKey(key);
        Item item = item(storeKey, value, WriteOptions.none());
        while (true) {
            Stored stored = store.store(storeKey, item, Condition.ifAbsent(), Fetch.VALUE, cull.cull(), wait);
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
        Key storeKey = keys.toKey(key);
        return store.<@Nullable V>transact(wait, () -> {
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
        Key storeKey = keys.toKey(key);
        V present = get(storeKey, Access.RECORD);
        if (present != null) {
            return present;
        }
        return store.<@Nullable V>transact(wait, () -> {
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
    private boolean ifEqual(Key key, Object expected, BooleanSupplier change) {
        return store.transact(wait, () -> {
            V value = get(key, Access.IGNORE);
            return value != null && Objects.deepEquals(value, expected) && change.getAsBoolean();
        });
    }
}
