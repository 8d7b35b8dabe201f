package dev.larder.it.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python process with DiskCache, where the machine has that. Closing it ends its input, upon which it ends. */
final class PythonProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    private PythonProcess(Process process) {
        this.process = process;
        // what hangs is killed, or reading would never end
        var unused =
                process.onExit().orTimeout(5, TimeUnit.MINUTES).exceptionally(hanging -> process.destroyForcibly());
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a program, which has sys and diskcache; skips the test where there is no DiskCache. */
    static PythonProcess start(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-c", "import sys, diskcache\n" + program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new PythonProcess(DiskCachePython.process(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .start());
    }

    /** The next line it prints, or null at its end. */
    String readLine() throws IOException {
        return answers.readLine();
    }

    /** All lines until its end. */
    List<String> readLines() {
        return answers.lines().toList();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
