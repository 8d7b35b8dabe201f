package dev.larder.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SerializableKeysTest {

    /** A key of two parts, which may be the same object or two equal ones. */
    private record Pair(Serializable first, Serializable second) implements Serializable {}

    private static final Codec<Object> CODEC = Codec.serializableKeys(
            Object.class,
            Pair.class,
            Serializable.class,
            ArrayList.class,
            HashSet.class,
            LinkedHashMap.class,
            TreeMap.class,
            TimeUnit.class,
            List.class);

    /** Each makes a new object that equals those before. */
    static List<Supplier<Serializable>> plainValues() {
        return List.of(
                () -> new String("text"),
                () -> Long.parseLong("123456789"),
                () -> Integer.parseInt("123456"),
                () -> Integer.parseInt("1"),
                () -> Double.parseDouble("1.5"),
                () -> new BigDecimal("1.50"),
                () -> new UUID(1, 2),
                () -> Instant.ofEpochSecond(1));
    }

    private static byte[] bytes(Object key) {
        return ((Scalar.Bytes) CODEC.encode(key).scalar()).value();
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void encode_partsThatAreTheSameOrOnlyEqual_givesTheSameBytes(Supplier<Serializable> value) {
        Serializable same = value.get();

        assertThat(bytes(new Pair(same, same))).isEqualTo(bytes(new Pair(value.get(), value.get())));
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void encode_partsThatDiffer_givesOtherBytes(Supplier<Serializable> value) {
        assertThat(bytes(new Pair(value.get(), value.get()))).isNotEqualTo(bytes(new Pair(value.get(), "other")));
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void decode_whatWasEncoded_isEqual(Supplier<Serializable> value) {
        Pair key = new Pair(value.get(), value.get());

        assertThat(CODEC.decode(CODEC.encode(key))).isEqualTo(key);
    }

    @Test
    void encode_numbersOfOneValueAndSeveralClasses_givesDifferentBytes() {
        assertThat(bytes(new Pair(1, 1L))).isNotEqualTo(bytes(new Pair(1, 1)));
        assertThat(CODEC.decode(CODEC.encode(new Pair(1, 1L)))).isEqualTo(new Pair(1, 1L));
    }

    @Test
    void encode_collectionsInOrder_findTheirEquals() {
        assertThat(bytes(new ArrayList<>(List.of("a", "b")))).isEqualTo(bytes(new ArrayList<>(List.of("a", "b"))));
        assertThat(bytes(new TreeMap<>(Map.of("a", 1, "b", 2))))
                .isEqualTo(bytes(new TreeMap<>(Map.of("b", 2, "a", 1))));
    }

    static List<Object> withoutOrder() {
        return List.of(new HashSet<>(), new LinkedHashMap<>(), List.of("a"), Set.of("a"), Map.of("a", "b"));
    }

    @ParameterizedTest
    @MethodSource("withoutOrder")
    void encode_aCollectionWhoseOrderIsChance_isRefused(Object collection) {
        assertThatThrownBy(() -> CODEC.encode(collection))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("no order")
                .hasMessageContaining("ArrayList");
    }

    @Test
    void encode_aClassThatIsNotAllowed_isRefusedByName() {
        assertThatThrownBy(() -> CODEC.encode(EnumSet.of(TimeUnit.DAYS)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("EnumSet");
    }

    @Test
    void isDeterministic_forKeys_isTrueAndTheNameSaysSo() {
        assertThat(CODEC.isDeterministic()).isTrue();
        assertThat(CODEC.name()).isEqualTo("serializableKeys(java.lang.Object)");
    }
}
