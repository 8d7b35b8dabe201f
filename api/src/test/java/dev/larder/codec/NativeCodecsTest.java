package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NativeCodecsTest {

    @Property
    void string_anyWellFormedText_comesBack(@ForAll String text) {
        if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
            Encoded encoded = Codec.string().encode(text);

            assertThat(encoded).isEqualTo(Encoded.natively(Scalar.of(text)));
            assertThat(Codec.string().decode(encoded)).isEqualTo(text);
        }
    }

    @Property
    void bytes_any_comeBack(@ForAll byte[] bytes) {
        Encoded encoded = Codec.bytes().encode(bytes);

        assertThat(encoded).isEqualTo(Encoded.natively(Scalar.of(bytes)));
        assertThat(Codec.bytes().decode(encoded)).isEqualTo(bytes);
    }

    @Property
    void int64_any_comesBackAsANumber(@ForAll long number) {
        Encoded encoded = Codec.int64().encode(number);

        assertThat(encoded).isEqualTo(Encoded.natively(Scalar.of(number)));
        assertThat(Codec.int64().decode(encoded)).isEqualTo(number);
    }

    @Property
    void float64_anyNumber_comesBackAsANumber(@ForAll double number) {
        Encoded encoded = Codec.float64().encode(number);

        assertThat(encoded).isEqualTo(Encoded.natively(Scalar.of(number)));
        assertThat(Codec.float64().decode(encoded)).isEqualTo(number);
    }

    @Test
    void float64_negativeZeroAndInfinity_areKept() {
        for (double number : new double[] {-0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(Codec.float64().decode(Codec.float64().encode(number))).isEqualTo(number);
        }
    }

    @Test
    void encode_nan_isRefused() {
        assertThatThrownBy(() -> Codec.float64().encode(Double.NaN))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("float64")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Codec.natives().encode(Float.NaN))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("native");
    }

    @Test
    void natives_eachNativeClass_isToldApart() {
        assertThat(throughNatives("text")).isEqualTo("text");
        assertThat(throughNatives(7L)).isEqualTo(7L);
        assertThat(throughNatives(7)).isEqualTo(7L);
        assertThat(throughNatives((short) 7)).isEqualTo(7L);
        assertThat(throughNatives((byte) -7)).isEqualTo(-7L);
        assertThat(throughNatives(0.5)).isEqualTo(0.5);
        assertThat(throughNatives(0.5f)).isEqualTo(0.5);
        assertThat(throughNatives(new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
    }

    private static Object throughNatives(Object value) {
        return Codec.natives().decode(Codec.natives().encode(value));
    }

    @Test
    void natives_anyOtherClass_isRefusedByName() {
        for (Object value : List.of(true, new ArrayList<>(), 'c')) {
            assertThatThrownBy(() -> Codec.natives().encode(value))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining(value.getClass().getName())
                    .hasMessageContaining("choose a codec");
        }
    }

    @Test
    void string_unpairedSurrogate_isRefused() {
        assertThatThrownBy(() -> Codec.string().encode("a\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("U+D800");
    }

    static List<Codec<?>> codecs() {
        return List.of(Codec.natives(), Codec.string(), Codec.bytes(), Codec.int64(), Codec.float64());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void decode_anotherEncodingNumber_isRefusedByName(Codec<?> codec) {
        for (int encoding : new int[] {0, Encoding.PICKLE, Encoding.JSON, 99}) {
            for (Scalar scalar : scalars()) {
                assertThatThrownBy(() -> codec.decode(new Encoded(scalar, encoding)))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining(codec.name())
                        .hasMessageContaining("encoding " + encoding);
            }
        }
    }

    @Test
    void decode_anotherForm_isRefusedByName() {
        assertRefuses(Codec.string(), Scalar.of(1L), Scalar.of(1.0), Scalar.of(new byte[0]));
        assertRefuses(Codec.bytes(), Scalar.of(1L), Scalar.of(1.0), Scalar.of(""));
        assertRefuses(Codec.int64(), Scalar.of(""), Scalar.of(1.0), Scalar.of(new byte[0]));
        assertRefuses(Codec.float64(), Scalar.of(""), Scalar.of(1L), Scalar.of(new byte[0]));
    }

    private static void assertRefuses(Codec<?> codec, Scalar... scalars) {
        for (Scalar scalar : scalars) {
            assertThatThrownBy(() -> codec.decode(Encoded.natively(scalar)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("Codec " + codec.name() + " reads")
                    .hasMessageContaining(
                            "found encoding 1 (native) as " + scalar.getClass().getSimpleName());
        }
    }

    private static List<Scalar> scalars() {
        return List.of(Scalar.of(1L), Scalar.of(1.0), Scalar.of("1"), Scalar.of(new byte[] {1}));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void isDeterministic_nativeForm_yes(Codec<?> codec) {
        assertThat(codec.isDeterministic()).isTrue();
    }

    @Test
    void acceptsStreams_onlyWhereBytesAreValues() {
        assertThat(codecs())
                .filteredOn(Codec::acceptsStreams)
                .extracting(Codec::name)
                .containsExactly("native", "bytes");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void serialised_comesBackEqual(Codec<?> codec) {
        assertThat(Serialised.copy(codec)).isEqualTo(codec);
    }

    @Test
    void keepsOrder_formsThatStoresCompareAsTheValues_only() {
        assertThat(List.of(Codec.natives(), Codec.string(), Codec.bytes(), Codec.int64(), Codec.float64()))
                .allMatch(Codec::keepsOrder);
        assertThat(List.of(Codec.string().compressed(), Codec.serializable(String.class)))
                .noneMatch(Codec::keepsOrder);
    }
}
