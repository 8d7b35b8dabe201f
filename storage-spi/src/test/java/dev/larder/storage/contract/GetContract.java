package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.blobRow;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Reading rows by key: {@code get}, {@code find}, {@code findAll}. */
public interface GetContract extends StorageUnderTest {

    @Test
    default void get_absentKey_isNull(Store store) {
        put(store, "other", "value");

        assertThat(store.get(Key.of("key"), Access.RECORD)).isNull();
        assertThat(store.get(Key.of("key"), Access.IGNORE)).isNull();
    }

    @Test
    default void get_liveKey_isItsValue(Store store) {
        put(store, "key", "value");

        assertThat(store.get(Key.of("key"), Access.RECORD)).isEqualTo(text("value"));
        assertThat(store.get(Key.of("key"), Access.IGNORE)).isEqualTo(text("value"));
    }

    @Test
    default void get_expiredKey_isNull(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        assertThat(store.get(Key.of("key"), Access.RECORD)).isNull();
    }

    @Test
    default void find_absentKey_isNullWhateverIsFetched(Store store) {
        for (Fetch fetch : Fetch.values()) {
            assertThat(store.find(Key.of("key"), fetch, Access.RECORD)).isNull();
        }
    }

    @Test
    default void find_expiredKey_isNullWhateverIsFetched(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(bytes(noise(50_000, 1)), Duration.ofSeconds(10)));
        clock.advanceSeconds(10);

