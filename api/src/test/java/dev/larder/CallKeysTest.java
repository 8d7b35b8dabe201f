package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallKeysTest {

    private static final byte[] BYTES = {'x', 'y'};

    /** A call, and its key as Python DiskCache's {@code args_to_key} and {@code Disk.put} made it. */
    record Recorded(CallKeys keys, List<Object> arguments, String hex) {}

    static List<Recorded> recordings() {
        CallKeys plain = new CallKeys("nm", false, Set.of(), 5);
        List<Object> ofEachType = Arrays.asList(null, true, BigInteger.TWO.pow(70), 1.5, "text", BYTES, List.of(1));
        return List.of(
                new Recorded(plain, List.of(), "80059507000000000000008c026e6d4e862e"),
                new Recorded(plain, List.of(2), "80059509000000000000008c026e6d4b024e872e"),
                new Recorded(
                        plain,
                        Arrays.asList(2, null, "unit", 1.5, true, BYTES, List.of(1, List.of(2))),
                        "8005952500000000000000288c026e6d4b024e8c04756e6974473ff800000000000088430278794b014b0285864e742e"),
                new Recorded(plain, List.of("a", "a"), "8005950e00000000000000288c026e6d8c01619468004e742e"),
                new Recorded(
                        new CallKeys("nm", false, Set.of(1), 5),
                        List.of(1, 2, 3),
                        "8005950c00000000000000288c026e6d4b014b034e742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(1), 5),
                        List.of(1, 2, 3),
                        "8005951f00000000000000288c026e6d4b014b034e8c086275696c74696e738c03696e7493946800742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(), 5),
                        Arrays.asList(null, null),
                        "8005952100000000000000288c026e6d4e4e4e8c086275696c74696e738c0474797065934e8552946800742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(), 5),
                        ofEachType,
                        "8005957700000000000000288c026e6d4e888a09000000000000000040473ff80000000000008c0474657874430278794b"
                                + "01854e8c086275696c74696e73948c0474797065934e855268008c04626f6f6c9368008c03696e749368008c"
                                + "05666c6f61749368008c037374729368008c0562797465739368008c057475706c6593742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(), 4),
                        ofEachType,
                        "8004957700000000000000288c026e6d4e888a09000000000000000040473ff80000000000008c0474657874430278794b"
                                + "01854e8c086275696c74696e73948c0474797065934e855268008c04626f6f6c9368008c03696e749368008c"
                                + "05666c6f61749368008c037374729368008c0562797465739368008c057475706c6593742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(), 3),
                        Arrays.asList(null, 1, "t"),
                        "80032858020000006e6d4e4b015801000000744e636275696c74696e730a747970650a4e8552636275696c74696e730a69"
                                + "6e740a636275696c74696e730a7374720a742e"),
                new Recorded(
                        new CallKeys("nm", true, Set.of(), 2),
                        Arrays.asList(null, 1, "t", BYTES),
                        "80022858020000006e6d4e4b01580100000074635f636f646563730a656e636f64650a5802000000787958060000006c61"
                                + "74696e3186524e635f5f6275696c74696e5f5f0a747970650a4e8552635f5f6275696c74696e5f5f0a6c6f6e"
                                + "670a635f5f6275696c74696e5f5f0a756e69636f64650a635f5f6275696c74696e5f5f0a62797465730a742e"));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void key_recordedCall_isPythons(Recorded recorded) {
        CallKey key = recorded.keys().of(recorded.arguments().toArray());

        assertThat(key.key()).isEqualTo(pickled(recorded.hex()));
        assertThat(key.shared()).isNull();
    }

    @Test
    void shared_argumentTwice_isTheOtherKeyThatPythonMayHave() {
        CallKey key = new CallKeys("nm", false, Set.of(), 5).of("same", "same");

        assertThat(key.key()).isEqualTo(pickled("8005951400000000000000288c026e6d8c0473616d658c0473616d654e742e"));
        assertThat(key.shared()).isEqualTo(pickled("8005951100000000000000288c026e6d8c0473616d659468004e742e"));
    }

    private static Key pickled(String hex) {
        return new Key(Scalar.of(HexFormat.of().parseHex(hex)), true);
    }

    @Test
    void key_javaTypesOfOnePythonValue_areTheSame() {
        Key one = untyped(1L);
        assertThat(List.of(untyped((byte) 1), untyped((short) 1), untyped(1), untyped(BigInteger.ONE)))
                .containsOnly(one);
        assertThat(untyped(0.5f)).isEqualTo(untyped(0.5));
        assertThat(untyped('é')).isEqualTo(untyped("é"));
        assertThat(untyped(new ArrayList<>(List.of(1)))).isEqualTo(untyped(List.of(1L)));
        assertThat(untyped(Double.NaN)).isEqualTo(untyped(Double.longBitsToDouble(0xfff8_0000_0000_0000L)));
        assertThat(List.of(untyped(1.0), untyped(true), untyped("1"), untyped(List.of(1)), untyped(new byte[] {1})))
                .doesNotHaveDuplicates()
                .doesNotContain(one);
    }

    private static Key untyped(Object argument) {
        return new CallKeys("f", false, Set.of(), 5).of(argument).key();
    }

    @Test
    void key_ignoredArgument_mayBeOfAnyTypeAndMissing() {
        CallKeys keys = new CallKeys("f", true, Set.of(1, 7), 5);

        assertThat(keys.of("a", Instant.EPOCH).key())
                .isEqualTo(keys.of("a", new Object()).key())
                .isEqualTo(keys.of("a").key());
    }

    @Test
    void key_argumentOfAnotherType_isRefusedWithItsPositionAndAdvice() {
        CallKeys keys = new CallKeys("f", false, Set.of(), 5);

        for (Object argument : List.of(Instant.EPOCH, List.of(1, List.of(Instant.EPOCH)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> keys.of("a", argument))
                    .withMessageContaining("Argument 1 of 'f'")
                    .withMessageContaining("java.time.Instant")
                    .withMessageContaining("convert it")
                    .withMessageContaining("ignore position 1");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.of("\ud800"))
                .withMessageContaining("Argument 0 of 'f'")
                .withMessageContaining("surrogate");
        assertThatIllegalArgumentException().isThrownBy(() -> keys.of('\udead')).withMessageContaining("surrogate");
    }

    @Test
    void key_listInItself_isRefused() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallKeys("f", false, Set.of(), 5).of(list))
                .withMessageContaining("Argument 0 of 'f'")
                .withMessageContaining("nested");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 6})
    void callKeys_protocolThatIsNotWritten_isRefusedAtOnce(int protocol) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallKeys("f", false, Set.of(), protocol))
                .withMessageContaining("protocol 2 to 5, not in " + protocol);
    }

    @Test
    void callKeys_badNameOrPosition_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallKeys("f", false, Set.of(0, -1), 5))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallKeys("\ud800", false, Set.of(), 5))
                .withMessageContaining("surrogate");
        assertThatNullPointerException().isThrownBy(() -> new CallKeys(null, false, Set.of(), 5));
    }
}
