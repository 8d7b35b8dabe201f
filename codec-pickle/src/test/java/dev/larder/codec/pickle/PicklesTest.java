package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.codec.Codec;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written and read, what is refused, and what users can choose. */
final class PicklesTest {

    private static final Codec<Object> VALUES = Pickles.data().values();

    record Point(long x, long y) {}

    // ---- natively or as a pickle

    static final List<Object> NATIVE = List.of("text", new byte[] {1}, 5L, 5, (short) 5, (byte) 5, 2.5, 2.5f);

    @ParameterizedTest
    @FieldSource("NATIVE")
    void encode_whatStoresHold_isNative(Object value) {
        assertThat(VALUES.encode(value)).isEqualTo(Codec.natives().encode(value));
        assertThat(VALUES.decode(VALUES.encode(value)))
                .isEqualTo(Codec.natives().decode(VALUES.encode(value)));
    }

    @Test
    void encode_integerOf64BitsInALargerType_isTheNativeOneThatPythonWouldStore() {
        assertThat(VALUES.encode(BigInteger.TEN)).isEqualTo(Encoded.natively(Scalar.of(10)));
        assertThat(VALUES.encode(ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2)))
                .isEqualTo(Encoded.natively(Scalar.of(new byte[] {2, 3})));
    }

    @Test
    void encode_nan_isRefusedAsAValueButNotAsAPart() {
        assertThatThrownBy(() -> VALUES.encode(Double.NaN)).isInstanceOf(SerializationException.class);
        assertThat(VALUES.decode(VALUES.encode(List.of(Double.NaN)))).isEqualTo(List.of(Double.NaN));
    }

    @Test
    void encode_integersAndFloatsOfAllSizesAsParts_areReadAsLongAndDouble() {
        assertThat(VALUES.decode(VALUES.encode(List.of(1, (short) 2, (byte) 3, 4L, 2.5f))))
                .isEqualTo(List.of(1L, 2L, 3L, 4L, 2.5));
    }

    // ---- None

    @Test
    void none_asAKey_isTheConstant() {
        Codec<Object> keys = Pickles.data().keys();
        Encoded none = pickled("80054e2e");

        assertThat(keys.decode(none)).isEqualTo(None.NONE);
        assertThat(keys.encode(None.NONE)).isEqualTo(none);
    }

    @Test
    void none_asAValue_isNone() {
        assertThatThrownBy(() -> VALUES.decode(pickled("80054e2e")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("None");
        assertThatThrownBy(() -> VALUES.encode(None.NONE))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("None");
    }

    @Test
    void none_asAPart_isNull() {
        List<Object> value = new ArrayList<>();
        value.add(null);

        assertThat(VALUES.decode(VALUES.encode(value))).isEqualTo(value);
    }

    // ---- what Python would not have the same

    static final List<Object> NOT_IN_PYTHON = List.of(
            LocalTime.of(1, 2, 3, 4),
            LocalDateTime.of(2024, 1, 1, 0, 0, 0, 999_999_999),
            LocalDate.of(10_000, 1, 1),
            LocalDate.of(0, 1, 1),
            Duration.ofNanos(1),
            Duration.ofDays(1_000_000_000),
            new BigDecimal(BigInteger.TEN.pow(4_300)),
            Instant.EPOCH,
            'c',
            new Object[0],
            new int[0],
            new Point(1, 2),
            List.of(new Point(1, 2)),
            "\ud800",
            List.of("\ud800"),
            Map.of(1L, "a", 1.0, "b"),
            Map.of(1L, "a", true, "b"),
            Map.of(1L, "a", 1, "b"),
            Set.of(Tuple.of(1L), Tuple.of(1.0)),
            Set.of(new BigDecimal("1.0"), BigInteger.ONE),
            Set.of(
                    OffsetDateTime.of(2024, 1, 1, 1, 0, 0, 0, ZoneOffset.UTC),
                    OffsetDateTime.of(2024, 1, 1, 2, 0, 0, 0, ZoneOffset.ofHours(1))),
            Map.of(List.of(), 1),
            Set.of(Map.of()),
            Set.of(Tuple.of(Set.of())),
            Set.of(new ByteArray(new byte[0])));

    @Test
    void encode_whatPythonHasNot_isRefused() {
        for (Object value : NOT_IN_PYTHON) {
            assertThatThrownBy(() -> VALUES.encode(Tuple.of(value)))
                    .as("%s", value)
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("pickle(java.lang.Object) cannot write");
        }
    }

    @Test
    void encode_unknownClass_isNamed() {
        assertThatThrownBy(() -> VALUES.encode(new Point(1, 2)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Point.class.getName());
    }

    @Test
    void encode_whatContainsItself_isRefused() {
        List<Object> list = new ArrayList<>();
        list.add(Tuple.of(list));
        Map<Object, Object> map = new HashMap<>();
        map.put("self", map);

        for (Object value : List.of(list, map)) {
            assertThatThrownBy(() -> VALUES.encode(value))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("nested deeper than 200");
        }
    }

    @Test
    void encode_asDeepAsIsRead_isReadBack() {
        Object value = List.of();
        for (int depth = 1; depth < PickleCodec.MAX_DEPTH; depth++) {
            value = depth % 2 == 0 ? List.of(value) : Map.of("key", value);
        }
        Object deepest = value;

        assertThat(VALUES.decode(VALUES.encode(deepest))).isEqualTo(deepest);
        assertThatThrownBy(() -> VALUES.encode(List.of(deepest))).isInstanceOf(SerializationException.class);
    }

    /** Each list holds the one before twice: 2¹⁰⁰ parts in memory of some hundred. */
    @Test
    void encode_partsThatUnfold_areRefused() {
        Object value = List.of(1L);
        for (int depth = 1; depth < 100; depth++) {
            value = List.of(value, value);
        }
        Object unfolding = value;

        assertThatThrownBy(() -> VALUES.encode(unfolding)).isInstanceOf(SerializationException.class);
    }

    // ---- keys

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void encode_oldProtocol_isRefusedForKeysAndNewerForValues(long protocol) {
        Settings settings = Settings.defaults().with(Setting.PICKLE_PROTOCOL, protocol);

        assertThatThrownBy(() -> Pickles.data().keys().in(settings).encode(Tuple.of()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("protocol 2 to 5");
        assertThat(Pickles.data().values().in(settings).encode(Tuple.of())).isEqualTo(pickled("8002292e"));
    }

    @Test
    void otherForm_whatStoresHold_isNone() {
        NATIVE.forEach(key -> assertThat(Pickles.data().keys().otherForm(key)).isNull());
    }

    @Test
    void otherForm_nothingTwice_isTheFirst() {
        Tuple key = Tuple.of("a", List.of("b"), 1L);

        assertThat(Pickles.data().keys().otherForm(key))
                .isEqualTo(Pickles.data().keys().encode(key));
    }

    // ---- types

    @Test
    void decode_bytesAmongKeysAndItems_areBuffersThatAreFound() {
        Map<Object, Object> map = Map.of(ByteBuffer.wrap(new byte[] {1}), 1L);

        Map<?, ?> read = (Map<?, ?>) VALUES.decode(VALUES.encode(map));

        assertThat(read).isEqualTo(map);
        assertThat(read.get(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1L);
        assertThat(((ByteBuffer) read.keySet().iterator().next()).isReadOnly()).isTrue();
    }

    @Test
    void decode_containers_canBeChanged() {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) VALUES.decode(VALUES.encode(List.of(List.of(), Map.of(), Set.of(1L))));

        list.add(1L);
        assertThat(list).hasSize(4);
        assertThat(list.get(1)).isEqualTo(Map.of());
        assertThat(list.get(2)).isEqualTo(Set.of(1L));
    }

    /** Of protocol 0, 2 and 4, and of Python 3.7, which says how safe it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "63636f70795f7265670a5f7265636f6e7374727563746f720a70300a2863757569640a555549440a70310a635f5f6275696c74696e5f5f0a6f626a6563740a70320a4e7470330a5270340a286470350a56696e740a70360a49310a73622e",
                "800263757569640a555549440a7100298171017d71025803000000696e7471034b0173622e",
                "80049520000000000000008c0475756964948c04555549449493942981947d948c03696e74944b0173622e",
                "80048c0475756964948c04555549449493942981947d94288c03696e74944b018c0769735f73616665948c04757569648c085361666555554944934e855275622e",
            })
    void decode_uuidOfAnyPython_isOne(String hex) {
        assertThat(VALUES.decode(pickled(hex))).isEqualTo(new UUID(0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-Infinity", "sNaN", "1E+99999999999", "0x10", "1d", " 1"})
    void decode_decimalThatIsNoNumberOfJava_isRefused(String decimal) {
        byte[] text = decimal.getBytes(StandardCharsets.US_ASCII);
        String hex = "80048c07646563696d616c8c07446563696d616c938c%02x%s85522e"
                .formatted(text.length, HexFormat.of().formatHex(text));

        assertThatThrownBy(() -> VALUES.decode(pickled(hex)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Decimal");
    }

    @Test
    void typedCodecs_otherTypes_areRefused() {
        Codec<Tuple> keys = Pickles.data().keys(Tuple.class);

        assertThat(keys.decode(keys.encode(Tuple.of(1L)))).isEqualTo(Tuple.of(1L));
        assertThatThrownBy(() -> keys.decode(Encoded.natively(Scalar.of("text"))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String");
        assertThat(keys.name()).isEqualTo("pickle(dev.larder.codec.pickle.Tuple)");
    }

    @Test
    void decode_otherEncodings_areRefused() {
        assertThatThrownBy(() -> VALUES.decode(new Encoded(Scalar.of("{}"), Encoding.JSON)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("encoding 17");
    }

    // ---- classes

    static final String ORDERED =
            "80059530000000000000008c0b636f6c6c656374696f6e73948c0b4f72646572656444696374949394295294"
                    + "288c0161944b018c0162944b02752e";

    static final List<String> POINTS = List.of(
            "286c70300a63636f70795f7265670a5f7265636f6e7374727563746f720a70310a286373686f700a506f696e740a70320a635f5f6275696c"
                    + "74696e5f5f0a6f626a6563740a70330a4e7470340a5270350a286470360a56780a70370a49310a7356790a70380a49320a7362612e",
            "80025d71006373686f700a506f696e740a7101298171027d71032858010000007871044b0158010000007971054b027562612e",
            "80059529000000000000005d948c0473686f70948c05506f696e749493942981947d94288c0178944b018c0179944b027562612e");

    @ParameterizedTest
    @FieldSource("POINTS")
    void decode_registeredClass_isMadeOfItsState(String hex) {
        Codec<Object> codec = Pickles.data()
                .withClass("shop.Point", object -> {
                    Map<?, ?> state = (Map<?, ?>) object.state();
                    return new Point((Long) state.get("x"), (Long) state.get("y"));
                })
                .values();

        assertThat(codec.decode(pickled(hex))).isEqualTo(List.of(new Point(1, 2)));
    }

    @Test
    void decode_registeredKindOfDictAndOfList_isGivenWhatIsInIt() {
        Codec<Object> codec = Pickles.data()
                .withClass("collections.OrderedDict", PickledObject::entries)
                .withClass("shop.Items", PickledObject::items)
                .withClass("shop.Size", PickledObject::arguments)
                .values();

        assertThat(codec.decode(pickled(ORDERED))).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(codec.decode(
                        pickled("8005951b000000000000008c0473686f70948c054974656d73949394298194284b014b02652e")))
                .isEqualTo(List.of(1L, 2L));
        assertThat(codec.decode(pickled("80059519000000000000008c0473686f70948c0453697a659493944b034b04869481942e")))
                .isEqualTo(List.of(3L, 4L));
        assertThat(codec.decode(pickled(
                        "63636f70795f7265670a5f7265636f6e7374727563746f720a70300a286373686f700a53697a650a70310a635f5f6275696c"
                                + "74696e5f5f0a7475706c650a70320a2849330a49340a7470330a7470340a5270350a2e")))
                .isEqualTo(List.of(Tuple.of(3L, 4L)));
    }

    @Test
    void decode_registeredClassThatItsReaderRefuses_saysWhy() {
        Codec<Object> codec = Pickles.data()
                .withClass("collections.OrderedDict", object -> {
                    throw new IllegalStateException("no orders here");
                })
                .values();

        assertThatThrownBy(() -> codec.decode(pickled(ORDERED)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("collections.OrderedDict")
                .hasMessageContaining("no orders here");
    }

    @Test
    void decode_classThatIsReadAnyway_canBeReadOtherwise() {
        Codec<Object> codec = Pickles.data()
                .withClass("decimal.Decimal", object -> object.arguments().get(0))
                .values();

        assertThat(codec.decode(VALUES.encode(new BigDecimal("1.50")))).isEqualTo("1.50");
    }

    @Test
    void withClass_badName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pickles.data().withClass("Point", object -> null))
                .withMessageContaining("'Point'");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Pickles.data().withClass("a.B", object -> null).withClass("a.B", object -> null))
                .withMessageContaining("a.B");
    }

    @Test
    void withMaxOpcodes_more_isRefusedBothWays() {
        Codec<Object> codec = Pickles.data().withMaxOpcodes(10).values();
        List<Long> tooMany = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L);

        assertThat(codec.decode(codec.encode(tooMany.subList(1, 7)))).isEqualTo(tooMany.subList(1, 7));
        assertThatThrownBy(() -> codec.encode(tooMany)).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> codec.decode(VALUES.encode(tooMany)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("10 opcodes");
        assertThatIllegalArgumentException().isThrownBy(() -> Pickles.data().withMaxOpcodes(0));
    }

    @Test
    void codec_serialised_isTheSame() throws Exception {
        Codec<Object> codec =
                Pickles.data().withClass("shop.Items", PickledObject::items).keys();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(codec);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Codec<?> copy = (Codec<?>) in.readObject();
            assertThat(copy.decode(
                            pickled("8005951b000000000000008c0473686f70948c054974656d73949394298194284b014b02652e")))
                    .isEqualTo(List.of(1L, 2L));
        }
    }

    private static Encoded pickled(String hex) {
        return new Encoded(Scalar.of(HexFormat.of().parseHex(hex)), Encoding.PICKLE);
    }
}
