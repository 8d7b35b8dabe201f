package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class WaitTest {

    @Test
    void upTo_duration_isThatBound() {
        Wait wait = Wait.upTo(Duration.ofMillis(1_500));

        assertThat(wait.nanos()).isEqualTo(1_500_000_000);
        assertThat(wait.toDuration()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(wait.isForever()).isFalse();
    }

    @Test
    void upTo_zero_triesOnce() {
        assertThat(Wait.upTo(Duration.ZERO).nanos()).isZero();
    }

    @Test
    void upTo_longerThanCanBeCounted_isForever() {
        assertThat(Wait.upTo(ChronoUnit.FOREVER.getDuration())).isEqualTo(Wait.FOREVER);
        assertThat(Wait.FOREVER.isForever()).isTrue();
    }

    @Test
    void upTo_negative_isRefusedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wait.upTo(Duration.ofSeconds(-2)))
                .withMessageContaining("PT-2S")
                .withMessageContaining("zero");
        assertThatIllegalArgumentException().isThrownBy(() -> new Wait(-1));
    }
}
