package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.PATIENT;
import static dev.larder.storage.contract.Shorthand.bytes;
import static dev.larder.storage.contract.Shorthand.change;
import static dev.larder.storage.contract.Shorthand.noise;
import static dev.larder.storage.contract.Shorthand.put;
import static dev.larder.storage.contract.Shorthand.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Access;
import dev.larder.storage.Capability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.Row;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that live in the store: {@code settings}, {@code changeSettings}, {@code StoreConfig.settings}. */
public interface SettingsContract extends StorageUnderTest {

    /** Settings that all differ from their defaults. */
    Settings OTHERS = Settings.defaults()
            .with(Setting.STATISTICS, true)
            .with(Setting.TAG_INDEX, true)
            .with(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED)
            .with(Setting.SIZE_LIMIT, 5_000_000_000L)
            .with(Setting.CULL_LIMIT, 0L)
            .with(Setting.MIN_FILE_SIZE, 100L)
            .with(Setting.PICKLE_PROTOCOL, 4L);

    @Test
    default void settings_newStore_areTheDefaults(Store store) {
        Settings settings = store.settings();
        for (Setting<?> setting : Setting.ALL) {
            assertThat((Object) settings.get(setting)).as(setting.name()).isEqualTo(setting.defaultValue());
        }
    }

    @Test
    default void changeSettings_everySetting_isInForceAtOnce(Store store) {
        store.changeSettings(OTHERS, PATIENT);

        requireOthers(store.settings());
        put(store, "key", bytes(noise(200, 1)));
        if (store.capabilities().contains(Capability.VALUE_FILES)) {
            Row row = row(store, "key");
            assertThat(row).isNotNull();
            assertThat(row.size()).isEqualTo(200);
        }
    }

    private static void requireOthers(Settings settings) {
        for (Setting<?> setting : Setting.ALL) {
            assertThat((Object) settings.get(setting)).as(setting.name()).isEqualTo(OTHERS.get(setting));
        }
    }

    @Test
    default void changeSettings_one_leavesTheOthers(Store store) {
        store.changeSettings(OTHERS, PATIENT);
        change(store, Setting.CULL_LIMIT, 77L);

        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(77);
        assertThat(store.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_FREQUENTLY_USED);
        assertThat(store.settings().get(Setting.SIZE_LIMIT)).isEqualTo(5_000_000_000L);
    }

