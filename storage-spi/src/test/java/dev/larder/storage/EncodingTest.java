package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16, 17, 18, 19, 20, 63, 64, 65_535})
    void requireWritable_numberOfTheRegistry_isReturned(int encoding) {
        assertThat(Encoding.requireWritable(encoding)).isEqualTo(encoding);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 2, 3, 5, 15, 65_536, Integer.MAX_VALUE})
    void requireWritable_anyOther_isRefusedWithAdvice(int encoding) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encoding.requireWritable(encoding))
                .withMessageContaining(String.valueOf(encoding))
                .withMessageContaining("64 to 65535");
    }
}
