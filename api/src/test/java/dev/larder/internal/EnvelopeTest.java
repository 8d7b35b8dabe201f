package dev.larder.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeTest {

    /** The layouts of docs/format.md. */
    @ParameterizedTest
    @CsvSource({
        "int64,   0001 01 fffffffffffffffe",
        "float64, 0001 02 3ff8000000000000",
        "text,    0011 03 c3a47b7d",
        "bytes,   ffff 04 0001",
    })
    void pack_eachForm_hasItsLayout(String form, String hex) {
        Encoded encoded = switch (form) {
            case "int64" -> Encoded.natively(Scalar.of(-2L));
            case "float64" -> Encoded.natively(Scalar.of(1.5));
            case "text" -> new Encoded(Scalar.of("ä{}"), Encoding.JSON);
            default -> new Encoded(Scalar.of(new byte[] {0, 1}), Encoding.LAST_CUSTOM);
        };
        byte[] envelope = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(Envelope.pack(encoded)).isEqualTo(envelope);
        assertThat(unpack(envelope)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0001", "000100", "000105", "00010100", "000102000000000000000000", "000103ff"})
    void unpack_otherBytes_areRefused(String hex) {
        assertThatThrownBy(() -> unpack(HexFormat.of().parseHex(hex)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("its ");
    }

    private static Encoded unpack(byte[] envelope) {
        return Envelope.unpack(ByteBuffer.wrap(envelope));
    }
}
