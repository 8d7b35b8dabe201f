package dev.larder.it.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python process with DiskCache, where the machine has that. Closing it ends its input, upon which it ends. */
final class PythonProcess implements AutoCloseable {

    /** Where operating systems put the Python for which they package DiskCache. */
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final BufferedReader answers;

    private PythonProcess(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a program; skips the test where there is no DiskCache. */
    static PythonProcess start(String program, Object... arguments) throws IOException {
        assumeTrue(Files.isExecutable(PYTHON), "There is no Python");
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-c", """
                import sys
                try:
                    import diskcache
                except ImportError:
                    print('no DiskCache')
                    sys.exit()
                print('DiskCache', flush=True)
                """ + program));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        PythonProcess python = new PythonProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        assumeTrue("DiskCache".equals(python.readLine()), "There is no DiskCache for this Python");
        return python;
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
