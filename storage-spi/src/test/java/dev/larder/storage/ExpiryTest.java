package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    @Test
    void after_negative_isRefusedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expiry.after(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S")
                .withMessageContaining("zero");
    }

    @Test
    void after_zero_isAllowed() {
        assertThat(Expiry.after(Duration.ZERO)).isEqualTo(new Expiry.After(Duration.ZERO));
    }

    @Test
    void at_past_isAllowed() {
        assertThat(Expiry.at(Instant.EPOCH)).isEqualTo(new Expiry.At(Instant.EPOCH));
    }

    @Test
    void never_isOne() {
        assertThat(Expiry.never()).isSameAs(Expiry.never());
    }
}
