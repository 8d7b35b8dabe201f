package dev.larder.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a row holds, the codecs give a value or a {@link SerializationException}, in little time and memory. */
final class HostileJsonTest {

    private static final Object VALUE = Map.of("key", List.of("text é", 1, 2.5, true), "more", Map.of("n", 1L << 40));

    private final Codec<Object> json = Json.of(Object.class);
    private final Codec<Object> diskCache = Json.diskCache(Object.class);

    @Timeout(60)
    @Test
    void diskCache_damagedStream_neverFailsOtherwise() {
        byte[] stream = Resources.bytes(diskCache.encode(VALUE));
        for (int i = 0; i < stream.length; i++) {
            tryToDecode(Arrays.copyOf(stream, i));
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = stream.clone();
                damaged[i] ^= (byte) (1 << bit);
                tryToDecode(damaged);
            }
        }
    }

    @Timeout(60)
    @Test
    void diskCache_damagedTextInAGoodStream_neverFailsOtherwise() throws IOException {
        Zlib zlib = new Zlib(1);
        byte[] text = zlib.decompress(Resources.bytes(diskCache.encode(VALUE)));
        for (int i = 0; i < text.length; i++) {
            tryToDecode(zlib.compress(Arrays.copyOf(text, i)));
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = text.clone();
                damaged[i] ^= (byte) (1 << bit);
                tryToDecode(zlib.compress(damaged));
            }
        }
    }

    @Property(tries = 500)
    void decode_anyBytes_neverFailsOtherwise(@ForAll byte[] bytes) throws IOException {
        tryToDecode(bytes);
        tryToDecode(new Zlib(1).compress(bytes));
        tryToDecode(json, new Encoded(Scalar.of(new String(bytes, StandardCharsets.UTF_8)), Encoding.JSON));
    }

    @Timeout(60)
    @Test
    void json_damagedText_neverFailsOtherwise() {
        String text = ((Scalar.Text) json.encode(VALUE).scalar()).value();
        for (int i = 0; i < text.length(); i++) {
            tryToDecode(json, new Encoded(Scalar.of(text.substring(0, i)), Encoding.JSON));
            for (char c : "\0\"{}[],:0e-\\".toCharArray()) {
                String damaged = text.substring(0, i) + c + text.substring(i + 1);
                tryToDecode(json, new Encoded(Scalar.of(damaged), Encoding.JSON));
            }
        }
    }

    @Timeout(60)
    @Test
    void decode_numbersThatAreCheapToWriteAndDearToRead_doNotHang() {
        for (String number : List.of("9".repeat(500_000), "1e999999999", "1" + "0".repeat(1_000_000) + "e-1000000")) {
            tryToDecode(json, new Encoded(Scalar.of(number), Encoding.JSON));
            tryToDecode(Json.of(Long.class), new Encoded(Scalar.of(number), Encoding.JSON));
            tryToDecode(Json.of(BigInteger.class), new Encoded(Scalar.of(number), Encoding.JSON));
        }
    }

    private void tryToDecode(byte[] stream) {
        tryToDecode(diskCache, Encoded.natively(Scalar.of(stream)));
    }

    private static void tryToDecode(Codec<?> codec, Encoded encoded) {
        try {
            assertThat(codec.decode(encoded)).isNotNull();
        } catch (SerializationException e) {
            assertThat(e).hasMessageContaining("Codec ");
        }
    }
}
