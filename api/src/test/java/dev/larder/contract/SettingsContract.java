package dev.larder.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.Cache;
import dev.larder.CacheBuilder;
import dev.larder.storage.Capability;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import dev.larder.storage.Store;
import dev.larder.storage.Wait;
import dev.larder.storage.contract.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that live in the store: {@code settings}, {@code configure}, and {@code with} at opening. */
public interface SettingsContract extends CacheUnderTest {

    /**
     * A setting with a value that is not its default.
     *
     * @param refused values it cannot have
     */
    record Sample<T>(Setting<T> setting, T value, List<T> refused) {

        CacheBuilder<Object, Object> with(CacheBuilder<Object, Object> options) {
            return options.with(setting, value);
        }

        void configure(Cache<?, ?> cache) {
            cache.configure(setting, value);
        }

        boolean isIn(Cache<?, ?> cache) {
            return cache.settings().get(setting).equals(value);
        }

        void requireIn(Cache<?, ?> cache) {
            assertThat(cache.settings().get(setting)).as(setting.name()).isEqualTo(value);
        }

        void requireDefaultIn(Cache<?, ?> cache) {
            assertThat(cache.settings().get(setting)).as(setting.name()).isEqualTo(setting.defaultValue());
        }
    }

    /** One for each setting there is. */
    List<Sample<?>> SAMPLES = List.of(
            new Sample<>(Setting.STATISTICS, true, List.of()),
            new Sample<>(Setting.TAG_INDEX, true, List.of()),
            new Sample<>(Setting.EVICTION_POLICY, EvictionPolicy.LEAST_FREQUENTLY_USED, List.of()),
            new Sample<>(Setting.SIZE_LIMIT, 5_000_000_000L, List.of(-1L)),
            new Sample<>(Setting.CULL_LIMIT, 3L, List.of(-1L, 1L << 31)),
            new Sample<>(Setting.SQLITE_AUTO_VACUUM, 2L, List.of(-1L, 3L)),
            new Sample<>(Setting.SQLITE_CACHE_SIZE, -4_000L, List.of(1L << 31)),
            new Sample<>(Setting.SQLITE_JOURNAL_MODE, "truncate", List.of("", "WAL", "wal; drop table x")),
            new Sample<>(Setting.SQLITE_MMAP_SIZE, 0L, List.of(-1L)),
            new Sample<>(Setting.SQLITE_SYNCHRONOUS, 2L, List.of(-1L, 4L)),
            new Sample<>(Setting.MIN_FILE_SIZE, 100L, List.of(-1L, 1L << 31)),
            new Sample<>(Setting.PICKLE_PROTOCOL, 4L, List.of(-1L, 6L)));

    @Test
    default void samples_ofSettings_areForAllThereAre() {
        assertThat(SAMPLES).extracting(sample -> (Object) sample.setting()).isEqualTo(List.copyOf(Setting.ALL));
    }

    @Test
    default void settings_newStore_areTheDefaults(Cache<Object, Object> cache) {
        SAMPLES.forEach(sample -> sample.requireDefaultIn(cache));
    }

    @Test
    default void with_eachSetting_isInForceAndKept(CacheTestbed testbed) {
        CacheBuilder<Object, Object> options = testbed.builder();
        for (Sample<?> sample : SAMPLES) {
            options = sample.with(options);
        }
        CacheBuilder<Object, Object> all = options;
        Cache<Object, Object> cache = testbed.open(unchanged -> all);
        SAMPLES.forEach(sample -> sample.requireIn(cache));
        requireUsable(cache);

        Cache<Object, Object> reopened = testbed.reopen(cache);
        SAMPLES.forEach(sample -> sample.requireIn(reopened));
        requireUsable(reopened);
    }

    @Test
    default void configure_eachSetting_isInForceAtOnceAndKept(Cache<Object, Object> cache, CacheTestbed testbed) {
        for (Sample<?> sample : SAMPLES) {
            sample.configure(cache);
            sample.requireIn(cache);
            requireUsable(cache);
        }
        SAMPLES.forEach(sample -> sample.requireIn(cache));

        Cache<Object, Object> reopened = testbed.reopen(cache);
        SAMPLES.forEach(sample -> sample.requireIn(reopened));
        requireUsable(reopened);
    }

    private static void requireUsable(Cache<Object, Object> cache) {
        cache.set("row", 1L);
        cache.set("file", Samples.large(1));
        assertThat(cache.increment("row")).isEqualTo(2);
        assertThat(cache.get("file")).isEqualTo(Samples.large(1));
    }

    @Test
    default void configure_eachSetting_isSeenByOthers(Cache<Object, Object> cache, CacheTestbed testbed) {
        Cache<Object, Object> other = testbed.open();
        SAMPLES.forEach(sample -> sample.requireDefaultIn(other));
        List<Sample<?>> shared = SAMPLES.stream()
                .filter(sample -> sample.setting() != Setting.SQLITE_JOURNAL_MODE)
                .toList();
        shared.forEach(sample -> sample.configure(cache));
        testbed.clock().advance(Duration.ofMillis(1_001));

        shared.forEach(sample -> Threads.await(() -> sample.isIn(other)));
        other.stats(true, true);
        other.get("absent");
        assertThat(other.stats().misses()).isEqualTo(1);
    }

