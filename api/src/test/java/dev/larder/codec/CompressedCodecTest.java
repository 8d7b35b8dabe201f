package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CompressedCodecTest {

    private final Codec<String> codec = Codec.string().compressed();

    @Property
    void compressed_anyBytes_comeBack(@ForAll @Size(max = 5000) byte[] bytes) {
        Codec<byte[]> compressed = Codec.bytes().compressed();

        assertThat(compressed.decode(compressed.encode(bytes))).isEqualTo(bytes);
    }

    @Test
    void compressed_eachForm_comesBack() {
        assertThat(Codec.int64().compressed().decode(Codec.int64().compressed().encode(-3L)))
                .isEqualTo(-3L);
        assertThat(Codec.float64()
                        .compressed()
                        .decode(Codec.float64().compressed().encode(-0.0)))
                .isEqualTo(-0.0);
        assertThat(codec.decode(codec.encode("a\0ü😀"))).isEqualTo("a\0ü😀");
    }

    @Test
    void encode_repetitiveText_isSmaller() {
        String text = "many words ".repeat(1000);

        Encoded encoded = codec.encode(text);

        assertThat(encoded.encoding()).isEqualTo(Encoding.COMPRESSED);
        assertThat(bytes(encoded)).hasSizeLessThan(200).startsWith(1, 0, 0, 0x2a, 0xfb);
        assertThat(codec.decode(encoded)).isEqualTo(text);
    }

    @Test
    void encode_whatDoesNotShrink_takesOneByteMoreThanItsEnvelope() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        Codec<byte[]> compressed = Codec.bytes().compressed();

        assertThat(bytes(compressed.encode(noise))).hasSize(1004).startsWith(0, 0, 1, 4);
        assertThat(bytes(codec.encode("short"))).containsExactly(0, 0, 1, 3, 's', 'h', 'o', 'r', 't');
    }

    @Test
    void encode_longerThanTheLimit_isRefused() {
        Codec<byte[]> limited = Codec.bytes().compressed(100);

        assertThat(limited.decode(limited.encode(new byte[97]))).hasSize(97);
        assertThatThrownBy(() -> limited.encode(new byte[98]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("up to 100 bytes")
                .hasMessageContaining("101");
    }

    @Test
    void decode_claimBeyondTheLimit_isRefusedWithoutUnfolding() {
        Encoded large = Codec.bytes().compressed().encode(new byte[1000]);

        assertThatThrownBy(() -> Codec.bytes().compressed(1002).decode(large))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("up to 1002 bytes")
                .hasMessageContaining("1003");
        byte[] negative = bytes(large).clone();
        negative[1] = (byte) 0xff;
        assertThatThrownBy(() -> Codec.bytes().compressed().decode(new Encoded(Scalar.of(negative), 18)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("4278191083");
    }

    @Test
    void decode_moreThanClaimed_isRefusedAfterWhatWasClaimed() throws IOException {
        byte[] bomb = zlibOf(new byte[100 << 20], 10);

        assertThatThrownBy(() -> codec.decode(new Encoded(Scalar.of(bomb), Encoding.COMPRESSED)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not the 10 bytes it claims");
    }

    @Test
    void decode_fewerThanClaimed_isRefused() throws IOException {
        byte[] claim = zlibOf(new byte[10], 200 << 20);

        assertThatThrownBy(() -> codec.decode(new Encoded(Scalar.of(claim), Encoding.COMPRESSED)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not the 209715200 bytes it claims");
    }

    private static byte[] zlibOf(byte[] data, int claimed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(1);
        out.write(ByteBuffer.allocate(4).putInt(claimed).array());
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        }
        return out.toByteArray();
    }

    @Test
    void decode_bytesAfterTheEnd_areRefused() {
        byte[] form = bytes(codec.encode("many words ".repeat(100)));
        byte[] longer = Arrays.copyOf(form, form.length + 1);

        assertThatThrownBy(() -> codec.decode(new Encoded(Scalar.of(longer), Encoding.COMPRESSED)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("1 bytes follow");
    }

    @Test
    void decode_damageToCompressedText_isNoticed() {
        String text = "many words, none of them long, all of them here ".repeat(20);
        byte[] form = bytes(codec.encode(text));

        for (int bit = 0; bit < 8 * form.length; bit++) {
            byte[] damaged = form.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                // The last bits of a zlib stream before its checksum mean nothing.
                assertThat(codec.decode(new Encoded(Scalar.of(damaged), Encoding.COMPRESSED)))
                        .isEqualTo(text);
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining("string");
            }
        }
    }

    @Test
    void decode_anotherInnerCodec_isRefusedByTheInnerOne() {
        Encoded text = codec.encode("text");

        assertThatThrownBy(() -> Codec.int64().compressed().decode(text))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Codec int64 reads");
        assertThatThrownBy(() -> codec.decode(Encoded.natively(Scalar.of("text"))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Codec compressed(string) reads");
    }

    @Test
    void compressed_limitNotPositive_isRefused() {
        assertThatThrownBy(() -> Codec.string().compressed(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    @Test
    void isDeterministic_no_soThatItCannotBeUsedForKeys() {
        assertThat(codec.isDeterministic()).isFalse();
        assertThat(codec.acceptsStreams()).isFalse();
        assertThat(codec.name()).isEqualTo("compressed(string)");
    }

    @Test
    void serialised_comesBackEqual() {
        assertThat(Serialised.copy(codec)).isEqualTo(codec);
    }

    private static byte[] bytes(Encoded encoded) {
        return ((Scalar.Bytes) encoded.scalar()).value();
    }
}
