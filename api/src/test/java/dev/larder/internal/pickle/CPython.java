package dev.larder.internal.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A real Python that is asked for the keys of calls; one that has DiskCache, if there is one. */
public final class CPython {

    private static final long PATIENCE_SECONDS = 120;

    /** A call of a memoized function, and how its key is to be made. */
    public record Call(String name, List<Object> arguments, boolean typed, Set<Integer> ignored, int protocol) {

        private String toJson() {
            ObjectNode call = JsonNodeFactory.instance.objectNode();
            call.put("protocol", protocol).put("typed", typed).set("name", PythonValues.toJson(name));
            ArrayNode args = call.putArray("args");
            arguments.forEach(argument -> args.add(PythonValues.toJson(argument)));
            ArrayNode ignore = call.putArray("ignore");
            ignored.forEach(ignore::add);
            return call.toString();
        }
    }

    /**
     * What Python makes of a call.
     *
     * @param plain the key if no two parts are one object
     * @param shared the key if all equal parts are one object
     * @param plainValue the same object as a value, which is not optimised
     * @param sharedValue likewise
     */
    public record Answer(byte[] plain, byte[] shared, byte[] plainValue, byte[] sharedValue) {

        private static Answer parse(String line) {
            String[] hex = line.split(" ");
            return new Answer(parse(hex, 0), parse(hex, 1), parse(hex, 2), parse(hex, 3));
        }

        private static byte[] parse(String[] hex, int index) {
            return HexFormat.of().parseHex(hex[index]);
        }
    }

    private CPython() {}

    /** What Python makes of each call; ends the test as not run where there is no Python. */
    public static List<Answer> ask(List<Call> calls, Path scratch) throws Exception {
        Path questions = Files.write(
                scratch.resolve("questions"), calls.stream().map(Call::toJson).toList());
        Path answers = scratch.resolve("answers");
        Process python = new ProcessBuilder(executable(), script().toString())
                .redirectInput(questions.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(python.exitValue()).isZero();
        } finally {
            python.destroyForcibly();
        }
        return Files.readAllLines(answers).stream().map(Answer::parse).toList();
    }

    private static Path script() throws URISyntaxException {
        return Path.of(CPython.class.getResource("/python/keys.py").toURI());
    }

    private static String executable() throws InterruptedException {
        for (String statement : List.of("import diskcache", "import pickle")) {
            for (String candidate : List.of("python3", "/usr/bin/python3")) {
                if (runs(candidate, statement)) {
                    return candidate;
                }
            }
        }
        return abort("There is no Python here");
    }

    private static boolean runs(String executable, String statement) throws InterruptedException {
        try {
            Process python = new ProcessBuilder(executable, "-c", statement)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && python.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
