package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingTest {

    @Test
    void defaults_allSettings_areThoseOfDiskCache() {
        Map<String, Scalar> defaults =
                Setting.ALL.stream().collect(Collectors.toMap(Setting::name, SettingTest::defaultOf));

        assertThat(defaults)
                .isEqualTo(Map.ofEntries(
                        Map.entry("statistics", Scalar.of(0L)),
                        Map.entry("tag_index", Scalar.of(0L)),
                        Map.entry("eviction_policy", Scalar.of("least-recently-stored")),
                        Map.entry("size_limit", Scalar.of(1_073_741_824L)),
                        Map.entry("cull_limit", Scalar.of(10L)),
                        Map.entry("sqlite_auto_vacuum", Scalar.of(1L)),
                        Map.entry("sqlite_cache_size", Scalar.of(8_192L)),
                        Map.entry("sqlite_journal_mode", Scalar.of("wal")),
                        Map.entry("sqlite_mmap_size", Scalar.of(67_108_864L)),
                        Map.entry("sqlite_synchronous", Scalar.of(1L)),
                        Map.entry("disk_min_file_size", Scalar.of(32_768L)),
                        Map.entry("disk_pickle_protocol", Scalar.of(5L))));
    }

    private static <T> Scalar defaultOf(Setting<T> setting) {
        return setting.toScalar(setting.defaultValue());
    }

    @Test
    void fromScalar_storedForm_isTheValue() {
        assertThat(Setting.STATISTICS.fromScalar(Scalar.of(1L))).isTrue();
        assertThat(Setting.STATISTICS.fromScalar(Scalar.of(0L))).isFalse();
        assertThat(Setting.EVICTION_POLICY.fromScalar(Scalar.of("none"))).isEqualTo(EvictionPolicy.NONE);
        assertThat(Setting.SIZE_LIMIT.fromScalar(Scalar.of(5L))).isEqualTo(5);
        assertThat(Setting.SQLITE_JOURNAL_MODE.fromScalar(Scalar.of("delete"))).isEqualTo("delete");
    }

    @Test
    void fromScalar_fractionOfAFanoutShard_isItsWholePart() {
        assertThat(Setting.SIZE_LIMIT.fromScalar(Scalar.of(134_217_728.5))).isEqualTo(134_217_728);
    }

    @Test
    void fromScalar_otherType_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.CULL_LIMIT.fromScalar(Scalar.of("ten")))
                .withMessageContainingAll("cull_limit", "ten");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.STATISTICS.fromScalar(Scalar.of("yes")))
                .withMessageContaining("statistics");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.EVICTION_POLICY.fromScalar(Scalar.of(1L)))
                .withMessageContaining("eviction_policy");
    }

    @Test
    void fromScalar_outsideTheRange_isRefusedWithIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.PICKLE_PROTOCOL.fromScalar(Scalar.of(6L)))
                .withMessageContainingAll("disk_pickle_protocol", "6", "0 to 5");
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.SIZE_LIMIT.fromScalar(Scalar.of(-0.5 - 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.EVICTION_POLICY.fromScalar(Scalar.of("random")))
                .withMessageContaining("random");
    }

    @Test
    void toScalar_outsideTheRange_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.SIZE_LIMIT.toScalar(-1L));
        assertThatIllegalArgumentException().isThrownBy(() -> Setting.CULL_LIMIT.toScalar(1L << 31));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Setting.SQLITE_JOURNAL_MODE.toScalar("WAL2"))
                .withMessageContainingAll("sqlite_journal_mode", "WAL2", "truncate");
    }

    @Test
    void cacheSize_negative_isAllowed() {
        assertThat(Setting.SQLITE_CACHE_SIZE.toScalar(-2_000L)).isEqualTo(Scalar.of(-2_000L));
    }
}
