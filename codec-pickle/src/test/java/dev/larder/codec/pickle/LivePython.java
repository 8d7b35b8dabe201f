package dev.larder.codec.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A CPython that says what it makes of values. Closing kills it. */
final class LivePython implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    /**
     * What it makes of a value.
     *
     * @param key its key if no two parts are one object
     * @param shared its key if all equal parts are one object
     * @param pickles its pickles, one for each protocol from 0
     * @param same whether the pickle that came with it is the value
     */
    record Answer(byte[] key, byte[] shared, List<byte[]> pickles, boolean same) {}

    private final ObjectMapper mapper = new ObjectMapper();
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private LivePython(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts it; ends the test as not run where there is none. */
    static LivePython start() throws IOException, InterruptedException, URISyntaxException {
        Path script = Path.of(LivePython.class.getResource("/python/pickles.py").toURI());
        return new LivePython(new ProcessBuilder(executable(), script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static String executable() throws InterruptedException {
        for (String candidate : List.of("/usr/bin/python3", "python3")) {
            try {
                Process python = new ProcessBuilder(candidate, "-c", "import pickle, uuid, decimal, datetime")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (python.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && python.exitValue() == 0) {
                    return candidate;
                }
            } catch (IOException notThere) {
                // the next one may be
            }
        }
        return abort("There is no Python here");
    }

    /** Asks about a value, and whether {@code pickle} is that. */
    Answer ask(Object value, int protocol, byte[] pickle) throws IOException {
        questions.write(JsonNodeFactory.instance
                        .objectNode()
                        .put("protocol", protocol)
                        .put("pickle", HexFormat.of().formatHex(pickle))
                        .set("value", DataJson.toJson(value))
                        .toString()
                + "\n");
        questions.flush();
        String line = answers.readLine();
        assertThat(line).as("an answer of Python to %s", value).isNotNull();
        JsonNode answer = mapper.readTree(line);
        List<byte[]> pickles = new ArrayList<>();
        answer.get("pickles").forEach(each -> pickles.add(hex(each)));
        return new Answer(
                hex(answer.get("key")),
                hex(answer.get("shared")),
                pickles,
                answer.get("same").booleanValue());
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.textValue());
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
