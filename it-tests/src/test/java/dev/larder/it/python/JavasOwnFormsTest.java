package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.Larder;
import dev.larder.ReentrantCacheLock;
import dev.larder.Undecodable;
import dev.larder.WriteOptions;
import dev.larder.codec.Codec;
import dev.larder.codec.jackson.Json;
import dev.larder.storage.SerializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java keeps in forms that Python does not have: what Python sees of it, and what it does to it. */
class JavasOwnFormsTest {

    private static final String LARGE = "x".repeat(100_000);

    @TempDir
    private Path directory;

    static Stream<Codec<String>> codecs() {
        return Stream.of(Codec.serializable(String.class), Codec.string().compressed());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void values_pythonSeesNoneAndCanReplacePopDeleteAndExpireThem(Codec<String> codec) throws Exception {
        try (Cache<String, String> cache =
                        Cache.at(directory).keys(Codec.string()).values(codec).open();
                PythonConsole python = PythonConsole.open(directory)) {
            for (String key : List.of("replaced", "popped", "deleted", "kept")) {
                cache.set(key, "small");
                cache.set(key + " large", noise(key));
            }
            cache.set("evicted", noise("evicted"), WriteOptions.none().tag("a tag"));

            assertThat(python.evaluate("[cache[key] for key in ('kept', 'kept large')]"))
                    .isEqualTo("[None, None]");
            assertThat(python.evaluate("[str(each.message) for each in cache.check()]"))
                    .isEqualTo("[]");
            assertThat(python.evaluate("cache.set('replaced', 1), cache.set('replaced large', 'y' * 100_000)"))
                    .isEqualTo("(True, True)");
            assertThat(python.evaluate("cache.pop('popped'), cache.pop('popped large', tag=True)"))
                    .isEqualTo("(None, (None, None))");
            assertThat(python.evaluate("cache.delete('deleted'), cache.delete('deleted large')"))
                    .isEqualTo("(True, True)");
            cache.set(
                    "expired",
                    noise("expired"),
                    WriteOptions.expireAfter(Duration.ofMillis(1)).tag("a tag"));
            assertThat(python.evaluate("__import__('time').sleep(0.01), cache.expire(), cache.evict('a tag')"))
                    .isEqualTo("(None, 1, 1)");

            assertThat(cache.asMap().keySet())
                    .containsExactlyInAnyOrder("replaced", "replaced large", "kept", "kept large");
            assertThat(cache.get("kept")).isEqualTo("small");
            assertThat(cache.get("kept large")).isEqualTo(noise("kept"));
            for (String replaced : List.of("replaced", "replaced large")) {
                assertThatThrownBy(() -> cache.get(replaced))
                        .isInstanceOf(SerializationException.class)
                        .hasMessageContaining(codec.name());
            }
            assertThat(files(directory)).as("those kept and replaced").hasSize(2);
            cache.set("replaced", "small");
            cache.delete("replaced large");
            assertThat(cache.get("replaced")).isEqualTo("small");
            assertThat(cache.check()).isEmpty();
            assertThat(python.evaluate("[str(each.message) for each in cache.check()], len(cache)"))
                    .isEqualTo("([], 3)");
        }
    }

    @Test
    void values_thatPythonReplaced_areAbsentWhereThatIsAskedFor() throws Exception {
        try (Cache<String, String> cache = Cache.at(directory)
                        .keys(Codec.string())
                        .values(Codec.serializable(String.class))
                        .undecodable(Undecodable.MISS)
                        .open();
                PythonConsole python = PythonConsole.open(directory)) {
            cache.set("key", "value");
            python.evaluate("cache.set('key', 1)");
            assertThat(cache.get("key")).isNull();
            assertThat(cache.get("key", key -> "loaded")).isEqualTo("loaded");
            assertThat(cache.get("key")).isEqualTo("loaded");
        }
    }

    @Test
    void keys_pythonSeesBytesAndLeavesThemToJava() throws Exception {
        try (Cache<String, Object> cache =
                        Cache.at(directory).keys(Json.of(String.class)).open();
                PythonConsole python = PythonConsole.open(directory)) {
            cache.set("key", 1L);
            assertThat(python.evaluate("[type(key).__name__ for key in cache]")).isEqualTo("['bytes']");
            assertThat(python.evaluate("cache[next(iter(cache))], 'key' in cache"))
                    .isEqualTo("(1, False)");
            assertThat(python.evaluate("[str(each.message) for each in cache.check()]"))
                    .isEqualTo("[]");
            assertThat(cache.get("key")).isEqualTo(1L);
        }
    }

    @Test
    void leasesAndHistory_areNothingToPython() throws Exception {
        try (Cache<Object, Object> cache = Cache.at(directory).open();
                PythonConsole python = PythonConsole.open(directory)) {
            ReentrantCacheLock lock = ReentrantCacheLock.in(cache, "lock", Duration.ofMinutes(1));
            lock.lock();
            assertThat(cache.get("loaded", key -> python(python, "cache.check(), len(cache)")))
                    .as("while a loader runs under its lease")
                    .isEqualTo("([], 1)");
            lock.unlock();
            assertThat(python.evaluate("cache.check(fix=True), sorted(cache)")).isEqualTo("([], ['loaded', 'lock'])");
            assertThat(cache.check()).isEmpty();
        }
        try (Cache<Object, Object> cache = Cache.at(directory).open()) {
            assertThat(cache.get("loaded")).isEqualTo("([], 1)");
        }
    }

    @Test
    void settingsOfJava_areAttributesAndStay() throws Exception {
        try (Larder larder = Larder.open(directory)) {
            Deque<String> deque = larder.deque(
                    "jobs", options -> options.values(Codec.string()).maximumLength(3));
            deque.add("a");
            try (PythonConsole python = PythonConsole.open(directory.resolve("deque/jobs"))) {
                assertThat(python.evaluate("cache.larder_maximum_length")).isEqualTo("3");
                assertThat(python.evaluate("cache.check(), list(Deque.fromcache(cache))"))
                        .isEqualTo("([], ['a'])");
            }
        }
        try (Larder larder = Larder.open(directory)) {
            Deque<String> deque = larder.deque("jobs", Codec.string());
            deque.addAll(List.of("b", "c", "d"));
            assertThat(deque).containsExactly("b", "c", "d");
        }
    }

    private static String python(PythonConsole python, String expression) {
        try {
            return python.evaluate(expression);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A text that compression makes little smaller, so that it lies in a file. */
    private static String noise(String seed) {
        StringBuilder noise = new StringBuilder();
        new Random(seed.hashCode()).ints(LARGE.length(), ' ', '~').forEach(each -> noise.append((char) each));
        return noise.toString();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".val")).toList();
        }
    }
}