    @Test
    default void configure_valueThatCannotBe_isRefusedAndChangesNothing(
            Cache<Object, Object> cache, CacheTestbed testbed) {
        SAMPLES.forEach(sample -> requireRefused(sample, cache, testbed.builder()));
        SAMPLES.forEach(sample -> sample.requireDefaultIn(cache));
    }

    private static <T> void requireRefused(
            Sample<T> sample, Cache<Object, Object> cache, CacheBuilder<Object, Object> options) {
        for (T value : sample.refused()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cache.configure(sample.setting(), value))
                    .withMessageContaining(sample.setting().name())
                    .withMessageContaining(value.toString());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> options.with(sample.setting(), value))
                    .withMessageContaining(sample.setting().name())
                    .withMessageContaining(value.toString());
        }
    }

    @Test
    default void with_oneSetting_leavesTheOthers(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.configure(Setting.CULL_LIMIT, 3L);
        cache.configure(Setting.SIZE_LIMIT, 5_000L);

        Cache<Object, Object> other = testbed.open(options -> options.sizeLimit(6_000));
        assertThat(other.settings().get(Setting.SIZE_LIMIT)).isEqualTo(6_000);
        assertThat(other.settings().get(Setting.CULL_LIMIT)).isEqualTo(3);
        assertThat(testbed.open().settings().get(Setting.SIZE_LIMIT))
                .as("what is not said keeps what the store has")
                .isEqualTo(6_000);
    }

    @Test
    default void configure_backToTheDefault_isKept(Cache<Object, Object> cache, CacheTestbed testbed) {
        cache.configure(Setting.CULL_LIMIT, 3L);
        cache.configure(Setting.CULL_LIMIT, 10L);

        assertThat(testbed.open().settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
    }

    @Test
    default void configure_minFileSize_decidesWhereValuesLie(Cache<Object, Object> cache, CacheTestbed testbed) {
        testbed.require(Capability.VALUE_FILES);
        cache.configure(Setting.MIN_FILE_SIZE, 10L);
        cache.set("bytes", new byte[10]);
        cache.set("text", "\u00e9".repeat(10));
        cache.set("short", "\u00e9".repeat(9));
        assertThat(cache.entry("bytes").orElseThrow().size()).isEqualTo(10);
        assertThat(cache.entry("text").orElseThrow().size()).isEqualTo(20);
        assertThat(cache.entry("short").orElseThrow().size()).isZero();

        cache.configure(Setting.MIN_FILE_SIZE, 0L);
        cache.set("empty", "");
        cache.set("number", 1L);
        assertThat(cache.fileBytes()).isEqualTo(30);
        assertThat(cache.get("empty")).isEqualTo("");
        assertThat(cache.get("number")).isEqualTo(1L);
        cache.configure(Setting.MIN_FILE_SIZE, 1_000_000L);
        cache.set("large", Samples.large(1));
        assertThat(cache.entry("large").orElseThrow().size()).isZero();
        assertThat(cache.get("large")).isEqualTo(Samples.large(1));
        assertThat(cache.get("bytes")).as("what lies in a file stays readable").isEqualTo(new byte[10]);
    }

    @Test
    default void configure_inATransactionRolledBack_changesNothing(Cache<Object, Object> cache) {
        RuntimeException failure = new RuntimeException("roll back");
        try {
            cache.transact(tx -> {
                tx.configure(Setting.CULL_LIMIT, 3L);
                tx.configure(Setting.TAG_INDEX, true);
                tx.configure(Setting.EVICTION_POLICY, EvictionPolicy.NONE);
                assertThat(tx.settings().get(Setting.CULL_LIMIT)).isEqualTo(3);
                throw failure;
            });
        } catch (RuntimeException e) {
            assertThat(e).isSameAs(failure);
        }

        assertThat(cache.settings().get(Setting.CULL_LIMIT)).isEqualTo(10);
        assertThat(cache.settings().get(Setting.TAG_INDEX)).isFalse();
        assertThat(cache.settings().get(Setting.EVICTION_POLICY)).isEqualTo(EvictionPolicy.LEAST_RECENTLY_STORED);
        cache.configure(Setting.TAG_INDEX, true);
        assertThat(cache.settings().get(Setting.TAG_INDEX)).isTrue();
    }

    @Test
    default void settings_unknownRows_areShownAndKept(Cache<Object, Object> cache, CacheTestbed testbed) {
        Map<String, Scalar> unknown =
                Map.of("larder_test", Scalar.of("text"), "larder_number", Scalar.of(7L), "larder_real", Scalar.of(0.5));
        try (Store store = testbed.openStore()) {
            store.changeSettings(Settings.of(unknown), Wait.FOREVER);
        }
        testbed.open(options -> options.sizeLimit(5_000).tagIndex(true));
        testbed.clock().advance(Duration.ofMillis(1_001));
        Threads.await(() -> cache.settings().get(Setting.TAG_INDEX));
        cache.configure(Setting.CULL_LIMIT, 3L);

        assertThat(cache.settings().rows()).containsAllEntriesOf(unknown);
        assertThat(testbed.open().settings().rows()).containsAllEntriesOf(unknown);
    }

    @Test
    default void settings_countersOfTheStore_areNotAmongThem(Cache<Object, Object> cache) {
        cache.set("key", "value");

        assertThat(cache.settings().rows()).doesNotContainKeys("count", "size", "hits", "misses");
    }
}