    @Test
    default void changeSettings_byWhatTheStoreHas_isGivenThatAndWritesTheResult(Store store, Testbed testbed) {
        Store other = testbed.open();
        assertThat(other.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        change(store, Setting.CULL_LIMIT, 77L);
        change(store, Setting.TAG_INDEX, true);

        other.changeSettings(
                before -> Settings.defaults().with(Setting.CULL_LIMIT, before.get(Setting.CULL_LIMIT) + 1), PATIENT);
        assertThat(other.settings().get(Setting.CULL_LIMIT)).isEqualTo(78);
        assertThat(other.settings().get(Setting.TAG_INDEX)).isTrue();
        assertThat(other.settings().rows()).doesNotContainKey("count");
    }

    @Test
    default void changeSettings_byManyAtOnce_losesNoChange(Store store, Testbed testbed) {
        Store other = testbed.open();
        testbed.threads().race(4, thread -> {
            for (int i = 0; i < 10; i++) {
                (thread % 2 == 0 ? store : other)
                        .changeSettings(
                                before -> Settings.defaults()
                                        .with(Setting.CULL_LIMIT, before.get(Setting.CULL_LIMIT) + 1),
                                PATIENT);
            }
            return true;
        });

        assertThat(testbed.open().settings().get(Setting.CULL_LIMIT)).isEqualTo(50);
    }

    @Test
    default void changeSettings_byWhatTheStoreHasToAValueThatCannotBe_isRefused(Store store) {
        Settings refused = Settings.of(Map.of("cull_limit", Scalar.of(-1L)));
        assertThatThrownBy(() -> store.changeSettings(before -> refused, PATIENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cull_limit");
        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
    }

    @Test
    default void changeSettings_backToTheDefault_isKept(Store store, Testbed testbed) {
        change(store, Setting.CULL_LIMIT, 77L);
        change(store, Setting.CULL_LIMIT, 10L);

        assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        assertThat(testbed.reopen(store).settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
    }

    @Test
    default void settings_afterReopening_areKept(Store store, Testbed testbed) {
        store.changeSettings(OTHERS, PATIENT);

        requireOthers(testbed.reopen(store).settings());
    }

    @Test
    default void settings_givenAtOpening_areWrittenAndKept(Testbed testbed) {
        Store store = testbed.open(config -> config.withSettings(OTHERS));
        requireOthers(store.settings());

        requireOthers(testbed.reopen(store).settings());
    }

    @Test
    default void settings_givenAtOpeningAgain_changeOnlyThose(Store store, Testbed testbed) {
        store.changeSettings(OTHERS, PATIENT);
        Testbed.require(store, Capability.PERSISTENT);
        store.close();
        Store reopened =
                testbed.open(config -> config.withSettings(Settings.defaults().with(Setting.SIZE_LIMIT, 1_000L)));

        assertThat(reopened.settings().get(Setting.SIZE_LIMIT)).isEqualTo(1_000);
        assertThat(reopened.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_FREQUENTLY_USED);
    }

    @Test
    default void settings_changedByAnotherStore_areSeenSoon(Store one, Testbed testbed) {
        Store other = testbed.open();
        assertThat(other.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        change(one, Setting.CULL_LIMIT, 55L);
        testbed.clock().advance(Duration.ofMillis(1_001));

        long begin = System.nanoTime();
        Threads.await(() -> other.settings().get(Setting.CULL_LIMIT) == 55);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    default void settings_changedByAnotherStore_areInForceSoon(Store one, Testbed testbed) {
        Testbed.require(one, Capability.VALUE_FILES);
        Store other = testbed.open();
        put(other, "key", bytes(noise(500, 1)));
        change(one, Setting.MIN_FILE_SIZE, 100L);
        testbed.clock().advance(Duration.ofMillis(1_001));

        Threads.await(() -> {
            put(other, "key", bytes(noise(500, 1)));
            Row row = row(other, "key");
            assertThat(row).isNotNull();
            return row.size() == 500;
        });
    }

    @Test
    default void changeSettings_unknownRows_areKeptAsTheyAre(Store store, Testbed testbed) {
        Map<String, Scalar> rows = Map.of(
                "larder_text", Scalar.of("\u00e4 \ud83d\ude00"),
                "larder_number", Scalar.of(Long.MAX_VALUE),
                "larder_float", Scalar.of(0.25),
                "larder_bytes", Scalar.of(new byte[] {0, 1, -1}));
        store.changeSettings(Settings.of(rows), PATIENT);
        assertThat(store.settings().rows()).containsAllEntriesOf(rows);
        change(store, Setting.CULL_LIMIT, 3L);
        assertThat(store.settings().rows()).containsAllEntriesOf(rows);

        assertThat(testbed.reopen(store).settings().rows()).containsAllEntriesOf(rows);
    }

    @Test
    default void settings_unknownRowGivenAtOpening_isWritten(Testbed testbed) {
        Settings settings = Settings.of(Map.of("larder_kind", Scalar.of("cache")));
        Store store = testbed.open(config -> config.withSettings(settings));

        assertThat(store.settings().rows()).containsEntry("larder_kind", Scalar.of("cache"));
    }

    @Test
    default void changeSettings_impossibleValue_isRefusedAndChangesNothing(Store store) {
        for (Map.Entry<String, Scalar> impossible : Map.<String, Scalar>of(
                        "size_limit", Scalar.of(-1L),
                        "cull_limit", Scalar.of("ten"),
                        "eviction_policy", Scalar.of("most-recently-forgotten"),
                        "disk_min_file_size", Scalar.of(new byte[] {1}),
                        "statistics", Scalar.of("yes"))
                .entrySet()) {
            Settings changes = Settings.of(Map.of(
                    impossible.getKey(),
                    impossible.getValue(),
                    "disk_pickle_protocol",
                    Scalar.of(4L),
                    "larder_note",
                    Scalar.of("note")));
            assertThatThrownBy(() -> store.changeSettings(changes, PATIENT))
                    .as("%s", impossible)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(store.settings().get(Setting.PICKLE_PROTOCOL)).isEqualTo(5);
            assertThat(store.settings().rows()).doesNotContainKey("larder_note");
        }
    }

    @Test
    default void open_impossibleSetting_isRefused(Store store, Testbed testbed) {
        Settings impossible = Settings.of(Map.of("size_limit", Scalar.of(-1L)));

        assertThatThrownBy(() -> testbed.open(config -> config.withSettings(impossible)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size_limit");
        assertThat(store.settings().get(Setting.SIZE_LIMIT)).isEqualTo(Setting.SIZE_LIMIT.defaultValue());
    }

    @Test
    default void changeSettings_rolledBack_isNotInForce(Store store) {
        IllegalStateException failure = new IllegalStateException("roll back");
        assertThatThrownBy(() -> store.transact(PATIENT, () -> {
                    change(store, Setting.MIN_FILE_SIZE, 100L);
                    assertThat(store.settings().get(Setting.MIN_FILE_SIZE)).isEqualTo(100);
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(store.settings().get(Setting.MIN_FILE_SIZE)).isEqualTo(32_768);
        put(store, "key", bytes(noise(500, 1)));
        Row row = row(store, "key");
        assertThat(row).isNotNull();
        assertThat(row.size()).isZero();
    }

    @Test
    default void changeSettings_insideATransaction_isInForceForOthersAfterItsCommit(Store store, Testbed testbed) {
        store.transact(PATIENT, () -> {
            change(store, Setting.CULL_LIMIT, 1L);
            change(store, Setting.STATISTICS, true);
            assertThat(store.settings().get(Setting.CULL_LIMIT)).isEqualTo(1);
            assertThat(testbed.threads().run(store::settings).get(Setting.CULL_LIMIT))
                    .isEqualTo(10);
            return "done";
        });

        Settings after = testbed.threads().run(store::settings);
        assertThat(after.get(Setting.CULL_LIMIT)).isEqualTo(1);
        assertThat(after.get(Setting.STATISTICS)).isTrue();
    }

    @Test
    default void changeSettings_takenFromAnotherStore_leavesTheCounters(Store store, Testbed testbed) {
        change(store, Setting.STATISTICS, true);
        put(store, "key", bytes(noise(50_000, 1)));
        Settings snapshot = store.settings();
        put(store, "other", bytes(noise(60_000, 1)));
        store.changeSettings(snapshot, PATIENT);
        Store other = testbed.open(config -> config.withSettings(snapshot));

        assertThat(other.count()).isEqualTo(2);
        assertThat(store.totals().count()).isEqualTo(2);
    }

    @Test
    default void changeSettings_policies_canBeSwitchedAnyTime(Store store) {
        for (EvictionPolicy policy : EvictionPolicy.values()) {
            change(store, Setting.EVICTION_POLICY, policy);
            assertThat(store.settings().get(Setting.EVICTION_POLICY)).isEqualTo(policy);
            put(store, policy.name(), "value");
            assertThat(store.get(Key.of(policy.name()), Access.RECORD)).isNotNull();
        }
    }
}
