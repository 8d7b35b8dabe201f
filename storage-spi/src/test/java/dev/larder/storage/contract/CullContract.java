package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.cullAll;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.textKeys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Selection;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What writes trim, {@link Cull}, and in which order rows go, {@link EvictionPolicy}. */
public interface CullContract extends StorageUnderTest {

    @Test
    default void cull_limitZero_trimsNothing(Store store, FakeClock clock) {
        put(store, Key.of("expired"), lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(5);
        put(store, "new", text("1"), cullAll(0, EvictionPolicy.LEAST_RECENTLY_STORED));

        assertThat(textKeys(store)).containsExactly("expired", "new");
    }

    @Test
    default void cull_expiredRows_goFirstTheLongestExpiredBefore(Store store, FakeClock clock) {
        put(store, "live", "1");
        put(store, Key.of("b"), lasting(text("1"), Duration.ofSeconds(2)));
        put(store, Key.of("c"), lasting(text("1"), Duration.ofSeconds(3)));
        put(store, Key.of("a"), lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(10);
        Cull below = new Cull(2, EvictionPolicy.LEAST_RECENTLY_STORED, Long.MAX_VALUE);

        put(store, "new", text("1"), below);
        assertThat(textKeys(store)).containsExactly("live", "c", "new");
        put(store, "newer", text("1"), below);
        assertThat(textKeys(store)).containsExactly("live", "new", "newer");
    }

    @Test
    default void cull_rowThatExpiresAtThisInstant_isKept(Store store, FakeClock clock) {
        put(store, Key.of("key"), lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
        put(store, "new", text("1"), new Cull(10, EvictionPolicy.NONE, 0));

        assertThat(textKeys(store)).containsExactly("key", "new");
    }

    @ParameterizedTest
    @EnumSource(EvictionPolicy.class)
    default void cull_expiredRows_goUnderEveryPolicy(EvictionPolicy policy, Store store, FakeClock clock) {
        put(store, Key.of("expired"), lasting(bytes(noise(50_000, 1)), Duration.ofSeconds(1)));
        clock.advanceSeconds(5);
        put(store, "new", text("1"), new Cull(10, policy, Long.MAX_VALUE));

        assertThat(textKeys(store)).containsExactly("new");
    }

    @Test
    default void cull_belowTheLimit_trimsExpiredRowsOnly(Store store) {
        for (int i = 0; i < 10; i++) {
            put(store, "key" + i, text("1"), new Cull(10, EvictionPolicy.LEAST_RECENTLY_STORED, Long.MAX_VALUE));
        }

        assertThat(store.count()).isEqualTo(10);
    }

    @Test
    default void cull_policyNone_evictsNothing(Store store) {
        put(store, "a", "1");
        put(store, "b", text("1"), cullAll(10, EvictionPolicy.NONE));

        assertThat(store.count()).isEqualTo(2);
    }

    @Test
    default void cull_expiredAndOldRows_areLimitedTogether(Store store, FakeClock clock) {
        for (int i = 0; i < 5; i++) {
            put(store, "old" + i, "1");
            clock.advanceSeconds(1);
        }
        put(store, Key.of("expired 1"), lasting(text("1"), Duration.ofSeconds(1)));
        put(store, Key.of("expired 2"), lasting(text("1"), Duration.ofSeconds(1)));
        clock.advanceSeconds(5);

        put(store, "new", text("1"), cullAll(3, EvictionPolicy.LEAST_RECENTLY_STORED));
        assertThat(textKeys(store)).containsExactly("old1", "old2", "old3", "old4", "new");
    }

    @Test
    default void cull_leastRecentlyStored_evictsTheOldestWritten(Store store, FakeClock clock) {
        putAges(store, clock);
        put(store, "a", "rewritten");
        clock.advanceSeconds(1);

        put(store, "new", text("1"), cullAll(2, EvictionPolicy.LEAST_RECENTLY_STORED));
        assertThat(textKeys(store)).containsExactly("a", "d", "e", "new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void cull_leastRecentlyUsed_evictsTheLongestUnread(boolean exact, Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_RECENTLY_USED, exact);
        FakeClock clock = testbed.clock();
        putAges(store, clock);
        read(store, "b");
        clock.advanceSeconds(1);
        read(store, "a");
        clock.advanceSeconds(1);
        assertThat(store.get(Key.of("c"), Access.IGNORE)).isNotNull();

        put(store, "new", text("1"), cullAll(2, EvictionPolicy.LEAST_RECENTLY_USED));
        assertThat(textKeys(store)).containsExactly("a", "b", "e", "new");
        put(store, "newer", text("1"), cullAll(2, EvictionPolicy.LEAST_RECENTLY_USED));
        assertThat(textKeys(store)).containsExactly("a", "new", "newer");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void cull_leastFrequentlyUsed_evictsTheLeastRead(boolean exact, Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, exact);
        putAges(store, testbed.clock());
        for (int i = 0; i < 3; i++) {
            read(store, "a");
            read(store, "c");
        }
        read(store, "b");
        read(store, "d");
        read(store, "d");
        assertThat(store.get(Key.of("e"), Access.IGNORE)).isNotNull();

        put(store, "new", text("1"), cullAll(2, EvictionPolicy.LEAST_FREQUENTLY_USED));
        assertThat(textKeys(store)).containsExactly("a", "c", "d", "new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void purgeOverLimit_everyPolicy_goesInItsOrder(boolean exact, Testbed testbed) {
        FakeClock clock = testbed.clock();
        for (EvictionPolicy policy : List.of(
                EvictionPolicy.LEAST_RECENTLY_STORED,
                EvictionPolicy.LEAST_RECENTLY_USED,
                EvictionPolicy.LEAST_FREQUENTLY_USED)) {
            Store store = open(testbed, policy, exact);
            Shorthand.purgeAll(store, new Selection.UpTo(Long.MAX_VALUE), 100);
            putAges(store, clock);
            for (String key : List.of("d", "a", "a", "a", "c", "c", "b", "e", "e")) {
                clock.advanceSeconds(1);
                read(store, key);
            }

            store.purge(new Selection.OverLimit(policy, 0), 2, PATIENT);
            List<String> left = switch (policy) {
                case LEAST_RECENTLY_USED -> List.of("b", "c", "e");
                case LEAST_FREQUENTLY_USED -> List.of("a", "c", "e");
                default -> List.of("c", "d", "e");
            };
            assertThat(textKeys(store)).as("%s", policy).isEqualTo(left);
            store.close();
        }
    }

    @ParameterizedTest
    @EnumSource(EvictionPolicy.class)
    default void cull_nothingAllowed_keepsTheRowJustWritten(EvictionPolicy policy, Store store, FakeClock clock) {
        change(store, Setting.EVICTION_POLICY, policy);
        for (int i = 0; i < 5; i++) {
            put(store, "other" + i, "1");
            if (store.get(Key.of("other" + i), Access.RECORD) == null) {
                throw new AssertionError("not stored");
            }
        }
        clock.advanceSeconds(1);
        put(store, "new", text("1"), cullAll(10, policy));
        assertThat(textKeys(store)).contains("new");
        put(store, "new", text("2"), cullAll(10, policy));
        assertThat(Shorthand.value(store, "new")).isEqualTo(Scalar.of("2"));
        assertThat(store.count()).isEqualTo(policy == EvictionPolicy.NONE ? 6 : 1);
    }

    @Test
    default void cull_rowWrittenWithAPastExpiry_isKeptByItsOwnWrite(Store store, FakeClock clock) {
        Item item = new Item(text("1"), Expiry.at(clock.instant().minusSeconds(100)), null);
        store.store(
                Key.of("key"),
                item,
                Condition.always(),
                null,
                cullAll(10, EvictionPolicy.LEAST_RECENTLY_STORED),
                PATIENT);

        assertThat(store.count()).isEqualTo(1);
        put(store, "next", text("1"), cullAll(10, EvictionPolicy.NONE));
        assertThat(textKeys(store)).containsExactly("next");
    }

    @Test
    default void cull_storeAll_keepsAllRowsJustWritten(Store store, FakeClock clock) {
        put(store, "old", "1");
        put(store, "rewritten", "1");
        clock.advanceSeconds(1);
        Map<Key, Item> items = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            items.put(Key.of("new" + i), Item.of(text("1")));
        }
        items.put(Key.of("rewritten"), Item.of(text("2")));
        store.storeAll(items, cullAll(100, EvictionPolicy.LEAST_RECENTLY_STORED), PATIENT);

        assertThat(store.count()).isEqualTo(21);
        assertThat(row(store, "old")).isNull();
        assertThat(Shorthand.value(store, "rewritten")).isEqualTo(Scalar.of("2"));
    }

    @Test
    default void cull_append_keepsAllRowsJustWritten(Store store, FakeClock clock) {
        put(store, "old", "1");
        clock.advanceSeconds(1);
        store.append(
                Sequence.queue("q"),
                Side.BACK,
                List.of(Item.of(text("a")), Item.of(text("b")), Item.of(text("c"))),
                cullAll(100, EvictionPolicy.LEAST_RECENTLY_STORED),
                PATIENT);

        assertThat(row(store, "old")).isNull();
        assertThat(Shorthand.drain(store, Sequence.queue("q"))).containsExactly("a", "b", "c");
    }

    @Test
    default void cull_addOfANewRow_keepsIt(Store store, FakeClock clock) {
        put(store, "old", "1");
        clock.advanceSeconds(1);
        store.add(
                Key.of("sum"),
                Scalar.of(1L),
                Scalar.of(0L),
                cullAll(100, EvictionPolicy.LEAST_RECENTLY_STORED),
                PATIENT);

        assertThat(textKeys(store)).containsExactly("sum");
    }

    @Test
    default void cull_largeValues_areGoneWithTheirRows(Store store, FakeClock clock) {
        put(store, "old", bytes(noise(50_000, 1)));
        clock.advanceSeconds(1);
        put(store, "new", bytes(noise(60_000, 2)), cullAll(10, EvictionPolicy.LEAST_RECENTLY_STORED));

        assertThat(textKeys(store)).containsExactly("new");
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 40_000})
    default void cull_manyWrites_keepTheVolumeNearTheLimit(int length, Store store, FakeClock clock) {
        long limit = store.totals().volume() + 500_000;
        Cull cull = new Cull(10, EvictionPolicy.LEAST_RECENTLY_STORED, limit);
        int writes = 1_500_000 / length;
        for (int i = 0; i < writes; i++) {
            put(store, "key" + i, bytes(noise(length, i)), cull);
            clock.advance(Duration.ofMillis(1));
            assertThat(store.totals().volume()).as("after write %s", i).isLessThan(limit + 2L * length + 100_000);
        }

        assertThat(row(store, "key" + (writes - 1))).isNotNull();
        assertThat(row(store, "key0")).isNull();
        assertThat(store.count() * length).as("what is left").isGreaterThan(100_000);
    }

    @Test
    default void cull_policyChangedOnTheWay_goesByTheNewOne(Store store, FakeClock clock) {
        putAges(store, clock);
        change(store, Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED);
        read(store, "a");
        read(store, "b");
        read(store, "e");
        put(store, "new", number(1), cullAll(2, EvictionPolicy.LEAST_FREQUENTLY_USED));
        assertThat(textKeys(store)).containsExactly("a", "b", "e", "new");

        change(store, Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_STORED);
        put(store, "newer", number(1), cullAll(2, EvictionPolicy.LEAST_RECENTLY_STORED));
        assertThat(textKeys(store)).containsExactly("e", "new", "newer");
    }

    /** Rows "a" to "e", each written and so used a second after the one before. */
    private static void putAges(Store store, FakeClock clock) {
        for (String key : List.of("a", "b", "c", "d", "e")) {
            put(store, key, "1");
            clock.advanceSeconds(1);
        }
    }

    private static void read(Store store, String key) {
        assertThat(store.get(Key.of(key), Access.RECORD)).as(key).isNotNull();
    }

    private static Store open(Testbed testbed, EvictionPolicy policy, boolean exact) {
        return testbed.open(config ->
                config.withExactAccess(exact).withSettings(config.settings().with(Setting.EVICTION_POLICY, policy)));
    }
}
