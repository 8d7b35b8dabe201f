package dev.larder.internal.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, what is refused and how, and that whatever the bytes are they cost little. */
class PickleReaderTest {

    private static final List<Opcode> OPCODES = List.of(Opcode.values());

    /** What plain data is not written with, and what no data is. */
    static final Set<Opcode> REFUSED = Set.of(
            Opcode.EMPTY_LIST,
            Opcode.EMPTY_DICT,
            Opcode.EMPTY_SET,
            Opcode.BYTEARRAY8,
            Opcode.NEXT_BUFFER,
            Opcode.READONLY_BUFFER,
            Opcode.EXT1,
            Opcode.EXT2,
            Opcode.EXT4,
            Opcode.INST,
            Opcode.OBJ,
            Opcode.NEWOBJ_EX,
            Opcode.PERSID,
            Opcode.BINPERSID);

    private static final Set<Opcode> READ = Set.of(
            Opcode.PROTO,
            Opcode.FRAME,
            Opcode.STOP,
            Opcode.NONE,
            Opcode.NEWTRUE,
            Opcode.NEWFALSE,
            Opcode.BININT,
            Opcode.BININT1,
            Opcode.BININT2,
            Opcode.LONG1,
            Opcode.LONG4,
            Opcode.BINFLOAT,
            Opcode.SHORT_BINUNICODE,
            Opcode.BINUNICODE,
            Opcode.BINUNICODE8,
            Opcode.SHORT_BINBYTES,
            Opcode.BINBYTES,
            Opcode.BINBYTES8,
            Opcode.EMPTY_TUPLE,
            Opcode.TUPLE1,
            Opcode.TUPLE2,
            Opcode.TUPLE3,
            Opcode.TUPLE,
            Opcode.MARK,
            Opcode.MEMOIZE,
            Opcode.BINPUT,
            Opcode.LONG_BINPUT,
            Opcode.BINGET,
            Opcode.LONG_BINGET);

    /** One pickle, with each form of each type that is read. */
    private static final byte[] ALL_FORMS = hex("8005 950300000000000000"
            + "28 4e 88 89 4b01 4d0100 4a01000000 8a00 8a0101 8b0100000001 47 4000000000000000"
            + "8c0161 94 5801000000 61 7105 8d0100000000000000 61 7206000000"
            + "430161 420100000061 8e010000000000000061"
            + "29 4e85 4e4e86 4e4e4e87 2874 6800 6805 6a06000000 74 2e");

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static Object read(String hex) {
        return Pickle.read(hex(hex));
    }

    @Test
    void read_eachForm_givesItsValue() {
        byte[] a = {'a'};
        assertThat(Pickle.read(ALL_FORMS))
                .isEqualTo(Tuple.of(
                        null,
                        true,
                        false,
                        1L,
                        1L,
                        1L,
                        0L,
                        1L,
                        1L,
                        2.0,
                        "a",
                        "a",
                        "a",
                        a,
                        a,
                        a,
                        Tuple.of(),
                        Tuple.of((Object) null),
                        Tuple.of(null, null),
                        Tuple.of(null, null, null),
                        Tuple.of(),
                        "a",
                        "a",
                        "a"));
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void read_opcodeOfOtherData_isRefusedByNameAndOffset(Opcode opcode) {
        byte[] pickle = hex("80 05 4e 00 4e 2e");
        pickle[3] = opcode.code();

        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> Pickle.read(pickle))
                .withMessageContaining("opcode " + opcode + " at offset 3 is refused")
                .satisfies(e -> assertThat(e.offset()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"286c", "2864", "2891"})
    void read_otherContainerOfMarkedParts_isRefused(String hex) {
        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> read("8005" + hex + "2e"))
                .withMessageContaining("at offset 3 is refused");
    }

