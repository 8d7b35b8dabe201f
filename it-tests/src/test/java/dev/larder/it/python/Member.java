package dev.larder.it.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that says what it does, whose lines are kept. */
final class Member {

    private static final long PATIENCE_SECONDS = 120;

    private final String name;
    private final boolean isPython;
    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>(); // guarded by itself

    private Member(String name, boolean isPython, Process process) {
        this.name = name;
        this.isPython = isPython;
        this.process = process;
        reader = new Thread(this::read, "lines of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    static Member start(String name, boolean isPython, ProcessBuilder program) throws IOException {
        return new Member(
                name,
                isPython,
                program.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private void read() {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    boolean isPython() {
        return isPython;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** How much it has said. */
    int size() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /** What it has said, of a process that has ended. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** Lets it finish what it does; returns its exit code. */
    int finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " has not ended within " + PATIENCE_SECONDS + " s");
        }
        reader.join();
    }
}
