package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.lasting;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static dev.larder.storage.contract.Shorthand.text;
import static dev.larder.storage.contract.Shorthand.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Access;
import dev.larder.storage.Condition;
import dev.larder.storage.Content;
import dev.larder.storage.Cull;
import dev.larder.storage.Encoded;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Expiry;
import dev.larder.storage.Fetch;
import dev.larder.storage.Item;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Store;
import dev.larder.storage.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each {@link Condition} with each verb that takes one, on absent, live and expired rows. */
public interface ConditionContract extends StorageUnderTest {

    /** The key of all tests here. */
    Key KEY = Key.of("key");

    @Test
    default void condition_onAbsentRow_letsStoreHappenOnlyAlwaysAndIfAbsent(Store store) {
        for (Condition condition : List.of(Condition.always(), Condition.ifAbsent())) {
            assertThat(storing(store, condition)).as("%s", condition).isEqualTo(new Stored(true, null));
            Shorthand.remove(store, KEY);
        }
        for (Condition condition :
                List.of(Condition.ifPresent(), Condition.ifValue(text("old")), Condition.ifStoredAt(0))) {
            assertThat(storing(store, condition)).as("%s", condition).isEqualTo(new Stored(false, null));
        }
        assertThat(store.count()).isZero();
    }

    @Test
    default void condition_thatHoldsOnLiveRow_letsStoreReplaceIt(Store store) {
        for (Condition condition : List.of(Condition.always(), Condition.ifPresent(), Condition.ifValue(text("old")))) {
            put(store, KEY, text("old"));
            requireReplaced(store, condition);
        }
        put(store, KEY, text("old"));
        requireReplaced(store, Condition.ifStoredAt(storeTime(store)));
    }

    private static void requireReplaced(Store store, Condition condition) {
        Stored stored = storing(store, condition);
        assertThat(stored.stored()).as("%s", condition).isTrue();
        assertThat(stored.previous()).isNotNull();
        assertThat(stored.previous().value()).isEqualTo(text("old"));
        assertThat(value(store, KEY)).isEqualTo(Scalar.of("new"));
    }

    @Test
    default void condition_thatFailsOnLiveRow_returnsTheRowInTheWay(Store store) {
        put(store, KEY, text("old"));
        for (Condition condition : failing(store)) {
            Stored stored = storing(store, condition);
            assertThat(stored.stored()).as("%s", condition).isFalse();
            assertThat(stored.previous()).isNotNull();
            assertThat(stored.previous().value()).isEqualTo(text("old"));
            assertThat(value(store, KEY)).isEqualTo(Scalar.of("old"));
        }
    }

    @Test
    default void condition_thatFails_returnsNothingThatWasNotAskedFor(Store store) {
        put(store, KEY, bytes(noise(50_000, 1)));

        assertThat(store.store(KEY, Item.of(text("new")), Condition.ifAbsent(), null, Cull.NONE, PATIENT))
                .isEqualTo(new Stored(false, null));
        Row metadata = store.store(KEY, Item.of(text("new")), Condition.ifAbsent(), Fetch.METADATA, Cull.NONE, PATIENT)
                .previous();
        assertThat(metadata).isEqualTo(row(store, KEY));
    }

    @Test
    default void condition_thatFails_leavesNothingOfTheNewValue(Store store) {
        put(store, KEY, bytes(noise(50_000, 1)));
        for (Content content : List.of(
                bytes(noise(60_000, 2)),
                text("x".repeat(60_000)),
                new Content.Streamed(Source.of(noise(60_000, 2)), 1))) {
            assertThat(Shorthand.store(store, KEY, content, Condition.ifAbsent())
                            .stored())
                    .isFalse();
        }

        assertThat(value(store, KEY)).isEqualTo(Scalar.of(noise(50_000, 1)));
    }

    @Test
    default void condition_thatFails_changesNoOtherRow(Store store, FakeClock clock) {
        put(store, "other", "value");
        clock.advanceSeconds(1);
        put(store, KEY, text("old"));
        Row before = row(store, KEY);
        clock.advanceSeconds(1);

        store.store(
                KEY,
                Item.of(text("new")),
                Condition.ifAbsent(),
                null,
                Shorthand.cullAll(10, EvictionPolicy.LEAST_RECENTLY_STORED),
                PATIENT);
        assertThat(row(store, KEY)).isEqualTo(before);
        assertThat(value(store, "other"))
                .as("nothing was written, nothing is culled")
                .isNotNull();
    }

