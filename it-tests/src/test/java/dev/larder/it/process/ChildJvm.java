package dev.larder.it.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own that runs one of the test programs beside this class and is spoken to line by line. Closing kills
 * it.
 */
public final class ChildJvm implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final long LONGEST_LIFE_MINUTES = 30;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private ChildJvm(Process process) {
        this.process = process;
        // what hangs is killed, or reading would never end
        var unused = process.onExit()
                .orTimeout(LONGEST_LIFE_MINUTES, TimeUnit.MINUTES)
                .exceptionally(hanging -> process.destroyForcibly());
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts {@code program} with small memory. */
    static ChildJvm start(Class<?> program, Object... arguments) throws IOException {
        return start(List.of(), List.of("-Xmx64m"), program, arguments);
    }

    /**
     * Starts {@code program}.
     *
     * @param prefix a command that runs the rest of its command line, or nothing
     * @param options of the JVM
     */
    static ChildJvm start(List<String> prefix, List<String> options, Class<?> program, Object... arguments)
            throws IOException {
        return startOn(Path.of(System.getProperty("java.home")), prefix, options, program, arguments);
    }

    /** Starts {@code program} on the JDK in {@code home}; otherwise as {@link #start(List, List, Class, Object...)}. */
    static ChildJvm startOn(Path home, List<String> prefix, List<String> options, Class<?> program, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(command(home, options, program, arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** What starts {@code program}, for those who speak to it in another way. */
    public static ProcessBuilder program(List<String> options, Class<?> program, Object... arguments) {
        return new ProcessBuilder(command(Path.of(System.getProperty("java.home")), options, program, arguments));
    }

    private static List<String> command(Path home, List<String> options, Class<?> program, Object... arguments) {
        ClassArchive archive = ClassArchive.ofThisJvm();
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        if (home.equals(Path.of(System.getProperty("java.home")))) {
            command.addAll(archive.options());
        }
        command.addAll(options);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                archive.classPath(),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }

    long pid() {
        return process.pid();
    }

    /** The next line the program prints, or null when it has ended or was killed. */
    String readLine() throws IOException {
        return answers.readLine();
    }

    /** Reads lines until {@code expected} comes. */
    void await(String expected) throws IOException {
        for (String line = readLine(); !expected.equals(line); line = readLine()) {
            if (line == null) {
                throw new IOException("The program ended without saying '" + expected + "'");
            }
        }
    }

    /** Sends a line. */
    void say(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    /** Kills it as {@code kill -9} does, and waits until it is dead; what it has said can still be read. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Waits for its end and returns its exit code. */
    int join() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The program has not ended within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Whether it comes to its end within this time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
