package dev.larder.storage.jooq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.Fetch;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.StoreFullException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueuesTest extends StoreFixture {

    private static final Sequence.Queue NUMBERS = Sequence.queue(null);
    private static final long FIRST = Sequence.FIRST_NUMBER;

    private Queues queues;

    @BeforeEach
    void create() {
        queues = new Queues(session);
    }

    private Key front(Sequence sequence) throws SQLException {
        return queues.head(sequence, Side.FRONT, Fetch.METADATA).key();
    }

    private Key back(Sequence sequence) throws SQLException {
        return queues.head(sequence, Side.BACK, Fetch.METADATA).key();
    }

    @Test
    void append_emptyQueue_beginsInTheMiddle() throws SQLException {
        assertThat(queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("a")), row(Scalar.of("b")))))
                .containsExactly(Key.of(FIRST), Key.of(FIRST + 1));
        assertThat(queues.append(Sequence.queue("q"), Side.FRONT, List.of(row(Scalar.of("c")), row(Scalar.of("d")))))
                .containsExactly(Key.of("q-500000000000000"), Key.of("q-499999999999999"));
    }

    @Test
    void append_bothSides_growsToBoth() throws SQLException {
        queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("a"))));

        assertThat(queues.append(NUMBERS, Side.FRONT, List.of(row(Scalar.of("b")))))
                .containsExactly(Key.of(FIRST - 1));
        assertThat(queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("c")))))
                .containsExactly(Key.of(FIRST + 1));
        assertThat(front(NUMBERS)).isEqualTo(Key.of(FIRST - 1));
        assertThat(back(NUMBERS)).isEqualTo(Key.of(FIRST + 1));
    }

    @Test
    void append_numbersAtTheirEnd_isFull() throws SQLException {
        put(Key.of(Sequence.LAST_NUMBER), row(Scalar.of("last")));
        put(Key.of(1), row(Scalar.of("first")));
        put(Key.of("q-" + Sequence.LAST_NUMBER), row(Scalar.of("last")));

        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("x")))))
                .withMessageContaining("999999999999998");
        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> queues.append(NUMBERS, Side.FRONT, List.of(row(Scalar.of("x")))));
        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> queues.append(Sequence.queue("q"), Side.BACK, List.of(row(Scalar.of("x")))))
                .withMessageContaining("'q'");
        assertThat(new Counters(session).count()).isEqualTo(3);
    }

    @Test
    void append_floatsAndNumbersOutsideTheRange_areNotOfTheQueue() throws SQLException {
        put(Key.of(Scalar.of(FIRST + 0.5)), row(Scalar.of("float")));
        put(Key.of(0), row(Scalar.of("zero")));
        put(Key.of(-7), row(Scalar.of("negative")));
        put(Key.of(999_999_999_999_999L), row(Scalar.of("bound")));
        put(Key.of("500000000000009"), row(Scalar.of("text")));

        assertThat(queues.head(NUMBERS, Side.FRONT, Fetch.VALUE)).isNull();
        assertThat(queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("a")))))
                .containsExactly(Key.of(FIRST));
    }

    @Test
    void append_numberTakenByAFloat_isSkipped() throws SQLException {
        put(Key.of(Scalar.of((double) FIRST)), row(Scalar.of("float")));
        put(Key.of(Scalar.of((double) FIRST + 2)), row(Scalar.of("float")));

        assertThat(queues.append(NUMBERS, Side.BACK, List.of(row(Scalar.of("a")), row(Scalar.of("b")))))
                .containsExactly(Key.of(FIRST + 1), Key.of(FIRST + 3));
        assertThat(find(Key.of(FIRST)).value()).isEqualTo(Scalar.of("float"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "", "q-1", "a\0b", "%_*?[", "\uD83D\uDE00", "\uDBFF\uDFFF", "'"})
    void head_keysThatOnlyLookAlike_areNotOfTheQueue(String prefix) throws SQLException {
        Sequence.Queue queue = Sequence.queue(prefix);
        for (String key : List.of(
                prefix + "-5abc",
                prefix + "-50000000000000",
                prefix + "-5000000000000000",
                prefix + "-50000000000000x",
                prefix + "-x0000000000000",
                prefix + "-5000000\000000000",
                prefix + "-1-400000000000000",
                prefix + "-000000000000000",
                prefix + "-999999999999999",
                prefix + "500000000000000",
                "x" + prefix + "-500000000000000")) {
            put(key);
        }
        put(Key.of(Scalar.of((prefix + "-500000000000000").getBytes(UTF_8))), row(Scalar.of("bytes")));

        assertThat(queues.head(queue, Side.FRONT, Fetch.METADATA)).isNull();
        assertThat(queues.append(queue, Side.BACK, List.of(row(Scalar.of("a")), row(Scalar.of("b")))))
                .containsExactly(queue.key(FIRST), queue.key(FIRST + 1));
        assertThat(front(queue)).isEqualTo(queue.key(FIRST));
        assertThat(back(queue)).isEqualTo(queue.key(FIRST + 1));
    }

    @Test
    void head_prefixThatContinuesAnother_isAnotherQueue() throws SQLException {
        queues.append(Sequence.queue("q"), Side.BACK, List.of(row(Scalar.of("q"))));
        queues.append(Sequence.queue("q-1"), Side.BACK, List.of(row(Scalar.of("q-1"))));

        assertThat(queues.head(Sequence.queue("q"), Side.FRONT, Fetch.VALUE).value())
                .isEqualTo(Scalar.of("q"));
        assertThat(queues.head(Sequence.queue("q"), Side.BACK, Fetch.VALUE).value())
                .isEqualTo(Scalar.of("q"));
        assertThat(queues.head(Sequence.queue("q-1"), Side.BACK, Fetch.VALUE).value())
                .isEqualTo(Scalar.of("q-1"));
    }

    @Test
    void head_insertionOrder_isOldestAndNewest() throws SQLException {
        put("b");
        put("a");
        put("c");
        put("b");

        assertThat(front(Sequence.insertion())).isEqualTo(Key.of("b"));
        assertThat(back(Sequence.insertion())).isEqualTo(Key.of("c"));
    }

    @Test
    void head_insertionOrder_leavesOutWhatIsNotListed() throws SQLException {
        store.execute("insert into Cache (rowid, key, raw, mode) values (0, 'hidden', 1, 1), (5, null, 1, 1)");

        assertThat(queues.head(Sequence.insertion(), Side.FRONT, Fetch.METADATA))
                .isNull();
        assertThat(queues.head(Sequence.insertion(), Side.BACK, Fetch.METADATA)).isNull();
    }

    @Test
    void liveHead_expiredRows_arePassedOver() throws SQLException {
        for (Sequence sequence : List.of(NUMBERS, Sequence.queue("q"), Sequence.insertion())) {
            if (sequence instanceof Sequence.Queue queue) {
                queues.append(
                        queue,
                        Side.BACK,
                        List.of(
                                row(Scalar.of(1), NOW, NOW + 5, null),
                                row(Scalar.of(2)),
                                row(Scalar.of(3)),
                                row(Scalar.of(4), NOW, NOW + 5, null)));
            }
            assertThat(queues.head(sequence, Side.FRONT, Fetch.VALUE).value()).isEqualTo(Scalar.of(1));
            assertThat(queues.head(sequence, Side.BACK, Fetch.VALUE).value()).isEqualTo(Scalar.of(4));
            assertThat(value(sequence, Side.FRONT, NOW + 4, null)).isEqualTo(Scalar.of(1));
            assertThat(value(sequence, Side.FRONT, NOW + 5, null)).isEqualTo(Scalar.of(2));
            assertThat(value(sequence, Side.BACK, NOW + 5, null)).isEqualTo(Scalar.of(3));
        }
    }

    @Test
    void liveHead_afterARow_goesOnBehindIt() throws SQLException {
        for (Sequence sequence : List.of(NUMBERS, Sequence.queue("q"), Sequence.insertion())) {
            if (sequence instanceof Sequence.Queue queue) {
                store.execute("delete from Cache");
                queues.append(queue, Side.BACK, List.of(row(Scalar.of(1)), row(Scalar.of(2)), row(Scalar.of(3))));
            }
            TableRow first = queues.head(sequence, Side.FRONT, Fetch.METADATA);
            TableRow last = queues.head(sequence, Side.BACK, Fetch.METADATA);

            assertThat(value(sequence, Side.FRONT, NOW, first)).isEqualTo(Scalar.of(2));
            assertThat(value(sequence, Side.BACK, NOW, last)).isEqualTo(Scalar.of(2));
            assertThat(queues.liveHead(sequence, Side.FRONT, NOW, last, Fetch.VALUE))
                    .isNull();
            assertThat(queues.liveHead(sequence, Side.BACK, NOW, first, Fetch.VALUE))
                    .isNull();
        }
    }

    @Test
    void liveRow_counterOfRowsTooHigh_isTheRowAtThePlace() throws SQLException {
        List<NewRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(row(Scalar.of(i)));
        }
        queues.append(NUMBERS, Side.BACK, rows);
        store.execute("update Settings set value = 60 where key = 'count'");

        for (int i = 0; i < 40; i++) {
            assertThat(queues.liveRow(NUMBERS, Side.FRONT, i, NOW, Fetch.VALUE).value())
                    .isEqualTo(Scalar.of(i));
        }
        assertThat(queues.liveRow(NUMBERS, Side.FRONT, 40, NOW, Fetch.VALUE)).isNull();
        Counters counters = new Counters(session);
        counters.correct(counters.recount());
    }

    private Scalar value(Sequence sequence, Side side, double now, TableRow after) throws SQLException {
        return queues.liveHead(sequence, side, now, after, Fetch.VALUE).value();
    }
}
