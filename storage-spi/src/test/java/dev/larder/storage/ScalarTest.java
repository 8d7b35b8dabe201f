package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "text", "\u00e4", "\uffff", "\ud83d\ude00", "a\ud83d\ude00b\udbff\udfff"})
    void text_wellFormed_isKeptAsItIs(String value) {
        assertThat(new Scalar.Text(value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\ud800", "\udc00", "a\ud800", "\ud800a", "\ud800\ud800", "\udc00\ud800", "\ud83d\ude00\ude00"})
    void text_unpairedSurrogate_isRefusedWithAdvice(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalar.of(value))
                .withMessageContaining("surrogate")
                .withMessageContaining("bytes");
    }

    @Test
    void text_unpairedSurrogate_isNamedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalar.of("ab\udead"))
                .withMessageContaining("U+DEAD")
                .withMessageContaining("index 2");
    }

    @Test
    void text_composedAndDecomposed_differ() {
        assertThat(Scalar.of("\u00e9")).isNotEqualTo(Scalar.of("e\u0301"));
    }

    @Test
    void bytes_sameContent_areEqual() {
        Scalar one = Scalar.of(new byte[] {1, 2});

        assertThat(one).isEqualTo(Scalar.of(new byte[] {1, 2})).hasSameHashCodeAs(Scalar.of(new byte[] {1, 2}));
        assertThat(one).isNotEqualTo(Scalar.of(new byte[] {1, 3})).isNotEqualTo(Scalar.of("\u0001\u0002"));
    }

    @Test
    void bytes_null_isRefused() {
        assertThatNullPointerException().isThrownBy(() -> new Scalar.Bytes(null));
    }

    @Test
    void bytes_asString_tellLengthAndBeginning() {
        assertThat(Scalar.of(new byte[] {0, -1})).hasToString("Bytes[2: 00ff]");
        assertThat(Scalar.of(new byte[17])).hasToString("Bytes[17: 00000000000000000000000000000000…]");
    }

    @Test
    void numbers_ofDifferentTypes_differ() {
        assertThat(Scalar.of(1L)).isNotEqualTo(Scalar.of(1.0));
        assertThat(Scalar.of(0.0)).isNotEqualTo(Scalar.of(-0.0));
        assertThat(Scalar.of(Double.NaN)).isEqualTo(Scalar.of(Double.NaN));
    }
}