    @Test
    default void condition_onExpiredRow_countsItAsAbsentForStore(Store store, FakeClock clock) {
        putExpired(store, clock);
        double storeTime = clock.seconds() - 1;
        for (Condition condition :
                List.of(Condition.ifPresent(), Condition.ifValue(text("old")), Condition.ifStoredAt(storeTime))) {
            assertThat(storing(store, condition)).as("%s", condition).isEqualTo(new Stored(false, null));
        }
        assertThat(storing(store, Condition.ifAbsent())).isEqualTo(new Stored(true, null));
        assertThat(value(store, KEY)).isEqualTo(Scalar.of("new"));
        assertThat(store.count()).isEqualTo(1);
    }

    @Test
    default void condition_thatHolds_letsRemoveAndTouchHappen(Store store) {
        put(store, KEY, text("old"));
        for (Condition condition : List.of(
                Condition.always(),
                Condition.ifPresent(),
                Condition.ifValue(text("old")),
                Condition.ifStoredAt(storeTime(store)))) {
            assertThat(store.touch(KEY, Expiry.after(Duration.ofSeconds(5)), condition, PATIENT))
                    .as("%s", condition)
                    .isTrue();
        }
        for (Condition condition : List.of(Condition.always(), Condition.ifPresent(), Condition.ifValue(text("old")))) {
            put(store, KEY, text("old"));
            assertThat(removing(store, condition)).as("%s", condition).isNotNull();
            assertThat(store.count()).isZero();
        }
        put(store, KEY, text("old"));
        assertThat(removing(store, Condition.ifStoredAt(storeTime(store)))).isNotNull();
    }

    @Test
    default void condition_thatFails_letsRemoveAndTouchDoNothing(Store store) {
        put(store, KEY, text("old"));
        Row before = row(store, KEY);
        for (Condition condition : failing(store)) {
            assertThat(removing(store, condition)).as("%s", condition).isNull();
            assertThat(store.touch(KEY, Expiry.after(Duration.ofSeconds(5)), condition, PATIENT))
                    .as("%s", condition)
                    .isFalse();
        }
        assertThat(row(store, KEY)).isEqualTo(before);
    }

    @Test
    default void condition_onAbsentOrExpiredRow_letsRemoveAndTouchDoNothing(Store store, FakeClock clock) {
        List<Condition> all = List.of(
                Condition.always(),
                Condition.ifAbsent(),
                Condition.ifPresent(),
                Condition.ifValue(text("old")),
                Condition.ifStoredAt(clock.seconds()));
        for (Condition condition : all) {
            assertThat(removing(store, condition)).as("%s", condition).isNull();
            assertThat(store.touch(KEY, Expiry.never(), condition, PATIENT)).isFalse();
        }
        putExpired(store, clock);
        for (Condition condition : all) {
            assertThat(removing(store, condition)).as("%s", condition).isNull();
            assertThat(store.touch(KEY, Expiry.never(), condition, PATIENT)).isFalse();
        }
        assertThat(store.count()).as("the expired row stays").isEqualTo(1);
    }

    @Test
    default void ifValue_everyScalar_equalsOnlyItself(Store store) {
        List<Scalar> scalars = Samples.scalars();
        for (Scalar stored : scalars) {
            put(store, KEY, Encoded.natively(stored));
            for (Scalar asked : scalars) {
                assertThat(store.touch(KEY, Expiry.never(), Condition.ifValue(Encoded.natively(asked)), PATIENT))
                        .as("%s is %s", stored, asked)
                        .isEqualTo(stored.equals(asked));
            }
        }
    }

