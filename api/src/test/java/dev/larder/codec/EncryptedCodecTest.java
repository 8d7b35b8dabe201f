package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptedCodecTest {

    private final Codec<String> codec = Codec.string().encrypted(key(32, 1));

    @Property(tries = 200)
    void encrypted_anyBytes_comeBack(@ForAll @Size(max = 2000) byte[] bytes) {
        Codec<byte[]> encrypted = Codec.bytes().encrypted(key(16, 1));

        assertThat(encrypted.decode(encrypted.encode(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void encrypted_eachLengthOfKey_works(int bytes) {
        Codec<Long> encrypted = Codec.int64().encrypted(key(bytes, 1));

        assertThat(encrypted.decode(encrypted.encode(5L))).isEqualTo(5L);
    }

    /** The layout of docs/format.md; the bytes come from an independent implementation of AES/GCM. */
    @Test
    void decode_recordedBytes_areRead() {
        Codec<String> fixed = Codec.string().encrypted(EncryptionKeys.of("k1", Map.of("k1", key(32, 1))));
        byte[] recorded = HexFormat.of()
                .parseHex("01026b31000102030405060708090a0bbba79655459d741c8a4a2460f16083fe365e5d702a23bb049023b4d8");

        assertThat(fixed.decode(new Encoded(Scalar.of(recorded), Encoding.ENCRYPTED)))
                .isEqualTo("secret ä");
    }

    @Test
    void encode_sameValueTwice_givesOtherBytesAndNeverTheText() {
        byte[] one = bytes(codec.encode("secret"));
        byte[] other = bytes(codec.encode("secret"));

        assertThat(one).hasSize(2 + 12 + 3 + 6 + 16).startsWith(1, 0);
        assertThat(Arrays.copyOfRange(one, 2, 14)).isNotEqualTo(Arrays.copyOfRange(other, 2, 14));
        assertThat(HexFormat.of().formatHex(one)).doesNotContain("736563726574");
    }

    @Test
    void decode_anyBitChanged_isRefused() {
        byte[] form = bytes(Codec.string()
                .encrypted(EncryptionKeys.of("k1", Map.of("k1", key(32, 1), "k0", key(32, 1))))
                .encode("secret"));

        for (int bit = 0; bit < 8 * form.length; bit++) {
            byte[] damaged = form.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> decode(damaged))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("encrypted(string)");
        }
    }

    private static String decode(byte[] form) {
        return Codec.string()
                .encrypted(EncryptionKeys.of("k1", Map.of("k1", key(32, 1), "k0", key(32, 1))))
                .decode(new Encoded(Scalar.of(form), Encoding.ENCRYPTED));
    }

    @Test
    void decode_cutOff_isRefused() {
        byte[] form = bytes(codec.encode("secret"));

        for (int length = 0; length < form.length; length++) {
            byte[] cut = Arrays.copyOf(form, length);
            assertThatThrownBy(() -> codec.decode(new Encoded(Scalar.of(cut), Encoding.ENCRYPTED)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("encrypted(string)");
        }
    }

    @Test
    void decode_afterRotation_readsOldAndNew() {
        Encoded old = codec.encode("old");
        Codec<String> rotated =
                Codec.string().encrypted(EncryptionKeys.of("2", Map.of("", key(32, 1), "2", key(32, 2))));

        assertThat(rotated.decode(old)).isEqualTo("old");
        assertThat(rotated.decode(rotated.encode("new"))).isEqualTo("new");
        assertThatThrownBy(() -> codec.decode(rotated.encode("new")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no key with the id '2'");
    }

    @Test
    void decode_anotherKeyOfTheSameId_isRefused() {
        assertThatThrownBy(() -> Codec.string().encrypted(key(32, 2)).decode(codec.encode("secret")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("was changed after it was written, or encrypted with another key");
    }

    @Test
    void encrypted_afterCompressing_worksAndIsSmall() {
        Codec<String> both = Codec.string().compressed().encrypted(key(32, 1));
        String text = "many words ".repeat(1000);

        Encoded encoded = both.encode(text);

        assertThat(bytes(encoded)).hasSizeLessThan(250);
        assertThat(both.decode(encoded)).isEqualTo(text);
        assertThat(both.name()).isEqualTo("encrypted(compressed(string))");
    }

    @Test
    void encrypted_keyThatIsNotAes_isRefusedAtOnce() {
        assertThatThrownBy(() -> Codec.string().encrypted(new SecretKeySpec(new byte[15], "AES")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("120 bits");
        assertThatThrownBy(() -> Codec.string().encrypted(new SecretKeySpec(new byte[16], "HmacSHA256")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HmacSHA256");
        assertThatThrownBy(() -> EncryptionKeys.of("a", Map.of("b", key(16, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("[b]");
        String longId = "ä".repeat(128);
        assertThatThrownBy(() -> EncryptionKeys.of(longId, Map.of(longId, key(16, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("255 bytes");
    }

    @Test
    void encode_unusableKeyFromElsewhere_isASerializationException() {
        assertThatThrownBy(() -> Codec.string()
                        .encrypted(keys("id", new SecretKeySpec(new byte[5], "AES")))
                        .encode("x"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("cannot encrypt with the key 'id'");
        assertThatThrownBy(() -> Codec.string().encrypted(keys("id", null)).encode("x"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no key with the id 'id'");
        assertThatThrownBy(() -> Codec.string()
                        .encrypted(keys("i".repeat(256), key(16, 1)))
                        .encode("x"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("256 bytes");
    }

    private static EncryptionKeys keys(String currentId, @Nullable SecretKey key) {
        return new EncryptionKeys() {
            @Override
            public String currentId() {
                return currentId;
            }

            @Override
            public @Nullable SecretKey key(String id) {
                return key;
            }
        };
    }

    @Test
    void isDeterministic_no_soThatItCannotBeUsedForKeys() {
        assertThat(codec.isDeterministic()).isFalse();
        assertThat(codec.acceptsStreams()).isFalse();
    }

    @Test
    void encrypted_isNotSerializable() {
        assertThat(codec).isNotInstanceOf(Serializable.class);
    }

    @Test
    void toString_neverShowsAKey() {
        assertThat(EncryptionKeys.of(key(32, 1)).toString()).doesNotContain("SecretKeySpec");
    }

    private static SecretKey key(int length, int filler) {
        byte[] material = new byte[length];
        Arrays.fill(material, (byte) filler);
        return new SecretKeySpec(material, "AES");
    }

    private static byte[] bytes(Encoded encoded) {
        return ((Scalar.Bytes) encoded.scalar()).value();
    }
}
