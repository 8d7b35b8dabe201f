package dev.larder.storage.contract;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Purged;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import dev.larder.storage.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verbs and their values, without what most tests do not care about. */
final class Shorthand {

    /** Longer than anything has to wait in a test that passes. */
    static final Wait PATIENT = Wait.upTo(Duration.ofSeconds(30));

    /** Shorter than anything has to wait in a test of waiting. */
    static final Wait IMPATIENT = Wait.upTo(Duration.ofMillis(50));

    private Shorthand() {}

    static Encoded text(String value) {
        return Encoded.natively(Scalar.of(value));
    }

    static Encoded number(long value) {
        return Encoded.natively(Scalar.of(value));
    }

    static Encoded number(double value) {
        return Encoded.natively(Scalar.of(value));
    }

    static Encoded bytes(byte... value) {
        return Encoded.natively(Scalar.of(value));
    }

    static Item lasting(Content content, Duration timeToLive) {
        return new Item(content, Expiry.after(timeToLive), null);
    }

    static Item tagged(Content content, @Nullable Scalar tag) {
        return new Item(content, Expiry.never(), tag);
    }

    /** Bytes that no two lengths and no two seeds share, and that repeat with no short period. */
    static byte[] noise(int length, int seed) {
        byte[] noise = new byte[length];
        int state = seed * 0x9E3779B1 + length;
        for (int i = 0; i < length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            noise[i] = (byte) (state >>> 24);
        }
        return noise;
    }

    static Stored store(Store store, Key key, Content content, Condition condition) {
        return store.store(key, Item.of(content), condition, null, Cull.NONE, PATIENT);
    }

    static void put(Store store, Key key, Item item) {
        store.store(key, item, Condition.always(), null, Cull.NONE, PATIENT);
    }

    static void put(Store store, Key key, Content content) {
        put(store, key, Item.of(content));
    }

    static void put(Store store, String key, Item item) {
        put(store, Key.of(key), item);
    }

    static void put(Store store, String key, Content content) {
        put(store, Key.of(key), Item.of(content));
    }

    static void put(Store store, String key, String value) {
        put(store, key, text(value));
    }

    /** Writes and culls, as the collections do. */
    static void put(Store store, String key, Content content, Cull cull) {
        store.store(Key.of(key), Item.of(content), Condition.always(), null, cull, PATIENT);
    }

    /** A cull that always finds the store too large. */
    static Cull cullAll(int limit, EvictionPolicy policy) {
        return new Cull(limit, policy, 0);
    }

    /** The live value, leaving no trace. */
    static @Nullable Scalar value(Store store, Key key) {
        Encoded value = store.get(key, Access.IGNORE);
        return value == null ? null : value.scalar();
    }

    static @Nullable Scalar value(Store store, String key) {
        return value(store, Key.of(key));
    }

    /** The live row without its value, leaving no trace. */
    static @Nullable Row row(Store store, Key key) {
        return store.find(key, Fetch.METADATA, Access.IGNORE);
    }

    static @Nullable Row row(Store store, String key) {
        return row(store, Key.of(key));
    }

    static @Nullable Row blobRow(Store store, String key) {
        return store.find(Key.of(key), Fetch.BLOB, Access.IGNORE);
    }

    /** All bytes of a live value. */
    static byte[] content(Store store, String key) {
        Row row = blobRow(store, key);
        if (row == null || row.blob() == null) {
            throw new AssertionError("No blob under " + key);
        }
        try (Blob blob = row.blob()) {
            return content(blob);
        }
    }

    static byte[] content(Blob blob) {
        try (InputStream stream = blob.stream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Row remove(Store store, Key key) {
        return store.remove(key, Condition.always(), Fetch.VALUE, PATIENT);
    }

    static @Nullable Row remove(Store store, String key) {
        return remove(store, Key.of(key));
    }

    static @Nullable Scalar add(Store store, String key, Scalar delta, @Nullable Scalar initial) {
        return store.add(Key.of(key), delta, initial, Cull.NONE, PATIENT);
    }

    static boolean touch(Store store, String key, Expiry expiry) {
        return store.touch(Key.of(key), expiry, Condition.always(), PATIENT);
    }

    static List<Key> append(Store store, Sequence.Queue queue, Side side, String... values) {
        List<Item> items =
                Arrays.stream(values).map(value -> Item.of(text(value))).toList();
        return store.append(queue, side, items, Cull.NONE, PATIENT);
    }

    /** The value at the end of a sequence, taken out. */
    static @Nullable Scalar take(Store store, Sequence sequence, Side side) {
        Row row = store.take(sequence, side, Fetch.VALUE, PATIENT);
        return row == null ? null : valueOf(row);
    }

    /** The value at the end of a sequence, left there. */
    static @Nullable Scalar peek(Store store, Sequence sequence, Side side) {
        Row row = store.peek(sequence, side, Fetch.VALUE, PATIENT);
        return row == null ? null : valueOf(row);
    }

    /** Everything in a sequence, taken from the front. */
    static List<String> drain(Store store, Sequence sequence) {
        List<String> drained = new ArrayList<>();
        for (Scalar next = take(store, sequence, Side.FRONT); next != null; next = take(store, sequence, Side.FRONT)) {
            drained.add(((Scalar.Text) next).value());
        }
        return drained;
    }

    static Scalar valueOf(Row row) {
        Encoded value = row.value();
        if (value == null) {
            throw new AssertionError("A row without the value that was asked for: " + row);
        }
        return value.scalar();
    }

    /** Removes all that is selected, in batches, and returns how many each batch removed. */
    static List<Integer> purge(Store store, Selection selection, int limit) {
        List<Integer> batches = new ArrayList<>();
        Purged purged;
        do {
            purged = store.purge(selection, limit, PATIENT);
            batches.add(purged.removed());
            if (batches.size() > 100_000) {
                throw new AssertionError("The purge of " + selection + " does not end");
            }
        } while (purged.more());
        return batches;
    }

    /** How many rows were removed in all. */
    static long purgeAll(Store store, Selection selection, int limit) {
        return purge(store, selection, limit).stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** All pages of a listing, put together. */
    static List<Row> list(Store store, PageRequest first) {
        List<Row> rows = new ArrayList<>();
        PageRequest request = first;
        List<Row> page = store.page(request);
        while (!page.isEmpty()) {
            rows.addAll(page);
            request = request.after(page.get(page.size() - 1));
            page = store.page(request);
        }
        return rows;
    }

    /** All keys in insertion order. */
    static List<Key> keys(Store store) {
        return list(store, PageRequest.first(PageRequest.Order.INSERTION, false, 100, Fetch.METADATA)).stream()
                .map(Row::key)
                .toList();
    }

    /** All keys in insertion order, of a store where all are texts. */
    static List<String> textKeys(Store store) {
        return textKeys(list(store, PageRequest.first(PageRequest.Order.INSERTION, false, 100, Fetch.METADATA)));
    }

    static List<String> textKeys(List<Row> rows) {
        return rows.stream()
                .map(row -> ((Scalar.Text) row.key().scalar()).value())
                .toList();
    }

    static <T> void change(Store store, Setting<T> setting, T value) {
        store.changeSettings(Settings.defaults().with(setting, value), PATIENT);
    }
}
