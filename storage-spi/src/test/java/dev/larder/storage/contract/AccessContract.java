package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Capability;
import dev.larder.storage.Condition;
import dev.larder.storage.Cull;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Which reads count as use for the eviction policy, and when that can be seen: {@link Access}, {@code exactAccess}. */
public interface AccessContract extends StorageUnderTest {

    @Test
    default void access_exactLeastRecentlyUsed_isRecordedBeforeTheReadReturns(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_RECENTLY_USED, true);
        put(store, "key", "value");
        testbed.clock().advanceSeconds(5);
        read(store, "key");

        assertAccessed(store, "key", testbed.clock().seconds(), 0);
    }

    @Test
    default void access_exactLeastFrequentlyUsed_isCountedBeforeTheReadReturns(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, true);
        put(store, "key", "value");
        double stored = testbed.clock().seconds();
        testbed.clock().advanceSeconds(5);
        for (int i = 1; i <= 3; i++) {
            read(store, "key");
            assertAccessed(store, "key", stored, i);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EvictionPolicy.class,
            names = {"LEAST_RECENTLY_USED", "LEAST_FREQUENTLY_USED"})
    default void access_buffered_isThereAfterTotals(EvictionPolicy policy, Testbed testbed) {
        Store store = open(testbed, policy, false);
        put(store, "key", "value");
        put(store, "unread", "value");
        double stored = testbed.clock().seconds();
        for (int i = 0; i < 7; i++) {
            testbed.clock().advanceSeconds(1);
            read(store, "key");
        }
        store.totals();

        boolean timed = policy == EvictionPolicy.LEAST_RECENTLY_USED;
        assertAccessed(store, "key", timed ? stored + 7 : stored, timed ? 0 : 7);
        assertAccessed(store, "unread", stored, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = EvictionPolicy.class,
            names = {"LEAST_RECENTLY_USED", "LEAST_FREQUENTLY_USED"})
    default void access_buffered_isThereAfterClose(EvictionPolicy policy, Testbed testbed) {
        Store store = open(testbed, policy, false);
        Testbed.require(store, Capability.PERSISTENT);
        put(store, "key", "value");
        double stored = testbed.clock().seconds();
        testbed.clock().advanceSeconds(3);
        read(store, "key");
        store.close();

        boolean timed = policy == EvictionPolicy.LEAST_RECENTLY_USED;
        assertAccessed(testbed.open(), "key", timed ? stored + 3 : stored, timed ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(value = EvictionPolicy.class, names = "LEAST_.*_USED", mode = Mode.MATCH_NONE)
    default void access_policyThatDoesNotLookAtUse_recordsNothing(EvictionPolicy policy, Testbed testbed) {
        Store store = open(testbed, policy, true);
        put(store, "key", "value");
        double stored = testbed.clock().seconds();
        testbed.clock().advanceSeconds(3);
        read(store, "key");
        store.totals();

        assertAccessed(store, "key", stored, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = EvictionPolicy.class,
            names = {"LEAST_RECENTLY_USED", "LEAST_FREQUENTLY_USED"})
    default void access_ignored_leavesNoTrace(EvictionPolicy policy, Testbed testbed) {
        Store store = open(testbed, policy, true);
        put(store, "key", bytes(noise(50_000, 1)));
        double stored = testbed.clock().seconds();
        testbed.clock().advanceSeconds(3);
        assertThat(store.get(Key.of("key"), Access.IGNORE)).isNotNull();
        assertThat(store.find(Key.of("key"), Fetch.VALUE, Access.IGNORE)).isNotNull();
        assertThat(store.findAll(List.of(Key.of("key")), Fetch.VALUE, Access.IGNORE))
                .hasSize(1);
        assertThat(store.page(PageRequest.first(PageRequest.Order.KEY, false, 10, Fetch.VALUE)))
                .hasSize(1);
        assertThat(Shorthand.peek(store, Sequence.insertion(), Side.FRONT)).isNotNull();
        store.totals();

        assertAccessed(store, "key", stored, 0);
    }

    @Test
    default void access_everyReadingVerb_isRecorded(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, true);
        put(store, "key", bytes(noise(50_000, 1)));
        double stored = testbed.clock().seconds();
        assertThat(store.get(Key.of("key"), Access.RECORD)).isNotNull();
        for (Fetch fetch : Fetch.values()) {
            Row row = store.find(Key.of("key"), fetch, Access.RECORD);
            assertThat(row).isNotNull();
            closeBlob(row);
        }
        assertThat(store.findAll(List.of(Key.of("key")), Fetch.VALUE, Access.RECORD))
                .hasSize(1);

        assertAccessed(store, "key", stored, 5);
    }

    private static void closeBlob(Row row) {
        Blob blob = row.blob();
        if (blob != null) {
            blob.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EvictionPolicy.class,
            names = {"LEAST_RECENTLY_USED", "LEAST_FREQUENTLY_USED"})
    default void access_rowReplacedInAnyWay_beginsAnew(EvictionPolicy policy, Testbed testbed) {
        Store store = open(testbed, policy, true);
        FakeClock clock = testbed.clock();
        Key key = Key.of("key");
        List<Runnable> ways = List.of(
                () -> put(store, "key", "in its row"),
                () -> put(store, "key", bytes(noise(50_000, 1))),
                () -> put(store, "key", bytes(noise(60_000, 2))),
                () -> Shorthand.store(store, key, text("on a condition"), Condition.ifPresent()),
                () -> store.storeAll(Map.of(key, Item.of(text("together"))), Cull.NONE, PATIENT));
        put(store, "key", "first");
        for (Runnable way : ways) {
            clock.advanceSeconds(5);
            read(store, "key");
            read(store, "key");
            clock.advanceSeconds(-2);
            way.run();

            assertAccessed(store, "key", clock.seconds(), 0);
        }
    }

    @Test
    default void access_bufferedBeforeTheRowIsReplaced_countsNotForTheNewOne(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, false);
        put(store, "key", "value");
        testbed.clock().advanceSeconds(1);
        read(store, "key");
        read(store, "key");
        testbed.clock().advanceSeconds(1);
        put(store, "key", "replaced");
        double replaced = testbed.clock().seconds();
        testbed.clock().advanceSeconds(1);
        read(store, "key");
        store.totals();

        assertAccessed(store, "key", replaced, 1);
    }

    @Test
    default void access_bufferedBeforeTheRowIsRemoved_countsNotForTheNextRow(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, false);
        put(store, "key", "value");
        testbed.clock().advanceSeconds(1);
        read(store, "key");
        read(store, "key");
        remove(store, "key");
        testbed.clock().advanceSeconds(1);
        put(store, "next", "value");
        double stored = testbed.clock().seconds();
        testbed.clock().advanceSeconds(1);
        read(store, "next");
        store.totals();

        assertAccessed(store, "next", stored, 1);
    }

    @Test
    default void access_clockGoingBack_neverMakesARowOlder(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_RECENTLY_USED, false);
        put(store, "key", "value");
        testbed.clock().advanceSeconds(10);
        read(store, "key");
        double latest = testbed.clock().seconds();
        store.totals();
        testbed.clock().advanceSeconds(-5);
        read(store, "key");
        store.totals();

        assertAccessed(store, "key", latest, 0);
    }

    @Test
    default void access_ofTwoStoresOnOnePlace_addsUp(Testbed testbed) {
        Store one = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, false);
        Store other = testbed.open();
        put(one, "key", "value");
        for (int i = 0; i < 5; i++) {
            read(one, "key");
            read(other, "key");
        }
        one.totals();
        other.totals();

        assertAccessed(one, "key", testbed.clock().seconds(), 10);
    }

    @Test
    default void access_insideATransaction_isRecordedWithIt(Testbed testbed) {
        Store store = open(testbed, EvictionPolicy.LEAST_FREQUENTLY_USED, false);
        put(store, "key", "value");
        store.transact(PATIENT, () -> {
            read(store, "key");
            return "done";
        });
        store.totals();

        assertAccessed(store, "key", testbed.clock().seconds(), 1);
    }

    @Test
    default void access_afterThePolicyHasChanged_isRecordedAsItAsks(Store store, FakeClock clock) {
        put(store, "key", text("value"));
        double stored = clock.seconds();
        clock.advance(Duration.ofSeconds(4));
        read(store, "key");
        change(store, Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED);
        read(store, "key");
        store.totals();
        assertAccessed(store, "key", stored, 1);

        change(store, Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED);
        read(store, "key");
        store.totals();
        assertAccessed(store, "key", clock.seconds(), 1);
    }

    private static Store open(Testbed testbed, EvictionPolicy policy, boolean exact) {
        return testbed.open(config ->
                config.withExactAccess(exact).withSettings(config.settings().with(Setting.EVICTION_POLICY, policy)));
    }

    private static void read(Store store, String key) {
        assertThat(store.get(Key.of(key), Access.RECORD)).isNotNull();
    }

    private static void assertAccessed(Store store, String key, double time, long count) {
        Row row = row(store, key);
        assertThat(row).isNotNull();
        assertThat(row.accessTime()).as("access time of %s", key).isCloseTo(time, within(1e-3));
        assertThat(row.accessCount()).as("access count of %s", key).isEqualTo(count);
    }
}
