package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "none, NONE, false",
        "least-recently-stored, LEAST_RECENTLY_STORED, false",
        "least-recently-used, LEAST_RECENTLY_USED, true",
        "least-frequently-used, LEAST_FREQUENTLY_USED, true"
    })
    void policy_name_isThatOfDiskCache(String name, EvictionPolicy policy, boolean recordsAccess) {
        assertThat(policy.settingValue()).isEqualTo(name);
        assertThat(EvictionPolicy.ofSettingValue(name)).isEqualTo(policy);
        assertThat(policy.recordsAccess()).isEqualTo(recordsAccess);
    }

    @Test
    void ofSettingValue_unknown_isRefusedWithAllThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvictionPolicy.ofSettingValue("LRU"))
                .withMessageContainingAll(
                        "'LRU'", "none", "least-recently-stored", "least-recently-used", "least-frequently-used");
    }
}