    @Test
    void read_class_isRefusedByName() {
        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> read("8005 8c026f73 8c0673797374656d 93 8c026c73 85 52 2e"))
                .withMessageContaining("names os.system");
    }

    @Test
    void opcodes_areThoseOfPython() {
        assertThat(OPCODES).hasSize(68);
        for (Opcode opcode : OPCODES) {
            assertThat(Opcode.of(opcode.code())).isEqualTo(opcode);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',                             0, cut off",
        "80,                             0, cut off",
        "68656c6c6f,                     0, refers to object 101",
        "80064e2e,                       0, protocol 6 where 0 to 5",
        "8005ff2e,                       2, does not exist",
        "8005,                           2, cut off",
        "80052e,                         2, 0 objects",
        "80054e4e2e,                     4, 2 objects",
        "800528 2e,                      3, 1 marks",
        "80054e2e2e,                     3, followed by 1",
        "800585 2e,                      2, needs 1 objects where there are 0",
        "80054e28 85 2e,                 4, needs 1 objects where there are 0",
        "80054e4e87 2e,                  4, needs 3 objects where there are 2",
        "800574 2e,                      2, no mark",
        "800594 2e,                      2, needs 1",
        "80056800 2e,                    2, refers to object 0",
        "80054e940068 01 2e,             4, does not exist",
        "80058c0261 2e,                  6, missing",
        "80058c0361 2e,                  2, claims 3 bytes where 2 remain",
        "8005 58ffffffff 612e,           2, claims 4294967295 bytes",
        "8005 42ffffff7f 612e,           2, claims 2147483647 bytes",
        "8005 8dffffffffffffffff 612e,   2, claims 18446744073709551615 bytes",
        "8005 8e0000000000000080 612e,   2, claims 9223372036854775808 bytes",
        "8005 8bffffffff 2e,             2, claims",
        "8005 8bffffff7f 2e,             2, claims 2147483647 bytes",
        "8005 95ffffffffffffff7f 4e2e,   2, claims 9223372036854775807 bytes",
        "8005 4a0000,                    2, cut off",
        "8005 47000000000000 2e,         2, cut off",
        "8005 8c01ff 2e,                 2, not UTF-8",
        "8005 8c03eda080 2e,             2, not UTF-8",
    })
    void read_damaged_isRefusedWithWhatAndWhere(String hex, int offset, String what) {
        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> read(hex))
                .withMessageStartingWith("its opcode ")
                .withMessageContaining("at offset " + offset)
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    @Timeout(60)
    void read_tooDeep_isRefused() {
        byte[] pickle = new byte[1 << 20];
        Arrays.fill(pickle, Opcode.TUPLE1.code());
        ByteBuffer.wrap(pickle).put(hex("80054e"));

        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> Pickle.read(pickle))
                .withMessageContaining("nested deeper than 100");
    }

    /** Each tuple holds the one before twice: 2⁹⁰ parts in 300 bytes. */
    @Test
    @Timeout(60)
    void read_growingWithEachReference_isRefused() {
        ByteBuffer pickle = ByteBuffer.allocate(1_000).put(hex("80054e94"));
        for (byte i = 0; i < 90; i++) {
            pickle.put(Opcode.BINGET.code())
                    .put(i)
                    .put(Opcode.BINGET.code())
                    .put(i)
                    .put(hex("8694"));
        }

        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> Pickle.read(pickle.array()))
                .withMessageContaining("too large");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "MARK", "EMPTY_TUPLE", "MEMOIZE"})
    @Timeout(60)
    void read_moreOpcodesThanIsSane_isRefused(Opcode opcode) {
        byte[] pickle = new byte[16 << 20];
        Arrays.fill(pickle, opcode.code());
        ByteBuffer.wrap(pickle).put(hex("80054e"));

        assertThatExceptionOfType(UnreadablePickleException.class)
                .isThrownBy(() -> Pickle.read(pickle))
                .withMessageContaining("262144");
    }

    @Test
    void read_longText_isNotHeldBackByTheLimits() {
        String text = "é".repeat(8 << 20);

        assertThat(Pickle.read(Pickle.key(text, 5))).isEqualTo(text);
    }

    @Test
    void read_cutOffAnywhere_isRefused() {
        for (int length = 0; length < ALL_FORMS.length; length++) {
            byte[] cut = Arrays.copyOf(ALL_FORMS, length);
            assertThatExceptionOfType(UnreadablePickleException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Pickle.read(cut));
        }
    }

    @Test
    void read_anyByteChanged_neverFailsOtherwise() {
        for (int i = 0; i < ALL_FORMS.length; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = ALL_FORMS.clone();
                changed[i] = (byte) value;
                tryToRead(changed);
            }
        }
    }

    @Property(tries = 2_000)
    void read_damagedInPlaces_neverFailsOtherwise(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int places) {
        Random random = new Random(seed);
        byte[] pickle = Pickle.sharedKey(SomeValues.value(random, 5), 2 + random.nextInt(4));
        for (int i = 0; i < places; i++) {
            int at = random.nextInt(pickle.length);
            Opcode opcode = OPCODES.get(random.nextInt(OPCODES.size()));
            pickle[at] = random.nextBoolean() ? opcode.code() : (byte) random.nextInt();
        }
        tryToRead(pickle);
    }

    @Property(tries = 2_000)
    void read_opcodesAtRandom_neverFailsOtherwise(@ForAll @Size(max = 200) List<Opcode> opcodes) {
        ByteBuffer pickle = ByteBuffer.allocate(3 + opcodes.size()).put(hex("8005"));
        for (Opcode opcode : opcodes) {
            pickle.put(READ.contains(opcode) ? opcode.code() : Opcode.NONE.code());
        }
        tryToRead(pickle.put(Opcode.STOP.code()).array());
    }

    @Property(tries = 1_000)
    void read_anyBytes_neverFailsOtherwise(@ForAll @Size(max = 300) byte[] bytes) {
        if (bytes.length > 1) {
            bytes[0] = Opcode.PROTO.code();
            bytes[1] = 5;
        }
        tryToRead(bytes);
    }

    /** Gives a value that can be written again, or the one exception. */
    private static void tryToRead(byte[] pickle) {
        Object value;
        try {
            value = Pickle.read(pickle);
        } catch (UnreadablePickleException e) {
            assertThat(e.offset()).isBetween(0, pickle.length);
            return;
        }
        assertThat(Pickle.key(Pickle.read(Pickle.key(value, 5)), 5)).isEqualTo(Pickle.key(value, 5));
    }
}
