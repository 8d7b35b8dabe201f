package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T05:07:17.123456Z",
                "2026-11-23T05:07:17.999999Z",
                "2026-11-23T05:07:17.000001Z",
                "2026-11-23T05:07:17Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.75Z",
                "2100-01-01T00:00:00.333333Z"
            })
    void instant_ofWhatAStoreKeeps_isExactToTheMicrosecond(String text) {
        Instant instant = Instant.parse(text);
        double stored = instant.getEpochSecond() + instant.getNano() / 1e9;

        assertThat(Times.instant(stored)).isEqualTo(instant);
        assertThat(Times.expiry(stored)).isEqualTo(instant);
    }

    @Test
    void instant_justBelowAFullSecond_isRoundedUp() {
        assertThat(Times.instant(0.9999999)).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void instant_beyondWhatInstantsExpress_isTheNearest() {
        assertThat(Times.instant(1e300)).isEqualTo(Instant.MAX);
        assertThat(Times.instant(-1e300)).isEqualTo(Instant.MIN);
        assertThat(Times.instant(Double.NEGATIVE_INFINITY)).isEqualTo(Instant.MIN);
    }

    @Test
    void expiry_thatNeverComes_isNull() {
        assertThat(Times.expiry(Double.POSITIVE_INFINITY)).isNull();
    }
}
