package dev.larder.internal.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TupleTest {

    @Test
    void equals_sameItems_comparesBytesByContent() {
        Tuple tuple = Tuple.of(null, 1L, new byte[] {1}, Tuple.of(new byte[] {2}));

        assertThat(tuple)
                .isEqualTo(Tuple.of(null, 1L, new byte[] {1}, Tuple.of(new byte[] {2})))
                .hasSameHashCodeAs(Tuple.of(null, 1L, new byte[] {1}, Tuple.of(new byte[] {2})))
                .isNotEqualTo(Tuple.of(null, 1L, new byte[] {1}, Tuple.of(new byte[] {3})));
    }

    @Test
    void equals_whatIsEqualInPythonOnly_isNot() {
        assertThat(Tuple.of(1L)).isNotEqualTo(Tuple.of(1.0)).isNotEqualTo(Tuple.of(true));
        assertThat(Tuple.of(0.0)).isNotEqualTo(Tuple.of(-0.0));
    }

    @Test
    void items_copied_doNotChange() {
        List<Object> items = new ArrayList<>(List.of("a"));
        Tuple tuple = Tuple.copyOf(items);
        items.add("b");

        assertThat(tuple.items()).containsExactly("a");
        assertThatThrownBy(() -> tuple.items().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void of_nestedTooDeep_isRefused() {
        Tuple tuple = Tuple.of();
        for (int depth = 1; depth < Tuple.MAX_DEPTH; depth++) {
            tuple = Tuple.of(tuple);
        }
        Tuple deepest = tuple;

        assertThat(Pickle.read(Pickle.key(deepest, 5))).isEqualTo(deepest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tuple.of(deepest))
                .withMessageContaining("nested deeper than 100");
    }

    @Test
    void of_partsThatComeAgainAndAgain_areCountedEachTime() {
        String half = "x".repeat(Tuple.MAX_SIZE / 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tuple.of(half, half))
                .withMessageContaining("size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    Tuple tuple = Tuple.of(1L);
                    for (int depth = 1; depth < Tuple.MAX_DEPTH; depth++) {
                        tuple = Tuple.of(tuple, tuple);
                    }
                })
                .withMessageContaining("size");
    }

    @Test
    void toString_tellsTheLengthOnly() {
        assertThat(Tuple.of("secret", 1L)).hasToString("Tuple[2 items]");
    }
}
