package dev.larder.cli.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first JVM's side of a {@link SecondReader}: a process of the same Java, with the same class path or module path.
 */
final class SecondJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader fromProcess;
    private final BufferedWriter toProcess;

    private SecondJvm(Process process) {
        this.process = process;
        this.fromProcess = process.inputReader(StandardCharsets.UTF_8);
        this.toProcess = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it, and returns when it is ready to read. */
    static SecondJvm start(Path directory, Bounds bounds, List<Path> roots) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.add(directory.toString());
        command.add(Long.toString(bounds.files()));
        command.add(Long.toString(bounds.bytes()));
        roots.forEach(root -> command.add(root.toString()));
        SecondJvm second = new SecondJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        try {
            second.answer(); // READY
            return second;
        } catch (IOException e) {
            second.close();
            throw e;
        }
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        String main = SecondReader.class.getName();
        Module module = SecondReader.class.getModule();
        if (module.isNamed()) {
            command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
            command.addAll(List.of("--module", module.getName() + "/" + main));
        } else {
            command.addAll(List.of("--class-path", System.getProperty("java.class.path"), main));
        }
        return command;
    }

    /** Lets it read. */
    void read() throws IOException {
        toProcess.newLine();
        toProcess.flush();
    }

    /** Whether it is still reading. */
    boolean isReading() throws IOException {
        return process.isAlive() && !fromProcess.ready();
    }

    /** What it read. */
    Reading reading() throws IOException {
        return Reading.parse(answer());
    }

    private String answer() throws IOException {
        String line = fromProcess.readLine();
        if (line == null) {
            throw new IOException("The second JVM ended before it answered; what it said is above");
        }
        return line;
    }

    /** Ends it, if it has not ended by itself. */
    @Override
    public void close() {
        process.destroy();
    }
}
