package dev.larder.it.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A Python with DiskCache that evaluates lines. Closing kills it. */
final class PythonConsole implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer lines;

    private PythonConsole(Process process) {
        this.process = process;
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        answers = process.inputReader(StandardCharsets.UTF_8);
        lines = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Opens the cache in a directory; ends the test as not run where there is no DiskCache. */
    static PythonConsole open(Path directory) throws IOException, URISyntaxException {
        Path script =
                Path.of(PythonConsole.class.getResource("/python/console.py").toURI());
        PythonConsole console = new PythonConsole(DiskCachePython.process(script.toString(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        assertThat(console.answer()).isEqualTo("ready");
        return console;
    }

    /** Evaluates an expression and returns what Python makes of it. */
    String evaluate(String expression) throws IOException {
        begin(expression);
        return answer();
    }

    /** Begins to evaluate an expression. */
    void begin(String expression) throws IOException {
        lines.write(expression + "\n");
        lines.flush();
    }

    /** What came of the expression that was begun. */
    String answer() throws IOException {
        String line = answers.readLine();
        assertThat(line).as("an answer of Python").isNotNull();
        return line;
    }

    /** Whether the expression that was begun is being evaluated still, after a while. */
    boolean isBusy() throws IOException, InterruptedException {
        return !process.waitFor(300, TimeUnit.MILLISECONDS) && !answers.ready();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