    @Test
    default void ifValue_integerAndFloatOfEqualValue_areDifferentForms(Store store) {
        put(store, KEY, number(1));
        assertThat(holds(store, Condition.ifValue(number(1.0)))).isFalse();
        assertThat(holds(store, Condition.ifValue(number(1)))).isTrue();

        put(store, KEY, number(1.0));
        assertThat(holds(store, Condition.ifValue(number(1)))).isFalse();
        assertThat(holds(store, Condition.ifValue(number(1.0)))).isTrue();
    }

    @Test
    default void ifValue_otherEncodingOfTheSameForm_isAnotherValue(Store store) {
        put(store, KEY, new Encoded(Scalar.of("text"), 64));

        assertThat(holds(store, Condition.ifValue(text("text")))).isFalse();
        assertThat(holds(store, Condition.ifValue(new Encoded(Scalar.of("text"), 65))))
                .isFalse();
        assertThat(holds(store, Condition.ifValue(new Encoded(Scalar.of("text"), 64))))
                .isTrue();
    }

    @Test
    default void ifValue_largeValues_areComparedWhole(Store store) {
        byte[] large = noise(100_000, 1);
        byte[] other = large.clone();
        other[99_999] ^= 1;
        put(store, KEY, bytes(large));
        assertThat(holds(store, Condition.ifValue(bytes(large)))).isTrue();
        assertThat(holds(store, Condition.ifValue(bytes(other)))).isFalse();
        assertThat(holds(store, Condition.ifValue(bytes(noise(99_999, 1))))).isFalse();
        assertThat(holds(store, Condition.ifValue(new Encoded(Scalar.of(large), 64))))
                .isFalse();

        put(store, KEY, text("\u00e4".repeat(40_000)));
        assertThat(holds(store, Condition.ifValue(text("\u00e4".repeat(40_000)))))
                .isTrue();
        assertThat(holds(store, Condition.ifValue(text("\u00e4".repeat(39_999) + "a"))))
                .isFalse();
    }

    @Test
    default void ifValue_largeTextAndItsBytes_areDifferentForms(Store store) {
        put(store, KEY, text("x".repeat(40_000)));
        byte[] sameBytes = "x".repeat(40_000).getBytes(StandardCharsets.UTF_8);

        assertThat(holds(store, Condition.ifValue(bytes(sameBytes)))).isFalse();
        put(store, KEY, bytes(sameBytes));
        assertThat(holds(store, Condition.ifValue(bytes(sameBytes)))).isTrue();
        assertThat(holds(store, Condition.ifValue(text("x".repeat(40_000))))).isFalse();
    }

    @Test
    default void ifValue_doesNotDependOnWhereTheValueLies(Store store) {
        put(store, "streamed", new Content.Streamed(Source.of(noise(10, 1)), 1));
        put(store, "in its row", bytes(noise(10, 1)));
        put(store, "long", text("y".repeat(100)));
        change(store, Setting.MIN_FILE_SIZE, 5L);

        assertThat(holds(store, "streamed", Condition.ifValue(bytes(noise(10, 1)))))
                .isTrue();
        assertThat(holds(store, "in its row", Condition.ifValue(bytes(noise(10, 1)))))
                .isTrue();
        assertThat(holds(store, "long", Condition.ifValue(text("y".repeat(100)))))
                .isTrue();
        assertThat(holds(store, "streamed", Condition.ifValue(bytes(noise(10, 2)))))
                .isFalse();
    }

    @Test
    default void ifStoredAt_anyLaterWrite_isAnotherVersion(Store store, FakeClock clock) {
        put(store, KEY, number(1));
        double version = storeTime(store);
        clock.advanceSeconds(1);
        put(store, KEY, number(1));
        assertThat(holds(store, Condition.ifStoredAt(version)))
                .as("after a store")
                .isFalse();

        version = storeTime(store);
        clock.advanceSeconds(1);
        Shorthand.add(store, "key", Scalar.of(1L), null);
        assertThat(holds(store, Condition.ifStoredAt(version)))
                .as("after an addition")
                .isFalse();
    }

