package dev.larder.storage.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.storage.Condition;
import dev.larder.storage.Encoding;
import dev.larder.storage.EvictionPolicy;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.SerializationException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdderTest extends StoreFixture {

    private static final Key KEY = Key.of("key");

    private Adder adder;

    @BeforeEach
    void create() {
        adder = new Adder(session);
    }

    private @Nullable Added add(Scalar delta, @Nullable Scalar initial) throws SQLException {
        return adder.add(KEY, delta, initial, EvictionPolicy.LEAST_RECENTLY_STORED, NOW + 1);
    }

    @Test
    void add_liveInteger_growsInPlaceAndKeepsExpiryAndTag() throws SQLException {
        put(KEY, row(Scalar.of(40), NOW, NOW + 9, Scalar.of("t")));

        assertThat(add(Scalar.of(2), null)).isEqualTo(new Added(Scalar.of(42), false, null));
        assertThat(find(KEY))
                .isEqualTo(new TableRow(
                        1,
                        Scalar.of("key"),
                        false,
                        NOW + 1,
                        NOW + 9,
                        NOW,
                        0,
                        Scalar.of("t"),
                        0,
                        Mode.RAW,
                        null,
                        Scalar.of(42)));
    }

    @Test
    void add_absentWithInitial_startsWithoutExpiry() throws SQLException {
        assertThat(add(Scalar.of(2), Scalar.of(10))).isEqualTo(new Added(Scalar.of(12), true, null));
        assertThat(find(KEY).expireTime()).isEqualTo(NEVER);
        assertThat(find(KEY).storeTime()).isEqualTo(NOW + 1);
    }

    @Test
    void add_absentWithoutInitial_doesNothing() throws SQLException {
        assertThat(add(Scalar.of(2), null)).isNull();
        assertThat(new Counters(session).count()).isZero();
    }

    @Test
    void add_instantOfExpiry_startsAnewInPlaceWithoutTag() throws SQLException {
        writer.store(KEY, NewRow.file(Mode.BINARY, "a.val", 9, NOW, NOW + 1, Scalar.of("t")), Condition.always(), null);

        assertThat(add(Scalar.of(2), null)).isNull();
        Added added = add(Scalar.of(2), Scalar.of(0));

        assertThat(added.started()).isTrue();
        assertThat(added.replaced().filename()).isEqualTo("a.val");
        assertThat(find(KEY).tag()).isNull();
        assertThat(find(KEY).expireTime()).isEqualTo(NEVER);
        assertThat(find(KEY).rowid()).isEqualTo(1);
    }

    @Test
    void add_pastBothEndsOf64Bits_isAnErrorAndChangesNothing() throws SQLException {
        put(KEY, row(Scalar.of(Long.MAX_VALUE)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> add(Scalar.of(1), null))
                .withMessageContainingAll("9223372036854775807", "key", "64 bits");
        put(Key.of("low"), row(Scalar.of(Long.MIN_VALUE)));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> adder.add(Key.of("low"), Scalar.of(-1), null, EvictionPolicy.NONE, NOW));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() ->
                        adder.add(Key.of("new"), Scalar.of(1), Scalar.of(Long.MAX_VALUE), EvictionPolicy.NONE, NOW));

        assertThat(find(KEY).value()).isEqualTo(Scalar.of(Long.MAX_VALUE));
        assertThat(find(KEY).storeTime()).isEqualTo(NOW);
        assertThat(find(Key.of("new"))).isNull();
    }

    @Test
    void add_floatToIntegerAndFloat_isFloat() throws SQLException {
        put(KEY, row(Scalar.of(1)));

        assertThat(add(Scalar.of(0.5), null).sum()).isEqualTo(Scalar.of(1.5));
        assertThat(add(Scalar.of(0.5), null).sum()).isEqualTo(Scalar.of(2.0));
        assertThat(store.value("select typeof(value) from Cache")).isEqualTo("real");
    }

    @Test
    void add_infinitiesOfOppositeSigns_isAnError() throws SQLException {
        put(KEY, row(Scalar.of(Double.POSITIVE_INFINITY)));

        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> add(Scalar.of(Double.NEGATIVE_INFINITY), null));
        assertThat(find(KEY).value()).isEqualTo(Scalar.of(Double.POSITIVE_INFINITY));
    }

    @Test
    void add_whatIsNoNumber_isAnErrorThatNamesTheKey() throws SQLException {
        for (NewRow noNumber : new NewRow[] {
            row(Scalar.of("5")),
            row(Scalar.of(new byte[] {5})),
            row(Scalar.of(5.0)),
            file("a.val", 5),
            NewRow.inline(Encoding.FIRST_CUSTOM, Scalar.of(5), NOW, NEVER, null)
        }) {
            put(KEY, noNumber);
            TableRow before = find(KEY);
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> add(Scalar.of(1), Scalar.of(0)))
                    .withMessageContaining("key");
            assertThat(find(KEY)).isEqualTo(before);
        }
    }

    @Test
    void add_deltaThatIsNoNumber_isRefused() throws SQLException {
        put(KEY, row(Scalar.of(5)));

        assertThatIllegalArgumentException().isThrownBy(() -> add(Scalar.of("1"), null));
    }

    @Test
    void add_initialOfAnotherTypeThanDelta_isRefused() throws SQLException {
        assertThatIllegalArgumentException().isThrownBy(() -> add(Scalar.of(1), Scalar.of(1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> add(Scalar.of(1.0), Scalar.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> add(Scalar.of(1), Scalar.of("1")));

        assertThat(new Counters(session).count()).isZero();
    }

    @Test
    void add_policies_recordTheAccess() throws SQLException {
        put(KEY, row(Scalar.of(5)));

        adder.add(KEY, Scalar.of(1), null, EvictionPolicy.LEAST_RECENTLY_USED, NOW + 1);
        assertThat(find(KEY).accessTime()).isEqualTo(NOW + 1);
        assertThat(find(KEY).accessCount()).isZero();
        adder.add(KEY, Scalar.of(1), null, EvictionPolicy.LEAST_FREQUENTLY_USED, NOW + 2);
        assertThat(find(KEY).accessTime()).isEqualTo(NOW + 1);
        assertThat(find(KEY).accessCount()).isEqualTo(1);
        assertThat(find(KEY).value()).isEqualTo(Scalar.of(7));
    }
}
