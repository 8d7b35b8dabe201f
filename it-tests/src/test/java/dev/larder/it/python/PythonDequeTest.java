package dev.larder.it.python;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import dev.larder.storage.SerializationException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deques that Java and Python DiskCache use at the same time. */
class PythonDequeTest {

    private static final String PYTHONS = "Deque(directory=cache.directory)";

    static List<String> versions() {
        return Fixture.VERSIONS;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void deque_madeByPython_hasItsElements(String version, @TempDir Path target) throws Exception {
        Fixture fixture = Fixture.unpack("deque", version, target);
        try (Deque<Object> deque = Deque.at(fixture.directory()).open()) {
            JsonNode items = fixture.manifest().get("items");
            assertThat(deque.length()).isEqualTo(items.size());
            Iterator<Object> elements = deque.iterator();
            for (int i = 0; i < items.size(); i++) {
                requireSame(items.get(i), elements);
            }
            assertThat(elements.hasNext()).isFalse();
            assertThat(deque.check()).isEmpty();
        }
    }

    private static void requireSame(JsonNode expected, Iterator<Object> elements) {
        switch (expected.get("t").asText()) {
            case "int" ->
                assertThat(elements.next())
                        .isEqualTo(Long.valueOf(expected.get("v").asText()));
            case "bytes" ->
                assertThat(elements.next())
                        .isEqualTo(HexFormat.of().parseHex(expected.get("hex").asText()));
            case "str" -> {
                String text = (String) elements.next();
                if (expected.has("v")) {
                    assertThat(text).isEqualTo(expected.get("v").asText());
                } else {
                    assertThat(text)
                            .hasSize(expected.get("chars").asInt())
                            .startsWith(expected.get("head").asText());
                }
            }
            default ->
                // Python's None, which only Python can read
                assertThatExceptionOfType(SerializationException.class).isThrownBy(elements::next);
        }
    }

    @Test
    void deque_filledByPython_isReadAndChangedByJava(@TempDir Path directory) throws Exception {
        try (PythonConsole python = PythonConsole.open(directory)) {
            assertThat(python.evaluate(PYTHONS + ".extend([1, 'two', b'three', 4.5, 'x' * 40000])"))
                    .isEqualTo("None");
            assertThat(python.evaluate(PYTHONS + ".extendleft(['front', 'first'])"))
                    .isEqualTo("None");
            try (Deque<Object> deque = Deque.at(directory).open()) {
                assertThat(deque)
                        .containsExactly("first", "front", 1L, "two", "three".getBytes(UTF_8), 4.5, "x".repeat(40_000));
                assertThat(deque.get(3)).isEqualTo("two");
                deque.rotate(2);
                deque.reverse();
                assertThat(deque.removeAt(4)).isEqualTo("first");
                deque.set(0, "b");
                assertThat(python.evaluate("[str(item)[:6] for item in " + PYTHONS + "]"))
                        .isEqualTo("['b', 'two', '1', 'front', 'xxxxxx', '4.5']");
                assertThat(python.evaluate(PYTHONS + "[1]")).isEqualTo("'two'");
                assertThat(python.evaluate("len(" + PYTHONS + ".pop() and " + PYTHONS + ")"))
                        .isEqualTo("5");
                assertThat(python.evaluate("len(" + PYTHONS + ".pop())")).isEqualTo("40000");
                assertThat(deque).containsExactly("b", "two", 1L, "front");
            }
            assertThat(python.evaluate("cache.check()")).isEqualTo("[]");
        }
    }

    @Test
    void deque_filledByJava_isReadByPythonAndWakesJava(@TempDir Path directory) throws Exception {
        try (Deque<Object> deque = Deque.at(directory).open(List.of(1L, "two", 3.5, "x".repeat(40_000)));
                PythonConsole python = PythonConsole.open(directory)) {
            assertThat(python.evaluate("[str(item)[:3] for item in " + PYTHONS + "]"))
                    .isEqualTo("['1', 'two', '3.5', 'xxx']");
            assertThat(python.evaluate(PYTHONS + ".rotate(-1)")).isEqualTo("None");
            assertThat(deque.removeLast()).isEqualTo(1L);
            deque.clear();
            assertThat(python.evaluate("len(" + PYTHONS + ")")).isEqualTo("0");
            python.begin("__import__('time').sleep(0.2) or " + PYTHONS + ".append('late')");
            assertThat(deque.take()).isEqualTo("late");
            assertThat(python.answer()).isEqualTo("None");
            assertThat(python.evaluate("cache.check()")).isEqualTo("[]");
        }
        try (Deque<String> again = Deque.at(directory).values(Codec.string()).open()) {
            throw new AssertionError("opened with another codec: " + again);
        } catch (IllegalStateException anotherCodec) {
            assertThat(anotherCodec).hasMessageContaining("values native").hasMessageContaining("values string");
        }
    }
}
