package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void get_noRow_isTheDefault() {
        assertThat(Settings.defaults().rows()).isEmpty();
        assertThat(Settings.defaults().get(Setting.CULL_LIMIT)).isEqualTo(10);
    }

    @Test
    void with_value_changesACopy() {
        Settings before = Settings.of(Map.of("larder_kind", Scalar.of("cache")));
        Settings after = before.with(Setting.CULL_LIMIT, 3L);

        assertThat(after.get(Setting.CULL_LIMIT)).isEqualTo(3);
        assertThat(after.rows()).containsEntry("larder_kind", Scalar.of("cache"));
        assertThat(before.get(Setting.CULL_LIMIT)).isEqualTo(10);
    }

    @Test
    void with_impossibleValue_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.defaults().with(Setting.CULL_LIMIT, -1L));
    }

    @Test
    void get_impossibleRow_isRefused() {
        Settings settings = Settings.of(Map.of("cull_limit", Scalar.of("ten")));

        assertThatIllegalArgumentException().isThrownBy(() -> settings.get(Setting.CULL_LIMIT));
    }

    @Test
    void of_mapChangedLater_isAsItWas() {
        Map<String, Scalar> rows = new HashMap<>(Map.of("cull_limit", Scalar.of(5L)));
        Settings settings = Settings.of(rows);
        rows.clear();

        assertThat(settings.get(Setting.CULL_LIMIT)).isEqualTo(5);
    }

    @Test
    void equals_sameRows_isTrue() {
        Settings one = Settings.defaults().with(Setting.CULL_LIMIT, 5L);

        assertThat(one).isEqualTo(Settings.of(Map.of("cull_limit", Scalar.of(5L))));
        assertThat(one).hasSameHashCodeAs(Settings.of(Map.of("cull_limit", Scalar.of(5L))));
        assertThat(one).isNotEqualTo(Settings.defaults());
    }
}
