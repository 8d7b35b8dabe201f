package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTest {

    @Test
    void key_withPrefix_hasFifteenDigits() {
        assertThat(Sequence.queue("q").key(1)).isEqualTo(Key.of("q-000000000000001"));
        assertThat(Sequence.queue("").key(Sequence.LAST_NUMBER)).isEqualTo(Key.of("-999999999999998"));
    }

    @Test
    void key_withoutPrefix_isTheNumber() {
        assertThat(Sequence.queue(null).key(Sequence.FIRST_NUMBER)).isEqualTo(Key.of(500_000_000_000_000L));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Sequence.LAST_NUMBER + 1, Long.MAX_VALUE})
    void key_numberOutsideTheQueue_isRefused(long number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sequence.queue(null).key(number))
                .withMessageContaining(String.valueOf(number));
    }

    @Test
    void number_ownKeys_isWhatTheyWereMadeOf() {
        for (Sequence.Queue queue :
                new Sequence.Queue[] {Sequence.queue(null), Sequence.queue(""), Sequence.queue("q-1")}) {
            for (long number : new long[] {1, 77, Sequence.FIRST_NUMBER, Sequence.LAST_NUMBER}) {
                assertThat(queue.number(queue.key(number))).hasValue(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q-",
                "q-00000000000001",
                "q-0000000000000001",
                "q-000000000000000",
                "q-999999999999999",
                "q-00000000000000a",
                "q-+00000000000001",
                "q-00000000000000\u0661",
                "q+000000000000001",
                "Q-000000000000001",
                "q-1-000000000000001"
            })
    void number_keysThatLookSimilar_isEmpty(String key) {
        assertThat(Sequence.queue("q").number(Key.of(key))).isEmpty();
    }

    @Test
    void number_keysOfOtherTypes_isEmpty() {
        byte[] bytes = {'q'};
        assertThat(Sequence.queue("q").number(Key.of(5))).isEmpty();
        assertThat(Sequence.queue(null).number(Key.of("5"))).isEmpty();
        assertThat(Sequence.queue(null).number(Key.of(Scalar.of(5.0)))).isEmpty();
        assertThat(Sequence.queue(null).number(Key.of(Scalar.of(bytes)))).isEmpty();
        assertThat(Sequence.queue(null).number(new Key(Scalar.of(bytes), true))).isEmpty();
        assertThat(Sequence.queue(null).number(Key.of(0))).isEmpty();
        assertThat(Sequence.queue(null).number(Key.of(Sequence.LAST_NUMBER + 1)))
                .isEmpty();
    }

    @Test
    void queue_prefixThatCannotBePartOfAKey_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Sequence.queue("\ud800"));
    }
}
