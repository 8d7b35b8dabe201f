package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
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
import org.junit.jupiter.api.Test;

/** Removing rows by key: {@code remove}, {@code removeAll}. */
public interface RemoveContract extends StorageUnderTest {

    @Test
    default void remove_absentKey_isNull(Store store) {
        put(store, "other", "value");

        assertThat(remove(store, "key")).isNull();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void remove_liveKey_returnsTheRowAsItWas(Store store, FakeClock clock) {
        put(store, Key.of("key"), new Item(text("value"), Expiry.after(Duration.ofSeconds(9)), Scalar.of(7L)));
        Row before = store.find(Key.of("key"), Fetch.VALUE, Access.IGNORE);
        clock.advanceSeconds(1);

        assertThat(remove(store, "key")).isEqualTo(before);
        assertThat(value(store, "key")).isNull();
        assertThat(store.count()).isZero();
        assertThat(remove(store, "key")).isNull();
    }

    @Test
    default void remove_metadata_returnsNoValue(Store store) {
        put(store, "key", bytes(noise(50_000, 1)));
        Row before = row(store, "key");

        assertThat(store.remove(Key.of("key"), Condition.always(), Fetch.METADATA, PATIENT))
                .isEqualTo(before);
        assertThat(store.totals().bytes()).isZero();
    }

    @Test
    default void remove_valueOutsideTheRow_returnsIt(Store store) {
        put(store, "bytes", bytes(noise(50_000, 1)));
        put(store, "text", text("\u00e4".repeat(50_000)));

        assertThat(removedValue(store, "bytes")).isEqualTo(Scalar.of(noise(50_000, 1)));
        assertThat(removedValue(store, "text")).isEqualTo(Scalar.of("\u00e4".repeat(50_000)));
    }

    private static Scalar removedValue(Store store, String key) {
        Row removed = remove(store, key);
        assertThat(removed).isNotNull();
        return Shorthand.valueOf(removed);
    }

    @Test
    default void remove_blob_staysReadable(Store store) {
        put(store, "in the row", "value");
        put(store, "outside", bytes(noise(50_000, 1)));
        for (String key : List.of("in the row", "outside")) {
            byte[] content = Shorthand.content(store, key);
            Row removed = store.remove(Key.of(key), Condition.always(), Fetch.BLOB, PATIENT);
            assertThat(removed).isNotNull();
            try (Blob blob = removed.blob()) {
                assertThat(blob).isNotNull();
                assertThat(Shorthand.content(blob)).isEqualTo(content);
            }
        }
        assertThat(store.count()).isZero();
    }

    @Test
    default void remove_expiredKey_leavesItForThePurge(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(bytes(noise(50_000, 1)), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);

        assertThat(remove(store, "key")).isNull();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void remove_andStoreAgain_isANewRow(Store store) {
        put(store, "key", "value");
        put(store, "other", "value");
        remove(store, "key");
        put(store, "key", "value");

        assertThat(textKeys(store)).containsExactly("other", "key");
    }

    @Test
    default void removeAll_someAbsentSomeExpired_countsTheLiveOnes(Store store, FakeClock clock) {
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));
        put(store, Key.of("expired"), lasting(text("2"), Duration.ofSeconds(1)));
        put(store, "kept", "3");
        clock.advanceSeconds(1);

        long removed = store.removeAll(List.of(Key.of("a"), Key.of("absent"), Key.of("expired"), Key.of("b")), PATIENT);
        assertThat(removed).isEqualTo(2);
        assertThat(textKeys(store)).containsExactly("expired", "kept");
    }

    @Test
    default void removeAll_keyGivenTwice_countsOnce(Store store) {
        put(store, Key.of(1), text("value"));

        assertThat(store.removeAll(List.of(Key.of(1), Key.of(1), Key.of(Scalar.of(1.0))), PATIENT))
                .isEqualTo(1);
    }

    @Test
    default void removeAll_noKeys_removesNothing(Store store) {
        put(store, "key", "value");

        assertThat(store.removeAll(List.of(), PATIENT)).isZero();
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void removeAll_thousandsOfKeysOfAllKinds_removesEach(Store store) {
        Map<Key, Item> items = new LinkedHashMap<>();
        Samples.keys().forEach(key -> items.put(key, Item.of(number(1))));
        for (long i = 10; i < 3_000; i++) {
            items.put(Key.of(i), Item.of(number(i)));
        }
        store.storeAll(items, Cull.NONE, PATIENT);
        put(store, "kept", "value");

        assertThat(store.removeAll(new ArrayList<>(items.keySet()), PATIENT)).isEqualTo(items.size());
        assertThat(textKeys(store)).containsExactly("kept");
    }
}