        for (Fetch fetch : Fetch.values()) {
            assertThat(store.find(Key.of("key"), fetch, Access.RECORD)).isNull();
        }
    }

    @Test
    default void find_metadata_isEverythingButTheValue(Store store, FakeClock clock) {
        put(store, "before", "it");
        Encoded value = new Encoded(Scalar.of(noise(50_000, 1)), 64);
        put(store, Key.of("key"), new Item(value, Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag")));

        Row row = store.find(Key.of("key"), Fetch.METADATA, Access.IGNORE);
        assertThat(row).isNotNull();
        assertThat(row.value()).isNull();
        assertThat(row.blob()).isNull();
        requireMetadata(row, clock);
    }

    @Test
    default void find_value_isEverythingAndTheValue(Store store, FakeClock clock) {
        put(store, "before", "it");
        Encoded value = new Encoded(Scalar.of(noise(50_000, 1)), 64);
        put(store, Key.of("key"), new Item(value, Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag")));

        Row row = store.find(Key.of("key"), Fetch.VALUE, Access.IGNORE);
        assertThat(row).isNotNull();
        assertThat(row.value()).isEqualTo(value);
        assertThat(row.blob()).isNull();
        requireMetadata(row, clock);
    }

    @Test
    default void find_blob_isEverythingAndAHandle(Store store, FakeClock clock) {
        put(store, "before", "it");
        Encoded value = new Encoded(Scalar.of(noise(50_000, 1)), 64);
        put(store, Key.of("key"), new Item(value, Expiry.after(Duration.ofSeconds(10)), Scalar.of("tag")));

        Row row = blobRow(store, "key");
        assertThat(row).isNotNull();
        try (Blob blob = row.blob()) {
            assertThat(blob).isNotNull();
            assertThat(blob.length()).isEqualTo(50_000);
        }
        requireMetadata(row, clock);
    }

    private static void requireMetadata(Row row, FakeClock clock) {
        assertThat(row.position()).isGreaterThan(1);
        assertThat(row.key()).isEqualTo(Key.of("key"));
        assertThat(row.encoding()).isEqualTo(64);
        assertThat(row.storeTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(row.expireTime()).isCloseTo(clock.seconds() + 10, within(1e-3));
        assertThat(row.accessTime()).isCloseTo(clock.seconds(), within(1e-3));
        assertThat(row.accessCount()).isZero();
        assertThat(row.tag()).isEqualTo(Scalar.of("tag"));
    }

    @Test
    default void find_plainItem_hasNoExpiryNoTagNoSize(Store store) {
        put(store, "key", "value");

        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.expireTime()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(row.tag()).isNull();
        assertThat(row.size()).isZero();
        assertThat(row.position()).isPositive();
    }

    @Test
    default void find_everyScalarAsTag_comesBackAsItWas(Store store) {
        for (Scalar tag : Samples.scalars()) {
            put(store, Key.of("key"), Shorthand.tagged(text("value"), tag));
            Row row = row(store, "key");
            assertThat(row).isNotNull();
            assertThat(row.tag()).isEqualTo(tag);
        }
    }

    @Test
    default void findAll_someAbsentSomeExpired_isTheLiveOnes(Store store, FakeClock clock) {
        put(store, "a", "1");
        put(store, Key.of("expired"), lasting(text("2"), Duration.ofSeconds(1)));
        put(store, "b", bytes(noise(40_000, 3)));
        put(store, "not asked for", "4");
        clock.advanceSeconds(1);

        List<Row> rows = store.findAll(
                List.of(Key.of("b"), Key.of("absent"), Key.of("expired"), Key.of("a")), Fetch.VALUE, Access.RECORD);
        assertThat(rows)
                .extracting(Row::key, Row::value)
                .containsExactlyInAnyOrder(tuple(Key.of("a"), text("1")), tuple(Key.of("b"), bytes(noise(40_000, 3))));
    }

    @Test
    default void findAll_metadata_hasNoValues(Store store) {
        put(store, "a", "1");
        put(store, "b", bytes(noise(40_000, 3)));

        assertThat(store.findAll(List.of(Key.of("a"), Key.of("b")), Fetch.METADATA, Access.IGNORE))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.value()).isNull());
    }

    @Test
    default void findAll_keyGivenTwice_isThereOnce(Store store) {
        put(store, "a", "1");
        put(store, Key.of(1), text("number"));

        assertThat(store.findAll(
                        List.of(Key.of("a"), Key.of(1), Key.of("a"), Key.of(Scalar.of(1.0))),
                        Fetch.VALUE,
                        Access.IGNORE))
                .extracting(Row::key)
                .containsExactlyInAnyOrder(Key.of("a"), Key.of(1));
    }

    @Test
    default void findAll_everyKindOfKey_findsEach(Store store) {
        List<Key> keys = new ArrayList<>(Samples.keys());
        keys.add(new Key(Scalar.of(new byte[] {0}), true));
        keys.forEach(key -> put(store, key, number(1)));

        assertThat(store.findAll(keys, Fetch.METADATA, Access.IGNORE))
                .extracting(Row::key)
                .containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    default void findAll_blobs_areRefused(Store store) {
        put(store, "a", "1");

        assertThatThrownBy(() -> store.findAll(List.of(Key.of("a")), Fetch.BLOB, Access.IGNORE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void findAll_noKeys_isEmpty(Store store) {
        put(store, "a", "1");

        assertThat(store.findAll(List.of(), Fetch.VALUE, Access.RECORD)).isEmpty();
    }

    @Test
    default void findAll_thousandsOfKeys_findsAll(Store store) {
        Map<Key, Item> items = new LinkedHashMap<>();
        LongStream.range(0, 5_000).forEach(i -> items.put(Key.of(i), Item.of(number(-i))));
        store.storeAll(items, Cull.NONE, Shorthand.PATIENT);

        List<Key> keys = new ArrayList<>();
        LongStream.range(-1_000, 6_000).forEach(i -> keys.add(Key.of(i)));
        assertThat(store.findAll(keys, Fetch.VALUE, Access.IGNORE))
                .hasSize(5_000)
                .allSatisfy(row -> assertThat(row.value())
                        .isEqualTo(number(-((Scalar.Int64) row.key().scalar()).value())));
    }

    @Test
    default void get_afterEveryKindOfChange_seesIt(Store store) {
        put(store, "key", number(1));
        assertThat(value(store, "key")).isEqualTo(Scalar.of(1L));
        Shorthand.add(store, "key", Scalar.of(1L), null);
        assertThat(value(store, "key")).isEqualTo(Scalar.of(2L));
        put(store, "key", "text");
        assertThat(value(store, "key")).isEqualTo(Scalar.of("text"));
        remove(store, "key");
        assertThat(value(store, "key")).isNull();
    }
}
