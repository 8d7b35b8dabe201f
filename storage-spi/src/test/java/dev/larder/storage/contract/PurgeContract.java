package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.keys;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.purge;
import static dev.larder.storage.contract.Shorthand.purgeAll;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Purged;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Removing selected rows in batches: {@code purge}. */
public interface PurgeContract extends StorageUnderTest {

    @Test
    default void purge_emptyStore_removesNothing(Store store) {
        for (Selection selection : List.of(
                new Selection.ExpiredBefore(null),
                new Selection.ExpiredBefore(Instant.MAX),
                new Selection.Tagged(Scalar.of("tag")),
                new Selection.KeyPrefix(""),
                new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, 0),
                new Selection.UpTo(Long.MAX_VALUE))) {
            assertThat(store.purge(selection, 10, PATIENT)).as("%s", selection).isEqualTo(new Purged(0, false));
        }
    }

    @Test
    default void purge_manyRowsWithOneExpireTime_removesAllInExactBatches(Store store, FakeClock clock) {
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 250; i++) {
            items.put(Key.of(i), lasting(number(i), Duration.ofSeconds(1)));
        }
        store.storeAll(items, Cull.NONE, PATIENT);
        put(store, "kept", "value");
        clock.advanceSeconds(2);

        assertThat(purge(store, new Selection.ExpiredBefore(null), 100)).startsWith(100, 100, 50);
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void purge_moreThanTheLimit_saysSoUntilTheEnd(Store store) {
        for (int i = 0; i < 10; i++) {
            put(store, "key" + i, "value");
        }
        Selection all = new Selection.UpTo(Long.MAX_VALUE);

        assertThat(store.purge(all, 4, PATIENT)).isEqualTo(new Purged(4, true));
        assertThat(store.purge(all, 4, PATIENT)).isEqualTo(new Purged(4, true));
        assertThat(store.purge(all, 4, PATIENT)).isEqualTo(new Purged(2, false));
        assertThat(store.purge(all, 4, PATIENT)).isEqualTo(new Purged(0, false));
    }

    @Test
    default void purgeExpired_atTheInstant_keepsTheRow(Store store, FakeClock clock) {
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, Key.of("b"), lasting(text("1"), Duration.ofSeconds(2)));
        put(store, Key.of("c"), lasting(text("1"), Duration.ofSeconds(3)));
        put(store, "never", "1");
        clock.advanceSeconds(2);

        assertThat(purgeAll(store, new Selection.ExpiredBefore(null), 10)).isEqualTo(1);
        assertThat(textKeys(store)).containsExactly("b", "c", "never");
    }

    @Test
    default void purgeExpired_givenInstant_countsNotThePresent(Store store, FakeClock clock) {
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(10)));
        put(store, Key.of("b"), lasting(text("1"), Duration.ofSeconds(20)));
        put(store, "never", "1");

        Selection early = new Selection.ExpiredBefore(clock.instant().plusSeconds(10));
        assertThat(purgeAll(store, early, 10)).isZero();
        Selection later = new Selection.ExpiredBefore(clock.instant().plusSeconds(20));
        assertThat(purgeAll(store, later, 10)).isEqualTo(1);
        assertThat(textKeys(store)).containsExactly("b", "never");
        clock.advanceSeconds(100);
        assertThat(purgeAll(store, new Selection.ExpiredBefore(FakeClock.START), 10))
                .isZero();
        assertThat(purgeAll(store, new Selection.ExpiredBefore(Instant.MAX), 10))
                .isEqualTo(1);
        assertThat(textKeys(store)).containsExactly("never");
    }

    @Test
    default void purgeExpired_limited_takesTheLongestExpiredFirst(Store store, FakeClock clock) {
        put(store, Key.of("b"), lasting(text("1"), Duration.ofSeconds(2)));
        put(store, Key.of("c"), lasting(text("1"), Duration.ofSeconds(3)));
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(10);

        assertThat(store.purge(new Selection.ExpiredBefore(null), 1, PATIENT)).isEqualTo(new Purged(1, true));
        assertThat(textKeys(store)).containsExactly("b", "c");
        store.purge(new Selection.ExpiredBefore(null), 1, PATIENT);
        assertThat(textKeys(store)).containsExactly("c");
    }

    @Test
    default void purgeUpTo_position_removesTheOldestUpToThere(Store store) {
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));
        put(store, "c", "1");
        long bound = store.lastPosition();
        put(store, "d", "1");
        put(store, "a", "replaced");

        assertThat(store.purge(new Selection.UpTo(bound), 1, PATIENT).removed()).isEqualTo(1);
        assertThat(textKeys(store)).containsExactly("b", "c", "d");
        assertThat(purgeAll(store, new Selection.UpTo(bound), 1)).isEqualTo(2);
        assertThat(textKeys(store)).containsExactly("d");
        assertThat(purgeAll(store, new Selection.UpTo(bound), 1)).isZero();
    }

    @Test
    default void purgeUpTo_everyKindOfRow_removesAll(Store store, FakeClock clock) {
        for (Key key : Samples.keys()) {
            put(store, key, lasting(number(1), Duration.ofSeconds(1)));
        }
        clock.advanceSeconds(1);
        put(store, "large", bytes(noise(50_000, 1)));

        assertThat(purgeAll(store, new Selection.UpTo(store.lastPosition()), 7))
                .isEqualTo(Samples.keys().size() + 1);
        assertThat(store.count()).isZero();
        assertThat(store.totals().bytes()).isZero();
    }

    @Test
    default void purgeKeyPrefix_oddCharacters_removesExactlyTheMatchingTexts(Store store) {
        for (String prefix : Prefixes.PREFIXES) {
            purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 1_000);
            List<String> keys = Prefixes.putRows(store);
            long others = store.count() - keys.size();

            assertThat(purgeAll(store, new Selection.KeyPrefix(prefix), 3))
                    .as("prefix '%s'", prefix)
                    .isEqualTo(Prefixes.matching(keys, prefix).size());
            List<String> left = keys(store).stream()
                    .map(Key::scalar)
                    .filter(Scalar.Text.class::isInstance)
                    .map(scalar -> ((Scalar.Text) scalar).value())
                    .toList();
            assertThat(left).as("prefix '%s'", prefix).isEqualTo(Prefixes.others(keys, prefix));
            assertThat(store.count()).isEqualTo(left.size() + others);
        }
    }

    @Test
    default void purgeOverLimit_belowTheLimit_removesNothing(Store store) {
        put(store, "key", bytes(noise(100_000, 1)));
        long volume = store.totals().volume();

        for (EvictionPolicy policy : EvictionPolicy.values()) {
            assertThat(store.purge(new Selection.OverLimit(policy, volume + 1_000_000), 10, PATIENT))
                    .isEqualTo(new Purged(0, false));
        }
    }

    @Test
    default void purgeOverLimit_aboveTheLimit_removesTheOldestUntilBelow(Store store, FakeClock clock) {
        for (int i = 0; i < 30; i++) {
            put(store, "key" + i, bytes(noise(100_000, i)));
            clock.advanceSeconds(1);
        }
        long limit = store.totals().volume() - 1_050_000;

        Selection selection = new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, limit);
        long removed = purgeAll(store, selection, 2);
        assertThat(store.totals().volume()).isLessThanOrEqualTo(limit);
        assertThat(removed).isBetween(11L, 14L);
        assertThat(store.count()).isEqualTo(30 - removed);
        assertThat(textKeys(store)).startsWith("key" + removed).endsWith("key29");
    }

    @Test
    default void purgeOverLimit_smallRows_getsBelowTheLimit(Store store, FakeClock clock) {
        long empty = store.totals().volume();
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 400; i++) {
            items.put(Key.of(i), Item.of(bytes(noise(2_000, i))));
        }
        store.storeAll(items, Cull.NONE, PATIENT);
        clock.advanceSeconds(1);
        long full = store.totals().volume();
        assertThat(full).isGreaterThan(empty + 700_000);

        long limit = (empty + full) / 2;
        purgeAll(store, new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, limit), 10);
        assertThat(store.totals().volume()).isLessThanOrEqualTo(limit);
        assertThat(store.count()).isBetween(100L, 300L);
    }

    @Test
    default void purgeOverLimit_nothingAllowed_removesAll(Store store) {
        for (int i = 0; i < 25; i++) {
            put(store, "key" + i, "value");
        }

        assertThat(purgeAll(store, new Selection.OverLimit(EvictionPolicy.LEAST_RECENTLY_STORED, 0), 10))
                .isEqualTo(25);
        assertThat(store.count()).isZero();
    }

    @Test
    default void purgeOverLimit_policyNone_selectsNothing(Store store) {
        put(store, "key", "value");

        assertThat(store.purge(new Selection.OverLimit(EvictionPolicy.NONE, 0), 10, PATIENT))
                .isEqualTo(new Purged(0, false));
        assertThat(store.count()).isEqualTo(1);
    }
}
