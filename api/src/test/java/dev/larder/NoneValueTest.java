package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import org.junit.jupiter.api.Test;

class NoneValueTest {

    @Test
    void is_noneOfEveryProtocol_isTrue() {
        for (int protocol = 0; protocol <= 5; protocol++) {
            assertThat(NoneValue.is(NoneValue.in(protocol)))
                    .as("protocol %s", protocol)
                    .isTrue();
        }
    }

    @Test
    void is_anythingElse_isFalse() {
        byte[] none = {(byte) 0x80, 5, 'N', '.'};
        assertThat(NoneValue.is(Encoded.natively(Scalar.of(none)))).isFalse();
        assertThat(NoneValue.is(new Encoded(Scalar.of("N."), Encoding.PICKLE))).isFalse();
        assertThat(NoneValue.is(new Encoded(Scalar.of(new byte[0]), Encoding.PICKLE)))
                .isFalse();
        assertThat(NoneValue.is(new Encoded(Scalar.of(new byte[] {(byte) 0x80, 5, (byte) 0x88, '.'}), Encoding.PICKLE)))
                .isFalse();
        assertThat(NoneValue.is(new Encoded(Scalar.of(new byte[] {1, 5, 'N', '.'}), Encoding.PICKLE)))
                .isFalse();
    }
}
