package dev.larder.cli.demo;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM that runs a program of this demonstration, with the same Java and the same class path or module path. The
 * program says {@code ready}, waits for a line, works, and answers with lines.
 */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader fromProcess;
    private final BufferedWriter toProcess;

    private ChildJvm(Process process) {
        this.process = process;
        this.fromProcess = process.inputReader(StandardCharsets.UTF_8);
        this.toProcess = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts a program with the arguments that {@link Arguments} reads, and returns when it is ready. */
    static ChildJvm start(Class<?> program, Path directory, Bounds bounds, List<Path> roots) throws IOException {
        List<String> command = new ArrayList<>(java(program));
        command.add(directory.toString());
        command.add(Long.toString(bounds.files()));
        command.add(Long.toString(bounds.bytes()));
        roots.forEach(root -> command.add(root.toString()));
        ChildJvm child = new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        try {
            child.answer(); // ready
            return child;
        } catch (IOException e) {
            child.close();
            throw e;
        }
    }

    private static List<String> java(Class<?> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED"));
        String main = program.getName();
        Module module = program.getModule();
        if (module.isNamed()) {
            command.addAll(List.of("--module-path", System.getProperty("jdk.module.path")));
            command.addAll(List.of("--module", module.getName() + "/" + main));
        } else {
            command.addAll(List.of("--class-path", System.getProperty("java.class.path"), main));
        }
        return command;
    }

    /** Lets it work. */
    void tell(String line) throws IOException {
        toProcess.write(line);
        toProcess.newLine();
        toProcess.flush();
    }

    /** Whether it is still working and has not answered. */
    boolean isWorking() throws IOException {
        return process.isAlive() && !fromProcess.ready();
    }

    /** The next line that it says. */
    String answer() throws IOException {
        String line = fromProcess.readLine();
        if (line == null) {
            throw new IOException("The other JVM ended before it answered; what it said is above");
        }
        return line;
    }

    /** Ends it as {@code kill -9} does, and returns when it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends it, if it has not ended by itself. */
    @Override
    public void close() {
        process.destroy();
    }
}
