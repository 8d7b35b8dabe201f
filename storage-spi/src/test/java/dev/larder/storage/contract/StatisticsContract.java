package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.remove;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Blob;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.PageRequest;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Setting;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import dev.larder.storage.Totals;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over a store: {@code totals}, {@code resetStatistics}, {@code count}, {@link Setting#STATISTICS}. */
public interface StatisticsContract extends StorageUnderTest {

    @Test
    default void totals_emptyStore_areZero(Store store) {
        Totals totals = store.totals();

        assertThat(totals.count()).isZero();
        assertThat(totals.bytes()).isZero();
        assertThat(totals.hits()).isZero();
        assertThat(totals.misses()).isZero();
        assertThat(store.count()).isZero();
    }

    @Test
    default void count_everyKindOfChange_followsTheRows(Store store, FakeClock clock) {
        put(store, "a", "1");
        put(store, "b", bytes(noise(50_000, 1)));
        put(store, Key.of("c"), lasting(text("1"), Duration.ofSeconds(1)));
        assertThat(store.count()).isEqualTo(3);
        put(store, "a", "replaced");
        clock.advanceSeconds(10);
        assertThat(store.count()).as("expired rows included").isEqualTo(3);
        remove(store, "a");
        assertThat(store.count()).isEqualTo(2);
        assertThat(store.totals().count()).isEqualTo(2);
    }

    @Test
    default void bytes_everyKindOfChange_isTheSumOfSizes(Store store) {
        for (int i = 0; i < 10; i++) {
            put(store, "key" + i, bytes(noise(30_000 + i * 1_000, i)));
        }
        put(store, "key3", "small");
        put(store, "key4", bytes(noise(100_000, 4)));
        remove(store, "key5");

        long sizes =
                Shorthand.list(store, PageRequest.first(PageRequest.Order.KEY, false, 100, Fetch.METADATA)).stream()
                        .mapToLong(Row::size)
                        .sum();
        assertThat(store.totals().bytes()).isEqualTo(sizes);
    }

    @Test
    default void volume_largeValue_growsAndShrinksWithIt(Store store) {
        long before = store.totals().volume();
        put(store, "key", bytes(noise(3_000_000, 1)));
        Totals full = store.totals();
        assertThat(full.volume()).isGreaterThanOrEqualTo(before + 3_000_000);
        assertThat(store.volume()).isEqualTo(full.volume());
        assertThat(full.allocated()).isGreaterThanOrEqualTo(full.volume());

        remove(store, "key");
        Totals empty = store.totals();
        assertThat(empty.volume()).isLessThan(before + 100_000);
        assertThat(empty.allocated()).isGreaterThanOrEqualTo(empty.volume());
    }

    @Test
    default void statistics_byDefault_countNothing(Store store) {
        readHitAndMiss(store);

        assertThat(store.totals().hits()).isZero();
        assertThat(store.totals().misses()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    default void statistics_switchedOn_countRecordedReads(boolean exact, Testbed testbed) {
        Store store = testbed.open(config -> config.withExactAccess(exact));
        change(store, Setting.STATISTICS, true);
        put(store, "key", bytes(noise(50_000, 1)));
        assertThat(store.get(Key.of("key"), Access.RECORD)).isNotNull();
        for (Fetch fetch : Fetch.values()) {
            Row row = store.find(Key.of("key"), fetch, Access.RECORD);
            assertThat(row).isNotNull();
            Blob blob = row.blob();
            if (blob != null) {
                blob.close();
            }
            assertThat(store.find(Key.of("absent"), fetch, Access.RECORD)).isNull();
        }
        assertThat(store.totals().hits()).isEqualTo(4);
        assertThat(store.totals().misses()).isEqualTo(3);

        store.findAll(List.of(Key.of("key"), Key.of("absent"), Key.of("absent too")), Fetch.VALUE, Access.RECORD);
        assertThat(store.totals().hits()).isEqualTo(5);
        assertThat(store.totals().misses()).isEqualTo(5);
    }

    @Test
    default void statistics_expiredRow_isAMiss(Store store, FakeClock clock) {
        change(store, Setting.STATISTICS, true);
        put(store, Key.of("key"), lasting(text("value"), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
        assertThat(store.get(Key.of("key"), Access.RECORD)).isNull();

        assertThat(store.totals().hits()).isZero();
        assertThat(store.totals().misses()).isEqualTo(1);
    }

    @Test
    default void statistics_ignoredReadsAndOtherVerbs_areNotCounted(Store store) {
        change(store, Setting.STATISTICS, true);
        put(store, "key", "value");
        assertThat(store.get(Key.of("key"), Access.IGNORE)).isNotNull();
        assertThat(store.get(Key.of("absent"), Access.IGNORE)).isNull();
        assertThat(row(store, "absent")).isNull();
        assertThat(Shorthand.keys(store)).hasSize(1);
        assertThat(Shorthand.peek(store, Sequence.insertion(), Side.FRONT)).isNotNull();
        assertThat(Shorthand.touch(store, "key", Expiry.never())).isTrue();
        assertThat(Shorthand.touch(store, "absent", Expiry.never())).isFalse();
        assertThat(Shorthand.add(store, "absent", Scalar.of(1L), null)).isNull();
        assertThat(remove(store, "absent")).isNull();
        assertThat(remove(store, "key")).isNotNull();
        assertThat(Shorthand.take(store, Sequence.insertion(), Side.FRONT)).isNull();

        assertThat(store.totals().hits()).isZero();
        assertThat(store.totals().misses()).isZero();
    }

    @Test
    default void statistics_switchedOff_keepWhatWasCounted(Store store) {
        change(store, Setting.STATISTICS, true);
        readHitAndMiss(store);
        change(store, Setting.STATISTICS, false);
        readHitAndMiss(store);

        assertThat(store.totals().hits()).isEqualTo(1);
        assertThat(store.totals().misses()).isEqualTo(1);
    }

    @Test
    default void resetStatistics_returnsTheSumsFromJustBefore(Store store) {
        change(store, Setting.STATISTICS, true);
        readHitAndMiss(store);
        readHitAndMiss(store);

        Totals before = store.resetStatistics(PATIENT);
        assertThat(before.hits()).isEqualTo(2);
        assertThat(before.misses()).isEqualTo(2);
        assertThat(before.count()).isEqualTo(1);
        assertThat(store.totals().hits()).isZero();
        assertThat(store.totals().misses()).isZero();
        readHitAndMiss(store);
        assertThat(store.totals().hits()).isEqualTo(1);
        assertThat(store.totals().misses()).isEqualTo(1);
    }

    @Test
    default void statistics_afterReopening_goOn(Store store, Testbed testbed) {
        change(store, Setting.STATISTICS, true);
        readHitAndMiss(store);
        Store reopened = testbed.reopen(store);
        readHitAndMiss(reopened);

        assertThat(reopened.totals().hits()).isEqualTo(2);
        assertThat(reopened.totals().misses()).isEqualTo(2);
    }

    @Test
    default void statistics_ofManyThreadsAndTwoStores_addUp(Store one, Testbed testbed) {
        change(one, Setting.STATISTICS, true);
        Store other = testbed.open();
        testbed.threads().race(8, thread -> {
            for (int i = 0; i < 50; i++) {
                readHitAndMiss(thread % 2 == 0 ? one : other);
            }
            return thread;
        });
        one.totals();

        assertThat(other.totals().hits()).isEqualTo(400);
        assertThat(one.totals().misses()).isEqualTo(400);
    }

    private static void readHitAndMiss(Store store) {
        put(store, "key", "value");
        assertThat(store.get(Key.of("key"), Access.RECORD)).isNotNull();
        assertThat(store.get(Key.of("absent"), Access.RECORD)).isNull();
    }
}
