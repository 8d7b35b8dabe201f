package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.codec.Codec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PythonKeysTest {

    private static final BigInteger TWO_TO_100 = BigInteger.TWO.pow(100);

    static Stream<List<Object>> equalInPython() {
        return Stream.of(
                List.of(1L, true, 1.0, BigDecimal.ONE, new BigDecimal("1.00"), 1, (short) 1, (byte) 1, 1f),
                List.of(0L, false, 0.0, -0.0, BigDecimal.ZERO, new BigDecimal("0E+1000000000")),
                List.of(1.5, new BigDecimal("1.5"), new BigDecimal("1.50"), 1.5f),
                List.of(-(1L << 62), -0x1p62),
                List.of(TWO_TO_100, 0x1p100, new BigDecimal(TWO_TO_100)),
                List.of(TWO_TO_100.add(BigInteger.ONE), new BigDecimal(TWO_TO_100).add(BigDecimal.ONE)),
                List.of(BigInteger.TEN.pow(400), new BigDecimal("1E+400")),
                List.of(
                        OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                        OffsetDateTime.parse("2026-01-01T01:00:00+01:00")),
                List.of(OffsetTime.parse("00:00Z"), OffsetTime.parse("01:00+01:00")),
                List.of(Tuple.of(1L, "a"), Tuple.of(true, "a")),
                List.of(Tuple.of(Tuple.of(1.0)), Tuple.of(Tuple.of(1L))),
                List.of(FrozenSet.of(1L, 2L), FrozenSet.of(2.0, true)));
    }

    @ParameterizedTest
    @MethodSource("equalInPython")
    void canonical_equalInPython_isOne(List<Object> keys) {
        assertThat(keys)
                .extracting(key -> new PythonKeys().canonical(key))
                .containsOnly(new PythonKeys().canonical(keys.get(0)));
    }

    @Test
    void canonical_differentInPython_areDifferent() {
        List<Object> keys = List.of(
                "1",
                1L,
                1.5,
                new BigDecimal("0.1"),
                0.1,
                Long.MAX_VALUE,
                0x1p63,
                TWO_TO_100.add(BigInteger.ONE),
                0x1p100,
                new BigDecimal("1E+1000000000"),
                new BigDecimal("1E-1000000000"),
                Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                Double.NaN,
                Tuple.of(1L),
                FrozenSet.of(1L),
                "1".getBytes(StandardCharsets.US_ASCII));
        assertThat(keys).extracting(key -> new PythonKeys().canonical(key)).doesNotHaveDuplicates();
    }

    @Test
    void decode_keysThatAreEqualInPython_areTheFirstWithTheLastValue() {
        Codec<Object> codec = Pickles.data().values();
        assertThat(codec.decode(HostilePickleTest.pickled("80048f284b0188473ff0000000000000902e")))
                .isEqualTo(Set.of(1L));
        assertThat(codec.decode(HostilePickleTest.pickled("80047d284b018c0161888c0162752e")))
                .isEqualTo(Map.of(1L, "b"));
    }
}
