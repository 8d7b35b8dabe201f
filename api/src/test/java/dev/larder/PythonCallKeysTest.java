package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.internal.pickle.CPython;
import dev.larder.internal.pickle.CPython.Answer;
import dev.larder.internal.pickle.CPython.Call;
import dev.larder.internal.pickle.Pickle;
import dev.larder.internal.pickle.SomeValues;
import dev.larder.internal.pickle.Tuple;
import dev.larder.storage.Encoded;
import dev.larder.storage.Encoding;
import dev.larder.storage.Key;
import dev.larder.storage.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and values beside those of a real Python. */
class PythonCallKeysTest {

    private static final long SEED = 20_261_123;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void key_manyCalls_isPythons(int protocol) throws Exception {
        Random random = new Random(SEED + protocol);
        List<Call> calls =
                IntStream.range(0, 300).mapToObj(i -> call(random, protocol)).toList();

        List<Answer> answers = CPython.ask(calls, scratch);

        assertThat(answers).hasSameSizeAs(calls);
        for (int i = 0; i < calls.size(); i++) {
            assertSame(calls.get(i), answers.get(i), "call %d of seed %d".formatted(i, SEED + protocol));
        }
    }

    /** Frames end at 64 KiB, longer opcodes stand outside, and there are short and long forms of references. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void key_longCall_isCutAsByPython(int protocol) throws Exception {
        List<Call> calls = new ArrayList<>();
        for (int length = 65_524; length < 65_535; length++) {
            String text = "x".repeat(length);
            byte[] bytes = new byte[length];
            for (List<Object> arguments : List.of(
                    List.<Object>of(text),
                    List.<Object>of(bytes),
                    List.<Object>of(text, 1L, text),
                    List.<Object>of(true, bytes, bytes, "y".repeat(100)))) {
                calls.add(new Call("f", arguments, false, Set.of(), protocol));
            }
        }
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add("item " + i % 300);
        }
        calls.add(new Call("f", many, true, Set.of(), protocol));

        List<Answer> answers = CPython.ask(calls, scratch);

        for (int i = 0; i < calls.size(); i++) {
            assertSame(calls.get(i), answers.get(i), "call " + i);
        }
    }

    private static Call call(Random random, int protocol) {
        String name = List.of("f", "module.function", "modül.fünction").get(random.nextInt(3));
        List<Object> arguments = new ArrayList<>();
        int length = random.nextInt(5);
        for (int i = 0; i < length; i++) {
            arguments.add(
                    i > 0 && random.nextInt(3) == 0
                            ? arguments.get(random.nextInt(i))
                            : SomeValues.value(random, random.nextInt(4)));
        }
        Set<Integer> ignored = random.nextInt(4) == 0 ? Set.of(random.nextInt(5)) : Set.of();
        return new Call(name, arguments, random.nextBoolean(), ignored, protocol);
    }

    private static void assertSame(Call call, Answer answer, String description) {
        CallKeys keys = new CallKeys(call.name(), call.typed(), call.ignored(), call.protocol());
        CallKey key = keys.of(
                call.arguments().stream().map(PythonCallKeysTest::asLists).toArray());

        assertThat(key.key()).as(description).isEqualTo(pickled(answer.plain()));
        assertThat(key.shared())
                .as(description)
                .isEqualTo(Arrays.equals(answer.plain(), answer.shared()) ? null : pickled(answer.shared()));
        boolean callsSomething = call.typed() || call.protocol() == 2;
        if (!callsSomething) {
            Object read = Pickle.read(answer.plain());
            assertThat(Pickle.key(read, call.protocol())).as(description).isEqualTo(answer.plain());
            assertThat(Pickle.read(answer.shared())).as(description).isEqualTo(read);
            for (byte[] value : List.of(answer.plainValue(), answer.sharedValue())) {
                assertThat(Pickle.read(new Encoded(Scalar.of(value), Encoding.PICKLE)))
                        .as(description)
                        .isEqualTo(read);
            }
        }
    }

    private static Object asLists(Object argument) {
        return argument instanceof Tuple tuple
                ? tuple.items().stream().map(PythonCallKeysTest::asLists).toList()
                : argument;
    }

    private static Key pickled(byte[] pickle) {
        return new Key(Scalar.of(pickle), true);
    }
}
