package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyMapperTest {

    private static final int NUMBER = 0x1234;

    private final KeyMapper<Object> natives = mapper(Codec.natives());

    @Test
    void toKey_nativeTypes_areTheKeysThemselves() {
        assertThat(natives.toKey("/index")).isEqualTo(Key.of("/index"));
        assertThat(natives.toKey(7)).isEqualTo(Key.of(7L));
        assertThat(natives.toKey(2.5)).isEqualTo(Key.of(Scalar.of(2.5)));
        assertThat(natives.toKey(new byte[] {1})).isEqualTo(Key.of(Scalar.of(new byte[] {1})));
    }

    @Test
    void toKey_whatNoStoreCanFindAgain_isRefused() {
        assertThatThrownBy(() -> natives.toKey("\uDC00")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> natives.toKey(List.of())).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> natives.toKey(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("key");
    }

    @Test
    void toKey_pickles_areMarkedAsSuch() {
        Scalar none = Scalar.of(HexFormat.of().parseHex("80054e2e"));
        KeyMapper<Scalar> pickles = mapper(new ScalarCodec(Encoding.PICKLE));

        assertThat(pickles.toKey(none)).isEqualTo(new Key(none, true));
        assertThat(pickles.fromKey(new Key(none, true))).isEqualTo(none);
    }

    /** Stored keys are found by these bytes for ever. */
    @Test
    void toKey_otherEncodings_areMarkedBytes() {
        KeyMapper<Scalar> mapper = mapper(new ScalarCodec(NUMBER));

        assertThat(hex(mapper.toKey(Scalar.of(258L)))).isEqualTo("ff4c524412340" + "1" + "0000000000000102");
        assertThat(hex(mapper.toKey(Scalar.of(1.5)))).isEqualTo("ff4c524412340" + "2" + "3ff8000000000000");
        assertThat(hex(mapper.toKey(Scalar.of("é")))).isEqualTo("ff4c524412340" + "3" + "c3a9");
        assertThat(hex(mapper.toKey(Scalar.of(new byte[] {7})))).isEqualTo("ff4c524412340" + "4" + "07");
    }

    static List<Scalar> scalars() {
        return List.of(
                Scalar.of(0L),
                Scalar.of(Long.MIN_VALUE),
                Scalar.of(-0.0),
                Scalar.of(Double.NEGATIVE_INFINITY),
                Scalar.of(""),
                Scalar.of("a\u0000😀"),
                Scalar.of(new byte[0]),
                Scalar.of(new byte[] {-1, 'L', 'R', 'D', 0, 16, 4}));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void fromKey_otherEncodings_isWhatWasGiven(Scalar scalar) {
        for (int encoding : List.of(Encoding.JAVA_SERIALIZATION, Encoding.FIRST_CUSTOM, Encoding.LAST_CUSTOM)) {
            KeyMapper<Scalar> mapper = mapper(new ScalarCodec(encoding));
            assertThat(mapper.fromKey(mapper.toKey(scalar))).isEqualTo(scalar);
        }
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void fromKey_nativeBytesThatLookMarked_areThoseBytes(Scalar scalar) {
        Key marked = mapper(new ScalarCodec(NUMBER)).toKey(scalar);

        assertThat(natives.fromKey(marked)).isEqualTo(((Scalar.Bytes) marked.scalar()).value());
    }

    @Test
    void fromKey_ofAnotherCodec_namesKeyAndCodec() {
        Key marked = mapper(new ScalarCodec(NUMBER)).toKey(Scalar.of("a"));

        assertThatThrownBy(() -> mapper(new ScalarCodec(NUMBER + 1)).fromKey(marked))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("ff4c5244")
                .hasMessageContaining("scalar(" + (NUMBER + 1) + ")");
        assertThatThrownBy(() -> mapper(Codec.string()).fromKey(Key.of(42)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("42")
                .hasMessageContaining(Codec.string().name());
    }

    @Test
    void fromKey_undecodableByPolicy_isNull() {
        KeyMapper<String> lenient = new KeyMapper<>(Codec.string(), Undecodable.MISS);

        assertThat(lenient.fromKey(Key.of(42))).isNull();
        assertThat(lenient.fromKey(Key.of("a"))).isEqualTo("a");
    }

    @Test
    void fromKey_damagedMark_isNoMark() {
        for (String damaged :
                List.of("ff4c5244", "ff4c52441234", "ff4c5244123400", "ff4c52441234010000", "ff4c5244123403ff")) {
            Key key = Key.of(Scalar.of(HexFormat.of().parseHex(damaged)));
            assertThat(mapper(Codec.bytes()).fromKey(key))
                    .isEqualTo(HexFormat.of().parseHex(damaged));
            assertThatThrownBy(() -> mapper(new ScalarCodec(NUMBER)).fromKey(key))
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void toKeyOrNull_whatCannotBeAKey_isNull() {
        KeyMapper<String> strings = mapper(Codec.string());

        assertThat(strings.toKeyOrNull("a")).isEqualTo(Key.of("a"));
        assertThat(strings.toKeyOrNull(1)).isNull();
        assertThat(natives.toKeyOrNull(List.of())).isNull();
        assertThat(natives.toKeyOrNull(Double.NaN)).isNull();
        assertThatThrownBy(() -> strings.toKeyOrNull(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void canonical_floatsBeyondLong_stayFloats() {
        assertThat(KeyMapper.canonical(Key.of(Scalar.of(0x1p62)))).isEqualTo(Key.of(1L << 62));
        assertThat(KeyMapper.canonical(Key.of(Scalar.of(-0x1p63)))).isEqualTo(Key.of(Long.MIN_VALUE));
        assertThat(KeyMapper.canonical(Key.of(Scalar.of(0x1p63)))).isEqualTo(Key.of(Scalar.of(0x1p63)));
        assertThat(KeyMapper.canonical(Key.of(Scalar.of(Double.POSITIVE_INFINITY))))
                .isEqualTo(Key.of(Scalar.of(Double.POSITIVE_INFINITY)));
    }

    @Test
    void describe_longText_isCut() {
        assertThat(KeyMapper.describe(Key.of("a"))).isEqualTo("'a'");
        assertThat(KeyMapper.describe(Key.of("a".repeat(1_000))))
                .hasSizeLessThan(150)
                .contains("1000");
    }

    private static <K> KeyMapper<K> mapper(Codec<K> codec) {
        return new KeyMapper<>(codec, Undecodable.FAIL);
    }

    private static String hex(Key key) {
        assertThat(key.pickled()).isFalse();
        return HexFormat.of().formatHex(((Scalar.Bytes) key.scalar()).value());
    }

    /** Writes scalars under a number of its own. */
    private record ScalarCodec(int encoding) implements Codec<Scalar> {

        @Override
        public Encoded encode(Scalar value) {
            return new Encoded(value, encoding);
        }

        @Override
        public Scalar decode(Encoded encoded) {
            if (encoded.encoding() != encoding) {
                throw new SerializationException("not number " + encoding);
            }
            return encoded.scalar();
        }

        @Override
        public String name() {
            return "scalar(" + encoding + ")";
        }
    }
}
