package dev.larder;

import dev.larder.storage.Blob;
import dev.larder.storage.Encoded;
import dev.larder.storage.Row;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Settings;
import org.jspecify.annotations.Nullable;

/** What users see of rows. */
record RowMapper<K, V>(KeyMapper<K> keys, ValueMapper<V> values) {

    /** The same for a store with these settings. */
    RowMapper<K, V> in(Settings settings) {
        return new RowMapper<>(keys.in(settings), values.in(settings));
    }

    /**
     * The value of a row that was read with its value, or null if it is None, or cannot be read and is to be taken for
     * absent.
     */
    @Nullable
    V value(Row row) {
        Encoded value = row.value();
        return value == null ? null : values.decodeOrNone(row.key(), value);
    }

    /** The entry under a key that the user gave, or null as for {@link #value}. */
    @Nullable
    Entry<K, V> entry(K key, Row row) {
        V value = value(row);
        return value == null
                ? null
                : new Entry<>(
                        key,
                        value,
                        Times.expiry(row.expireTime()),
                        Tags.fromScalar(row.tag()),
                        row.size(),
                        Times.instant(row.storeTime()),
                        Times.instant(row.accessTime()),
                        row.accessCount());
    }

    /** The entry of a row, or null if its key or its value cannot be read and it is to be taken for absent. */
    @Nullable
    Entry<K, V> entry(Row row) {
        K key = keys.fromKey(row.key());
        return key == null ? null : entry(key, row);
    }

    /**
     * The bytes of a row that was read as a blob, or null if the codec does not take them for its own and the entry is
     * to be taken for absent.
     *
     * @throws SerializationException if the value is a number, or not the codec's and that is to fail
     */
    @Nullable
    Blob blob(Row row) {
        Blob blob = row.blob();
        if (blob == null) {
            throw new SerializationException("The value of key " + KeyMapper.describe(row.key())
                    + " is a number and has no bytes to read: get it as a value");
        }
        if (row.encoding() == values.streamEncoding()) {
            return blob;
        }
        blob.close();
        values.undecodable(row.key(), row.encoding(), "its bytes are not the value", null);
        return null;
    }
}