    @Test
    default void ifStoredAt_writesAtTheSameInstant_areDifferentVersions(Store store) {
        put(store, KEY, number(1));
        for (int i = 0; i < 10; i++) {
            double version = storeTime(store);
            put(store, KEY, number(1));
            assertThat(holds(store, Condition.ifStoredAt(version)))
                    .as("after a store")
                    .isFalse();

            version = storeTime(store);
            Shorthand.add(store, "key", Scalar.of(1L), null);
            assertThat(holds(store, Condition.ifStoredAt(version)))
                    .as("after an addition")
                    .isFalse();
        }
    }

    @Test
    default void ifStoredAt_allKindsOfWritesAtTheSameInstant_areAllDifferentVersions(Store store) {
        put(store, KEY, number(1));
        List<Runnable> writes = List.of(
                () -> put(store, KEY, number(1)),
                () -> Shorthand.add(store, "key", Scalar.of(1L), null),
                () -> put(store, KEY, bytes(noise(50_000, 1))),
                () -> put(store, KEY, bytes(noise(50_000, 1))),
                () -> Shorthand.store(store, KEY, number(1), Condition.ifPresent()),
                () -> store.storeAll(Map.of(KEY, Item.of(number(1))), Cull.NONE, PATIENT),
                () -> store.store(KEY, Item.of(number(1)), Condition.always(), Fetch.VALUE, Cull.NONE, PATIENT));
        Set<Double> versions = new HashSet<>(Set.of(storeTime(store)));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < writes.size(); j++) {
                writes.get(j).run();
                assertThat(versions.add(storeTime(store)))
                        .as("write %s of round %s", j, i)
                        .isTrue();
            }
        }
    }

    @Test
    default void ifStoredAt_writeAfterTheClockWentBack_isAnotherVersion(Store store, FakeClock clock) {
        put(store, KEY, number(1));
        double version = storeTime(store);
        clock.advanceSeconds(10);
        put(store, KEY, number(1));
        clock.advanceSeconds(-10);
        put(store, KEY, number(1));

        assertThat(holds(store, Condition.ifStoredAt(version))).isFalse();
    }

    @Test
    default void ifStoredAt_afterReadingAndTouching_isStillThatVersion(Store store, FakeClock clock) {
        change(store, Setting.EVICTION_POLICY, EvictionPolicy.LEAST_RECENTLY_USED);
        put(store, KEY, number(1));
        double version = storeTime(store);
        clock.advanceSeconds(1);
        assertThat(store.get(KEY, Access.RECORD)).isNotNull();
        Shorthand.touch(store, "key", Expiry.after(Duration.ofHours(1)));

        assertThat(holds(store, Condition.ifStoredAt(version))).isTrue();
        assertThat(holds(store, Condition.ifStoredAt(Math.nextUp(version)))).isFalse();
        assertThat(holds(store, Condition.ifStoredAt(Math.nextDown(version)))).isFalse();
    }

    private static void putExpired(Store store, FakeClock clock) {
        put(store, KEY, lasting(text("old"), Duration.ofSeconds(1)));
        clock.advanceSeconds(1);
    }

    /** Conditions of which none holds for a live row with the value "old". */
    private static List<Condition> failing(Store store) {
        return List.of(
                Condition.ifAbsent(),
                Condition.ifValue(text("other")),
                Condition.ifValue(bytes("old".getBytes(StandardCharsets.UTF_8))),
                Condition.ifValue(new Encoded(Scalar.of("old"), 64)),
                Condition.ifStoredAt(storeTime(store) + 1),
                Condition.ifStoredAt(Math.nextUp(storeTime(store))));
    }

    private static Stored storing(Store store, Condition condition) {
        return store.store(KEY, Item.of(text("new")), condition, Fetch.VALUE, Cull.NONE, PATIENT);
    }

    private static @Nullable Row removing(Store store, Condition condition) {
        return store.remove(KEY, condition, Fetch.VALUE, PATIENT);
    }

    /** Whether the condition holds for the row, without changing it. */
    private static boolean holds(Store store, Condition condition) {
        return store.touch(KEY, Expiry.never(), condition, PATIENT);
    }

    private static boolean holds(Store store, String key, Condition condition) {
        return store.touch(Key.of(key), Expiry.never(), condition, PATIENT);
    }

    private static double storeTime(Store store) {
        Row row = row(store, KEY);
        assertThat(row).isNotNull();
        return row.storeTime();
    }
}
