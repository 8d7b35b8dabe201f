package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writing rows: {@code store}, {@code storeAll}. */
public interface StoreContract extends StorageUnderTest {

    @Test
    default void store_newKey_isStoredAndReplacesNothing(Store store) {
        Stored stored =
                store.store(Key.of("key"), Item.of(text("value")), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT);

        assertThat(stored).isEqualTo(new Stored(true, null));
        assertThat(value(store, "key")).isEqualTo(Scalar.of("value"));
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void store_liveKey_replacesAllButPlaceAndSpelling(Store store, FakeClock clock) {
        put(store, "before", "1");
        Item first = new Item(text("old"), Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag"));
        put(store, Key.of(Scalar.of(5L)), first);
        put(store, "after", "1");
        Row old = row(store, Key.of(5));
        assertThat(old).isNotNull();
        clock.advanceSeconds(5);

        put(store, Key.of(Scalar.of(5.0)), new Encoded(Scalar.of("new"), 64));

        Row replaced = row(store, Key.of(5));
        assertThat(replaced).isNotNull();
        assertThat(replaced.position()).isEqualTo(old.position());
        assertThat(replaced.key()).isEqualTo(Key.of(5));
        assertThat(replaced.encoding()).isEqualTo(64);
        assertThat(replaced.storeTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(replaced.accessTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(replaced.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(replaced.tag()).isNull();
        assertThat(replaced.accessCount()).isZero();
        assertThat(value(store, Key.of(5))).isEqualTo(Scalar.of("new"));
        assertThat(store.count()).isEqualTo(3);
    }

    @Test
    default void store_expiredKey_replacesItInPlace(Store store, FakeClock clock) {
        put(store, Key.of("key"), Shorthand.lasting(text("old"), Duration.ofSeconds(1)));
        put(store, "after", "1");
        clock.advanceSeconds(1);

        Stored stored =
                store.store(Key.of("key"), Item.of(text("new")), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT);

        assertThat(stored).as("an expired row counts as absent").isEqualTo(new Stored(true, null));
        assertThat(textKeys(store)).containsExactly("key", "after");
        assertThat(value(store, "key")).isEqualTo(Scalar.of("new"));
    }

    @Test
    default void store_previousNotAskedFor_isNotReturned(Store store) {
        put(store, "key", "old");

        Stored stored = store.store(Key.of("key"), Item.of(text("new")), Condition.always(), null, Cull.NONE, PATIENT);
        assertThat(stored).isEqualTo(new Stored(true, null));
    }

    @Test
    default void store_previousMetadata_isTheRowBeforeWithoutValue(Store store, FakeClock clock) {
        put(store, Key.of("key"), new Item(text("old"), Expiry.after(Duration.ofSeconds(9)), Scalar.of(7L)));
        Row before = row(store, "key");
        clock.advanceSeconds(1);

        Stored stored = store.store(
                Key.of("key"), Item.of(text("new")), Condition.always(), Fetch.METADATA, Cull.NONE, PATIENT);
        assertThat(stored.stored()).isTrue();
        assertThat(stored.previous()).isEqualTo(before);
    }

    @Test
    default void store_previousValue_isReturnedFromRowAndFile(Store store) {
        put(store, "key", "in the row");
        assertThat(previousValue(store, bytes(noise(50_000, 1)))).isEqualTo(Scalar.of("in the row"));
        assertThat(previousValue(store, text("\u00e4".repeat(40_000)))).isEqualTo(Scalar.of(noise(50_000, 1)));
        assertThat(previousValue(store, number(1))).isEqualTo(Scalar.of("\u00e4".repeat(40_000)));
        assertThat(previousValue(store, number(2))).isEqualTo(Scalar.of(1L));
    }

    private static Scalar previousValue(Store store, Content next) {
        Row previous = store.store(Key.of("key"), Item.of(next), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT)
                .previous();
        assertThat(previous).isNotNull();
        return Shorthand.valueOf(previous);
    }

    @Test
    default void store_previousBlob_isRefused(Store store) {
        put(store, "key", "old");

        assertThatThrownBy(() -> store.store(
                        Key.of("key"), Item.of(text("new")), Condition.always(), Fetch.BLOB, Cull.NONE, PATIENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(value(store, "key")).isEqualTo(Scalar.of("old"));
    }

    @Test
    default void store_streamOfAnyLength_isStoredAndLeftOpen(Store store) {
        for (int length : new int[] {0, 1, 100, 32_768, 100_000, 6_000_000}) {
            Source source = Source.of(noise(length, length));
            put(store, "key", new Content.Streamed(source, 1));

            assertThat(Shorthand.content(store, "key")).isEqualTo(noise(length, length));
            assertThat(source.closed()).as("the caller keeps the stream").isFalse();
            assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(length, length)));
        }
    }

    @Test
    default void store_streamInSmallPieces_isReadToItsEnd(Store store) {
        put(store, "key", new Content.Streamed(Source.of(noise(100_000, 1)).inPiecesOf(7), 18));

        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(100_000, 1)));
        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.encoding()).isEqualTo(18);
    }

    @Test
    default void store_streamThatFailsHalfWay_leavesTheRowBefore(Store store) {
        put(store, "key", bytes(noise(50_000, 1)));
        Source source = Source.of(noise(6_000_000, 2)).failingAt(3_000_000);

        assertThatThrownBy(() -> put(store, "key", new Content.Streamed(source, 1)))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage(Source.FAILURE);
        assertThat(value(store, "key")).isEqualTo(Scalar.of(noise(50_000, 1)));
        assertThat(store.totals().bytes()).isEqualTo(sizeOf(store, "key"));
    }

    @Test
    default void store_streamThatFailsAtOnce_leavesNothing(Store store) {
        Source source = Source.of(noise(10, 2)).failingAt(0);

        assertThatThrownBy(() -> put(store, "key", new Content.Streamed(source, 1)))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(store.count()).isZero();
        assertThat(source.closed()).isFalse();
    }

    @Test
    default void store_streamThatFailsUnchecked_passesItThrough(Store store) {
        put(store, "key", "old");
        IllegalStateException failure = new IllegalStateException("not an I/O failure");
        Source source = Source.of(noise(100_000, 2)).failingAt(50_000, failure);

        assertThatThrownBy(() -> put(store, "key", new Content.Streamed(source, 1)))
                .isSameAs(failure);
        assertThat(value(store, "key")).isEqualTo(Scalar.of("old"));
    }

    private static long sizeOf(Store store, String key) {
        Row row = row(store, key);
        assertThat(row).isNotNull();
        return row.size();
    }

    @Test
    default void storeAll_manyItems_writesThemInOrder(Store store) {
        put(store, "c", "old");
        Map<Key, Item> items = new LinkedHashMap<>();
        items.put(Key.of("z"), Item.of(text("1")));
        items.put(Key.of("c"), Item.of(text("2")));
        items.put(Key.of("a"), Item.of(bytes(noise(50_000, 3))));
        items.put(Key.of("b"), new Item(text("4"), Expiry.after(Duration.ofSeconds(5)), Scalar.of("tag")));
        items.put(Key.of("streamed"), Item.of(new Content.Streamed(Source.of(noise(40_000, 5)), 1)));
        store.storeAll(items, Cull.NONE, PATIENT);

        assertThat(textKeys(store)).containsExactly("c", "z", "a", "b", "streamed");
        assertThat(value(store, "c")).isEqualTo(Scalar.of("2"));
        assertThat(value(store, "a")).isEqualTo(Scalar.of(noise(50_000, 3)));
        assertThat(value(store, "streamed")).isEqualTo(Scalar.of(noise(40_000, 5)));
        Row row = row(store, "b");
        assertThat(row).isNotNull();
        assertThat(row.tag()).isEqualTo(Scalar.of("tag"));
        assertThat(row.expireTime()).isFinite();
    }

    @Test
    default void storeAll_nothing_doesNothing(Store store) {
        store.storeAll(Map.of(), Cull.NONE, PATIENT);

        assertThat(store.count()).isZero();
    }

    @Test
    default void storeAll_oneItemFails_writesNone(Store store) {
        put(store, "kept", "old");
        Map<Key, Item> items = new LinkedHashMap<>();
        items.put(Key.of("kept"), Item.of(text("new")));
        items.put(Key.of("large"), Item.of(bytes(noise(50_000, 3))));
        items.put(
                Key.of("failing"),
                Item.of(new Content.Streamed(Source.of(noise(90_000, 5)).failingAt(60_000), 1)));
        items.put(Key.of("last"), Item.of(text("never")));

        assertThatThrownBy(() -> store.storeAll(items, Cull.NONE, PATIENT)).isInstanceOf(UncheckedIOException.class);
        assertThat(textKeys(store)).containsExactly("kept");
        assertThat(value(store, "kept")).isEqualTo(Scalar.of("old"));
    }

    @Test
    default void storeAll_keysThatAreOneRow_keepsTheLast(Store store) {
        Map<Key, Item> items = new LinkedHashMap<>();
        items.put(Key.of(1), Item.of(text("first")));
        items.put(Key.of(Scalar.of(1.0)), Item.of(bytes(noise(50_000, 1))));
        items.put(Key.of("other"), Item.of(text("other")));
        store.storeAll(items, Cull.NONE, PATIENT);

        assertThat(Shorthand.keys(store)).isEqualTo(List.of(Key.of(1), Key.of("other")));
        assertThat(value(store, Key.of(1))).isEqualTo(Scalar.of(noise(50_000, 1)));
    }
}
