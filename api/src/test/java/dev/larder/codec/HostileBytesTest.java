package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes a row holds, a codec gives a value or a {@link SerializationException}, in little time and memory. */
final class HostileBytesTest {

    /** A codec and a form that it wrote. */
    record Sample<T>(Codec<T> codec, Encoded encoded) {
        static <T> Sample<T> of(Codec<T> codec, T value) {
            return new Sample<>(codec, codec.encode(value));
        }

        byte[] bytes() {
            return ((Scalar.Bytes) encoded.scalar()).value();
        }
    }

    static List<Sample<?>> samples() {
        Object graph = new ArrayList<>(List.of(
                "text",
                new HashMap<>(Map.of("a", 1L, "b", Instant.EPOCH)),
                new long[] {1, 2, 3},
                new BigDecimal("1.5"),
                List.of(Map.of(1, 2))));
        String text = "some words that come again, some words that do ".repeat(10);
        return List.of(
                Sample.of(Codec.bytes(), new byte[] {1, 2, 3}),
                Sample.of(Codec.serializable(Object.class, ArrayList.class, HashMap.class, List.class), graph),
                Sample.of(Codec.string().compressed(), text),
                Sample.of(Codec.string().compressed(), "short"),
                Sample.of(Codec.int64().compressed(), 7L),
                Sample.of(Codec.string().encrypted(new SecretKeySpec(new byte[16], "AES")), text),
                Sample.of(Codec.string().compressed().encrypted(new SecretKeySpec(new byte[16], "AES")), text));
    }

    @Timeout(120)
    @ParameterizedTest
    @MethodSource("samples")
    void decode_bytesCutOff_neverFailsOtherwise(Sample<?> sample) {
        byte[] bytes = sample.bytes();
        for (int length = 0; length < bytes.length; length++) {
            tryToDecode(sample, Arrays.copyOf(bytes, length));
        }
    }

    @Timeout(120)
    @ParameterizedTest
    @MethodSource("samples")
    void decode_bitsChanged_neverFailsOtherwise(Sample<?> sample) {
        byte[] bytes = sample.bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            tryToDecode(sample, damaged);
        }
    }

    @Timeout(120)
    @ParameterizedTest
    @MethodSource("samples")
    void decode_bytesOverwritten_neverFailsOtherwise(Sample<?> sample) {
        byte[] bytes = sample.bytes();
        for (int i = 0; i < bytes.length; i++) {
            for (byte filler : new byte[] {0, 0x7f, (byte) 0xff}) {
                byte[] damaged = bytes.clone();
                Arrays.fill(damaged, i, Math.min(bytes.length, i + 4), filler);
                tryToDecode(sample, damaged);
            }
        }
    }

    @Property(tries = 500)
    void decode_anyBytes_neverFailsOtherwise(@ForAll @Size(max = 300) byte[] bytes, @ForAll boolean genuineStart) {
        for (Sample<?> sample : samples()) {
            byte[] start = sample.bytes();
            if (genuineStart && bytes.length > 8) {
                System.arraycopy(start, 0, bytes, 0, Math.min(start.length, 8));
            }
            tryToDecode(sample, bytes);
        }
    }

    private static void tryToDecode(Sample<?> sample, byte[] bytes) {
        if (Arrays.equals(bytes, sample.bytes())) {
            return; // what was overwritten had that value: a nonce and what follows from it are random
        }
        Encoded form = new Encoded(Scalar.of(bytes), sample.encoded().encoding());
        try {
            assertThat(sample.codec().decode(form)).isNotNull();
            assertThat(form.encoding()).isNotEqualTo(Encoding.ENCRYPTED);
        } catch (SerializationException e) {
            assertThat(e).hasMessageContaining("Codec ");
        }
    }
}
