package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void key_notANumber_isRefusedWithAdvice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Key.of(Scalar.of(Double.NaN)))
                .withMessageContaining("NaN")
                .withMessageContaining("another key");
    }

    @Test
    void key_infinitiesAndNegativeZero_areAllowed() {
        assertThat(Key.of(Scalar.of(Double.NEGATIVE_INFINITY)).scalar()).isEqualTo(Scalar.of(Double.NEGATIVE_INFINITY));
        assertThat(Key.of(Scalar.of(-0.0)).scalar()).isEqualTo(Scalar.of(-0.0));
    }

    @Test
    void key_pickledOtherThanBytes_isRefused() {
        for (Scalar scalar : new Scalar[] {Scalar.of(1L), Scalar.of(1.0), Scalar.of("text")}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Key(scalar, true))
                    .withMessageContaining("bytes");
        }
        assertThat(new Key(Scalar.of(new byte[0]), true).pickled()).isTrue();
    }

    @Test
    void key_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> Key.of((Scalar) null));
    }

    @Test
    void equals_spellingsOfOneNumber_areToldApart() {
        assertThat(Key.of(1)).isNotEqualTo(Key.of(Scalar.of(1.0)));
        assertThat(Key.of("1")).isEqualTo(Key.of(Scalar.of("1")));
    }
}
