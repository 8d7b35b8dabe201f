package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.larder.codec.Codec;
import dev.larder.storage.Scalar;
import dev.larder.storage.Setting;
import dev.larder.storage.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CollectionIdentityTest {

    private static final CollectionIdentity TEXTS =
            CollectionIdentity.of("index").keys(Codec.int64()).values(Codec.string());

    @Test
    void rows_ofACollection_areItsKindAndTheNamesOfItsCodecs() {
        assertThat(TEXTS.with("larder_maximum_length", Scalar.of(5)).rows())
                .isEqualTo(Map.of(
                        "larder_kind", Scalar.of("index"),
                        "larder_keys", Scalar.of("int64"),
                        "larder_values", Scalar.of("string"),
                        "larder_maximum_length", Scalar.of(5)));
    }

    @Test
    void requireSame_sameCollection_passesWhateverElseTheStoreHas() {
        Settings settings =
                Settings.of(TEXTS.with("larder_more", Scalar.of(1)).rows()).with(Setting.STATISTICS, true);

        assertThatCode(() -> TEXTS.requireSame(settings, "here")).doesNotThrowAnyException();
    }

    @Test
    void requireSame_storeThatRemembersNothing_isTakenAsItComes() {
        assertThatCode(() -> TEXTS.requireSame(Settings.defaults(), "here")).doesNotThrowAnyException();
    }

    @Test
    void requireSame_anotherKind_saysBoth() {
        CollectionIdentity deque = CollectionIdentity.of("deque").values(Codec.string());

        assertThatIllegalStateException()
                .isThrownBy(() -> deque.requireSame(Settings.of(TEXTS.rows()), "here"))
                .withMessage("The store here was made with keys int64, kind index, values string and cannot be opened"
                        + " with kind deque, values string; open it as what it is, or choose another place");
    }

    @Test
    void requireSame_anotherCodec_saysBoth() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TEXTS.values(Codec.bytes()).requireSame(Settings.of(TEXTS.rows()), "here"))
                .withMessageContaining("values string")
                .withMessageContaining("values bytes");
    }

    @Test
    void requireSame_somethingThatTheStoreWasMadeWithout_isRefused() {
        CollectionIdentity bounded = TEXTS.with("larder_maximum_length", Scalar.of(5));

        assertThatIllegalStateException()
                .isThrownBy(() -> bounded.requireSame(Settings.of(TEXTS.rows()), "here"))
                .withMessageContaining("maximum length 5");
    }
}
