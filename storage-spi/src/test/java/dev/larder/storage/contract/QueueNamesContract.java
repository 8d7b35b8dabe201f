package dev.larder.storage.contract;

import static dev.larder.storage.contract.Shorthand.append;
import static dev.larder.storage.contract.Shorthand.drain;
import static dev.larder.storage.contract.Shorthand.keys;
import static dev.larder.storage.contract.Shorthand.number;
import static dev.larder.storage.contract.Shorthand.put;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import dev.larder.storage.Sequence;
import dev.larder.storage.Side;
import dev.larder.storage.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which rows belong to a queue: those whose key has exactly its form and type, {@link Sequence#queue}. */
public interface QueueNamesContract extends StorageUnderTest {

    @Test
    default void queue_namesThatBeginAlike_doNotMix(Store store) {
        List<Sequence.Queue> queues = new ArrayList<>();
        for (String prefix : new String[] {null, "", "-", "q", "q-", "q-1", "q-500000000000000", "Q", "qq"}) {
            queues.add(Sequence.queue(prefix));
        }
        for (Sequence.Queue queue : queues) {
            append(store, queue, Side.BACK, "first of " + queue.prefix());
        }
        for (Sequence.Queue queue : queues) {
            append(store, queue, Side.BACK, "second of " + queue.prefix());
            append(store, queue, Side.FRONT, "zeroth of " + queue.prefix());
        }

        for (Sequence.Queue queue : queues) {
            String name = " of " + queue.prefix();
            assertThat(drain(store, queue)).containsExactly("zeroth" + name, "first" + name, "second" + name);
        }
        assertThat(store.count()).isZero();
    }

    @Test
    default void queue_nameOfOddCharacters_isTakenLiterally(Store store) {
        List<String> prefixes = List.of(
                "%",
                "_",
                "__",
                "*",
                "?",
                "[a-z]",
                "'",
                "\"",
                "\\",
                "\0",
                "a\0b",
                "\u00e9",
                "e\u0301",
                "\uffff",
                "\ud83d\ude00",
                "\udbff\udfff",
                " ",
                "q%",
                "qa");
        for (String prefix : prefixes) {
            append(store, Sequence.queue(prefix), Side.BACK, "1 " + prefix, "2 " + prefix);
        }

        for (String prefix : prefixes) {
            assertThat(drain(store, Sequence.queue(prefix)))
                    .as("queue '%s'", prefix)
                    .containsExactly("1 " + prefix, "2 " + prefix);
        }
    }

    @Test
    default void queue_textKeysThatLookSimilar_areNotPartOfIt(Store store) {
        List<Key> foreign = new ArrayList<>();
        for (String key : List.of(
                "q-",
                "q-5abc",
                "q-50000000000000",
                "q-5000000000000000",
                "q-000000000000000",
                "q-999999999999999",
                "q-50000000000000a",
                "q- 50000000000000",
                "q-+50000000000000",
                "q--50000000000000",
                "q-5000000000000.0",
                "q-50000000000000\0",
                "q-50000000000000\u0660",
                "q-50000000000000\u0665",
                "q-\uff15\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10\uff10",
                "q500000000000000",
                "q",
                "Q-500000000000000",
                "x-500000000000000")) {
            foreign.add(Key.of(key));
        }
        byte[] looksLikeText = "q-500000000000000".getBytes(StandardCharsets.UTF_8);
        foreign.add(Key.of(Scalar.of(looksLikeText)));
        foreign.add(new Key(Scalar.of(looksLikeText), true));
        foreign.add(Key.of(500_000_000_000_000L));

        requireApart(store, Sequence.queue("q"), foreign);
    }

    @Test
    default void queue_numberKeysThatLookSimilar_areNotPartOfIt(Store store) {
        List<Key> foreign = List.of(
                Key.of(0),
                Key.of(-1),
                Key.of(-500_000_000_000_000L),
                Key.of(Sequence.LAST_NUMBER + 1),
                Key.of(Sequence.LAST_NUMBER + 2),
                Key.of(Long.MAX_VALUE),
                Key.of(Long.MIN_VALUE),
                Key.of(Scalar.of(0.5)),
                Key.of(Scalar.of(5e14)),
                Key.of(Scalar.of(5e14 + 7)),
                Key.of(Scalar.of(5e14 + 0.5)),
                Key.of(Scalar.of(Double.POSITIVE_INFINITY)),
                Key.of("500000000000000"),
                Key.of(Scalar.of("500000000000000".getBytes(StandardCharsets.UTF_8))));

        requireApart(store, Sequence.queue(null), foreign);
    }

    private static void requireApart(Store store, Sequence.Queue queue, List<Key> foreign) {
        foreign.forEach(key -> put(store, key, number(1)));

        for (Side side : Side.values()) {
            assertThat(Shorthand.peek(store, queue, side)).isNull();
            assertThat(Shorthand.take(store, queue, side)).isNull();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                append(store, queue, side, "item " + i);
                expected.add(side == Side.BACK ? i : 0, "item " + i);
            }
            assertThat(drain(store, queue)).isEqualTo(expected);
        }
        assertThat(keys(store)).as("the rows of others").isEqualTo(foreign);
    }

    @Test
    default void queue_shortestAndLongestNumbers_arePartOfIt(Store store) {
        for (Sequence.Queue queue : List.of(Sequence.queue(null), Sequence.queue("q"))) {
            put(store, queue.key(Sequence.LAST_NUMBER), Shorthand.text("c"));
            put(store, queue.key(1), Shorthand.text("a"));
            put(store, queue.key(77), Shorthand.text("b"));

            assertThat(Shorthand.peek(store, queue, Side.BACK)).isEqualTo(Scalar.of("c"));
            assertThat(drain(store, queue)).containsExactly("a", "b", "c");
        }
    }
}
